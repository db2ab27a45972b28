using System.Buffers.Binary;
using System.IO.Hashing;

namespace Bingobot.Storage.Tests.Faults;

/// <summary>What verifying says of damage that is more than a bit, of a medium that fails, and of bytes made to deceive it.</summary>
public sealed class VerifyTests(ITestOutputHelper output)
{
    private const int SectorBytes = 4 * 1024;
    private const int SumOffset = 496;

    private static byte[][] Many(int count, int bytes) => [.. Enumerable.Range(0, count).Select(i =>
    {
        byte[] document = new byte[bytes];
        new Random(i).NextBytes(document);
        return document;
    })];

    [Fact]
    public void ThreeLostSectors_FarApart_AreThreeRangesAndAllElseIsCounted()
    {
        using var rotten = new RottenStore(Many(20_000, 60));
        long[] sectors = [256 * 1024, 600 * 1024, 1200 * 1024];
        int[] lost = [.. sectors.Select(at => 1 + rotten.RecordAt(at + SectorBytes - 1) - rotten.RecordAt(at))];
        foreach (long sector in sectors)
            rotten.Store.Write(sector, new byte[SectorBytes]);

        VerifyReport report = rotten.Verify();

        Assert.Equal(3, report.Faults.Count);
        for (int i = 0; i < sectors.Length; i++)
        {
            (long start, long end) = rotten.Doubted(report.Faults[i]);
            Assert.InRange(start, sectors[i] - 76, sectors[i]);
            Assert.InRange(end, sectors[i] + SectorBytes, sectors[i] + SectorBytes + (2 * 76));
            output.WriteLine(report.Faults[i].Meaning);
        }

        // How many documents the first two gaps hold cannot be told, so what lies between the gaps has no certain place.
        long between = rotten.RecordAt(sectors[2]) - rotten.RecordAt(sectors[0]);
        Assert.InRange(report.Documents, 20_000 - between - lost[2] - 2, 20_000 - lost.Sum());
    }

    [Fact]
    public void OneLostSector_IsOneRangeWithItsDocuments()
    {
        using var rotten = new RottenStore(Many(5_000, 60));
        rotten.Store.Write(128 * 1024, new byte[SectorBytes]);

        VerifyReport report = rotten.Verify();

        VerifyFault fault = Assert.Single(report.Faults);
        (long start, long end) = rotten.Doubted(fault);
        int documents = (int)((end - start) / 76);
        Assert.InRange(documents, SectorBytes / 76, (SectorBytes / 76) + 2);
        Assert.Equal(rotten.RecordAt(start), fault.Document);
        Assert.Contains($"{documents} documents, {fault.Document} to {fault.Document + documents - 1}.", fault.Meaning, StringComparison.Ordinal);
        Assert.Equal(5_000 - documents, report.Documents);
        Assert.Equal(rotten.Length, report.BytesRead);
    }

    [Fact]
    public void NeighboursDamagedInTheirPayloads_AreNamedOneByOne()
    {
        using var rotten = new RottenStore(Many(100, 60));
        foreach (int record in (int[])[40, 41, 42, 43])
            rotten.Flip(rotten.Starts[record] + 20, 3);

        VerifyReport report = rotten.Verify();

        Assert.Equal([40L, 41, 42, 43], report.Faults.Select(fault => fault.Document!.Value));
        Assert.Equal(96, report.Documents);
    }

    [Fact]
    public void HalfAStore_SaysWhereItEndsAndWhatIsMissing()
    {
        using var rotten = new RottenStore(Many(100, 60));
        rotten.Store.SetLength(rotten.Starts[70] + 10);

        VerifyReport report = rotten.Verify();

        Assert.Contains(report.Faults, fault => fault.Offset == rotten.Starts[70] + 10 && fault.Expected.Contains("end of the store", StringComparison.Ordinal));
        Assert.Contains(report.Faults, fault => fault.Offset == rotten.Starts[70] && fault.Meaning.Contains("30 documents, 70 to 99.", StringComparison.Ordinal));
        Assert.Equal(70, report.Documents);
    }

    [Fact]
    public void SectorThatCannotBeRead_IsNamedAndAllElseIsLookedAt()
    {
        using var rotten = new RottenStore(Many(5_000, 60));
        rotten.Flip(rotten.Starts[4_000] + 20, 1);
        using var failing = new FailingStore(rotten.Store, 128 * 1024, (128 * 1024) + SectorBytes);

        VerifyReport report = DocumentBuffer.Verify(failing);

        Assert.Contains(report.Faults, fault => fault.Offset == 128 * 1024 && fault.Expected == $"readable bytes up to offset {(128 * 1024) + SectorBytes}: Input/output error");
        Assert.Contains(report.Faults, fault => fault.Document == rotten.RecordAt(128 * 1024) && rotten.Doubted(fault).End > (128 * 1024) + SectorBytes);
        Assert.Contains(report.Faults, fault => fault.Document == 4_000);
        Assert.Equal(3, report.Faults.Count);
    }

    [Fact]
    public void CopiesOfASlot_OfTwoTimesOrTwins_AreNamed()
    {
        using var store = new MemoryStore();
        DocumentBuffer buffer = DocumentBuffer.Open(store, leaveOpen: true);
        var images = new List<byte[]>();
        for (int i = 0; i < 4; i++)
        {
            buffer.Push([(byte)i]);
            buffer.Flush();
            images.Add(store.ToArray());
        }

        // The newest slot's second copy is still of the commit before: a crash came between the two.
        bool newestIsA = Seq(images[^1], 0) > Seq(images[^1], SectorBytes);
        long newest = newestIsA ? 2 * SectorBytes : 3 * SectorBytes;
        store.Write(newest, images[^3].AsSpan((int)newest, 512));
        Assert.True(DocumentBuffer.Verify(store).IsSound);
        store.Write(0, images[^1]);

        // The other slot's: a write that was lost.
        long stale = newestIsA ? 3 * SectorBytes : 2 * SectorBytes;
        store.Write(stale, images[^4].AsSpan((int)stale, 512));
        VerifyFault fault = Assert.Single(DocumentBuffer.Verify(store).Faults);
        Assert.InRange(fault.Offset, stale, stale + 511);
        Assert.Contains("the same as the other copy", fault.Expected, StringComparison.Ordinal);

        // The same seq, another number of changes, under a right sum.
        byte[] slot = images[^1].AsSpan((int)stale, 512).ToArray();
        slot[32] ^= 1;
        Sign(slot);
        store.Write(stale, slot);
        Assert.Contains(DocumentBuffer.Verify(store).Faults, fault => fault.Offset >= stale && fault.Offset < stale + 512);

        // Both slots with one seq.
        store.Write(0, images[^1]);
        byte[] other = images[^1].AsSpan(SectorBytes, 512).ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(other.AsSpan(24), Seq(images[^1], 0));
        Sign(other);
        store.Write(SectorBytes, other);
        Assert.Contains(DocumentBuffer.Verify(store).Faults, fault => fault.Expected.Contains("another seq", StringComparison.Ordinal));
    }

    /// <summary>Bytes at every one of which a record might begin: the work stays within a multiple of their number.</summary>
    [Theory]
    [InlineData("0000")]
    [InlineData("00000100")]
    [InlineData("0000010000000000")]
    [InlineData("10000000")]
    [InlineData("ffff7f00")]
    public void BytesMadeToDeceive_TakeNoMoreThanAMultipleOfReadingThem(string pattern)
    {
        const int Bytes = 4 * 1024 * 1024;
        const int MostPasses = 40;
        byte[] unit = Convert.FromHexString(pattern);
        using var rotten = new RottenStore(Many(Bytes / 116, 100));
        byte[] bytes = new byte[Bytes - (64 * 1024)];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = unit[i % unit.Length];
        rotten.Store.Write(RottenStore.DocumentsOffset + 1000, bytes);
        using var counting = new FailingStore(rotten.Store, 0, 0);

        VerifyReport report = DocumentBuffer.Verify(counting);

        output.WriteLine($"{counting.BytesRead / (double)rotten.Length:N1} times its length read in {counting.Reads} reads, {report.Faults.Count} faults");
        Assert.InRange(report.Faults.Count, 1, 10_001);
        Assert.Contains(report.Faults, fault => fault.Offset <= RottenStore.DocumentsOffset + 1000);
        Assert.InRange(counting.BytesRead, rotten.Length, MostPasses * rotten.Length);
    }

    [Fact]
    public void DamageEverywhere_IsListedUpToABound()
    {
        using var rotten = new RottenStore(Many(25_000, 20));
        for (int record = 0; record < 25_000; record += 2)
            rotten.Flip(rotten.Starts[record] + 10, 0);

        VerifyReport report = rotten.Verify();

        Assert.Equal(10_001, report.Faults.Count);
        Assert.Equal("no more faults, found 2500 more", report.Faults[^1].Expected);
        Assert.Equal(12_500, report.Documents);
    }

    [Fact]
    public void Progress_GrowsToTheLengthAndCancellingEndsIt()
    {
        using var rotten = new RottenStore(Many(100, 50_000));
        rotten.Store.Write(rotten.Length, new byte[1_000_000]);
        rotten.Flip(rotten.Starts[30], 0);
        rotten.Flip(rotten.Starts[60], 0);
        var told = new Told();

        VerifyReport report = DocumentBuffer.Verify(rotten.Store, told);

        Assert.Equal([30L, 60], report.Faults.Select(fault => fault.Document!.Value));
        Assert.True(told.Steps.Count > 10, $"{told.Steps.Count} steps");
        Assert.Equal(told.Steps.Order(), told.Steps);
        Assert.Equal(rotten.Length, told.Steps[^1]);
        Assert.Equal(rotten.Length, report.BytesRead);
        using var cancel = new CancellationTokenSource();
        told.Then = cancel.Cancel;
        Assert.Throws<OperationCanceledException>(() => DocumentBuffer.Verify(rotten.Store, told, cancel.Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(3_000_000)]
    public void BlankStore_IsSoundAndReadToItsEnd(int bytes)
    {
        using var store = new MemoryStore();
        store.SetLength(bytes);

        VerifyReport report = DocumentBuffer.Verify(store);

        Assert.True(report.IsSound);
        Assert.Equal((0, bytes, 0), (report.Documents, report.BytesRead, report.UsefulBytes));
    }

    private static ulong Seq(byte[] bytes, int page) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(page + 24));

    private static void Sign(byte[] slot) =>
        BinaryPrimitives.WriteUInt128LittleEndian(slot.AsSpan(SumOffset), XxHash128.HashToUInt128(slot.AsSpan(0, SumOffset)));

    private sealed class Told : IProgress<VerifyProgress>
    {
        public List<long> Steps { get; } = [];

        public Action? Then { get; set; }

        public void Report(VerifyProgress value)
        {
            Steps.Add(value.BytesDone);
            Then?.Invoke();
        }
    }

    /// <summary>A medium that does not give the bytes [start, end), and counts what is asked of it.</summary>
    private sealed class FailingStore(IBackingStore inner, long start, long end) : IBackingStore
    {
        public long BytesRead { get; private set; }

        public long Reads { get; private set; }

        public long Length => inner.Length;

        public int Read(long offset, Span<byte> destination)
        {
            if (offset < end && offset + destination.Length > start)
                throw new IOException("Input/output error");
            int read = inner.Read(offset, destination);
            BytesRead += read;
            Reads++;
            return read;
        }

        public void Write(long offset, ReadOnlySpan<byte> source) => throw new NotSupportedException();

        public void Barrier() => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
