namespace Bingobot.Storage.Tests.Faults;

/// <summary>Decay: whatever bit flips, no store shows other documents, and verifying names the place.</summary>
public sealed class BitRotTests(ITestOutputHelper output)
{
    private const int BitsPerByte = 8;

    public static TheoryData<string> Shapes => [.. Small.Keys];

    private static Dictionary<string, byte[][]> Small { get; } = new()
    {
        ["empty"] = [],
        ["one document"] = ["alone"u8.ToArray()],
        ["several documents"] = ["the first"u8.ToArray(), new byte[130], [], [255], "the last"u8.ToArray()],
        ["documents of no bytes"] = [[], [], []],
        ["zeros whose lengths are few bits from others"] = [new byte[128], new byte[16], new byte[64], new byte[16], new byte[256]],
        ["a store within a document"] = ["before"u8.ToArray(), Nested(), "after"u8.ToArray()],
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AnyBit_OfAClosedStore_IsNamedAlone(string shape)
    {
        using var rotten = new RottenStore(Small[shape]);
        int refused = 0;
        int places = 0;
        foreach (long offset in Places(rotten, shape is "empty" or "several documents"))
        {
            for (int bit = 0; bit < BitsPerByte; bit++, places++)
            {
                rotten.Flip(offset, bit);
                refused += CheckClosed(rotten, offset, $"{shape}, offset {offset}, bit {bit}") ? 0 : 1;
                rotten.Flip(offset, bit);
            }
        }

        Assert.True(rotten.Verify().IsSound);
        Assert.Equal(rotten.Documents, rotten.Read());
        output.WriteLine($"{shape}: {places} flipped bits, {refused} stores refused");
        Assert.Equal(BitsPerByte * (rotten.Length - RottenStore.DocumentsOffset), refused);
    }

    [Fact]
    public void AnyBit_OfAStoreLeftByACrash_ShowsAStateThatWasAndIsNamed()
    {
        using var rotten = new RottenStore(Small["several documents"], close: false);
        int fallenBack = 0;
        foreach (long offset in Places(rotten, withSlots: true))
        {
            for (int bit = 0; bit < BitsPerByte; bit++)
            {
                string name = $"offset {offset}, bit {bit}";
                rotten.Flip(offset, bit);
                IReadOnlyList<byte[]>? read = rotten.Read();
                VerifyReport report = rotten.Verify();
                Assert.True(read is null || rotten.IsPrefix(read), $"{name} shows other documents");
                VerifyFault[] named = [.. report.Faults, .. report.InterruptedCommit is { } commit ? [commit] : Array.Empty<VerifyFault>()];
                Assert.True(named.Any(fault => Covers(rotten, fault, offset)), $"{name} is not named by {string.Join("; ", named.Select(fault => fault))}");
                Assert.Equal(read is not null && read.Count < rotten.Documents.Count, report.InterruptedCommit is not null);
                fallenBack += report.InterruptedCommit is null ? 0 : 1;
                rotten.Flip(offset, bit);
            }
        }

        output.WriteLine($"{fallenBack} flipped bits lead to the state before");
        Assert.True(fallenBack > 0);
    }

    [Fact]
    public void BitsThatMeanNothing_Flipped_AreNoFault()
    {
        using var rotten = new RottenStore(Small["several documents"]);
        rotten.Store.Write(rotten.Length, new byte[1000]);
        for (long offset = 0; offset < rotten.Length; offset++)
        {
            bool isPadding = offset < RottenStore.DocumentsOffset && offset % RottenStore.PageBytes >= RottenStore.SlotBytes;
            if (isPadding || offset >= rotten.Starts[^1])
                rotten.Flip(offset, (int)(offset % BitsPerByte));
        }

        Assert.Empty(rotten.Verify().Faults);
        Assert.Equal(rotten.Documents, rotten.Read());
    }

    [Fact]
    public void RandomBits_OfALargeStore_AreEachNamedAlone()
    {
        var random = new Random(11);
        using var rotten = new RottenStore(Large(random, 600));
        output.WriteLine($"{rotten.Length} bytes, {rotten.Documents.Count} documents");
        for (int i = 0; i < 200; i++)
        {
            // Half of them in lengths and chains, which are few beside the payloads.
            int record = random.Next(rotten.Documents.Count);
            long offset = i % 2 == 0
                ? random.NextInt64(RottenStore.DocumentsOffset, rotten.Length)
                : rotten.Starts[record] + (random.Next(2) == 0 ? random.Next(4) : rotten.Documents[record].Length + 4 + random.Next(12));
            int bit = random.Next(BitsPerByte);
            rotten.Flip(offset, bit);
            Assert.False(CheckClosed(rotten, offset, $"flip {i}, offset {offset}, bit {bit}"));
            rotten.Flip(offset, bit);
        }
    }

    /// <summary>Also where there are more than two damaged places: what lies between the first and the last is looked at too.</summary>
    [Fact]
    public void SeveralRandomBits_OfALargeStore_AreAllNamedAndLittleElseIs()
    {
        const int Times = 60;
        var random = new Random(12);
        using var rotten = new RottenStore(Large(random, 300));
        long doubted = 0;
        long damaged = 0;
        for (int i = 0; i < Times; i++)
        {
            (long Offset, int Bit)[] flips = [.. Enumerable.Range(0, 2 + (i % 6)).Select(_ => (Place(rotten, random), random.Next(BitsPerByte)))];
            foreach ((long offset, int bit) in flips)
                rotten.Flip(offset, bit);
            HashSet<int> records = [.. flips.Select(flip => rotten.RecordAt(flip.Offset))];
            VerifyReport report = rotten.Verify();
            string name = $"flips {i} in records {string.Join(", ", records.Order())}: {string.Join("; ", report.Faults.Select(fault => $"{fault}"))}";
            Assert.All(records, record => Assert.True(report.Faults.Any(fault => Covers(rotten, fault, rotten.Starts[record])), $"{record} of {name}"));
            Assert.All(report.Faults, fault => Assert.True(records.Any(record => Covers(rotten, fault, rotten.Starts[record])), $"{fault.Offset} of {name}"));
            Assert.All(report.Faults, fault => Assert.True(fault.Document is not { } number || records.Contains((int)number), $"{fault.Document} of {name}"));
            doubted += report.Faults.Sum(fault => rotten.Doubted(fault).End - rotten.Doubted(fault).Start);
            damaged += records.Sum(record => rotten.Starts[record + 1] - rotten.Starts[record]);
            foreach ((long offset, int bit) in flips)
                rotten.Flip(offset, bit);
        }

        output.WriteLine($"{damaged} bytes of damaged records, {doubted} bytes cannot be vouched for");
        Assert.True(rotten.Verify().IsSound);
        Assert.InRange(doubted, damaged, damaged * 11 / 10);
    }

    /// <summary>The flipped bit is named, at its place, by one fault only; nothing but the right documents is shown.</summary>
    /// <returns>Whether the store could be read.</returns>
    private static bool CheckClosed(RottenStore rotten, long offset, string name)
    {
        VerifyReport report = rotten.Verify();
        Assert.True(report.Faults.Count == 1, $"{name}: {string.Join("; ", report.Faults.Select(fault => $"{fault}"))}");
        Assert.Null(report.InterruptedCommit);
        VerifyFault fault = report.Faults[0];
        Assert.True(Covers(rotten, fault, offset), $"{name}: {fault}");
        int record = rotten.RecordAt(offset);
        Assert.Equal(record >= 0 ? record : null, fault.Document);
        Assert.Equal(rotten.Documents.Count - (record >= 0 ? 1 : 0), report.Documents);
        Assert.NotEqual("", fault.Meaning);
        IReadOnlyList<byte[]>? read = rotten.Read();
        Assert.True(read is null || (read.Count == rotten.Documents.Count && rotten.IsPrefix(read)), $"{name} shows other documents");
        return read is not null;
    }

    private static bool Covers(RottenStore rotten, VerifyFault fault, long offset)
    {
        (long start, long end) = rotten.Doubted(fault);
        return start <= offset && offset < end;
    }

    private static IEnumerable<long> Places(RottenStore rotten, bool withSlots)
    {
        for (int page = 0; withSlots && page < 4; page++)
        {
            for (int i = 0; i < RottenStore.SlotBytes; i++)
                yield return (page * RottenStore.PageBytes) + i;
        }

        for (long offset = RottenStore.DocumentsOffset; offset < rotten.Length; offset++)
            yield return offset;
    }

    private static long Place(RottenStore rotten, Random random)
    {
        int record = random.Next(rotten.Documents.Count);
        int bytes = rotten.Documents[record].Length;
        return rotten.Starts[record] + random.Next(3) switch { 0 => random.Next(4), 1 => bytes + 4 + random.Next(12), _ => random.Next(bytes + 16) };
    }

    private static byte[][] Large(Random random, int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        byte[] document = new byte[i % 50 == 7 ? 300_000 : random.Next(6_000)];
        if (i % 3 > 0)
            random.NextBytes(document);
        return document;
    })];

    private static byte[] Nested()
    {
        using var store = new MemoryStore();
        using (DocumentBuffer buffer = DocumentBuffer.Open(store, leaveOpen: true))
        {
            for (int i = 0; i < 20; i++)
                buffer.Push("within"u8);
        }

        return store.ToArray()[RottenStore.DocumentsOffset..];
    }
}
