using Bingobot.Storage.Engine;

namespace Bingobot.Storage.Tests.Reader;

/// <summary>The library and a reader in another language, written from docs/format.md alone, agree on every store.</summary>
public sealed class IndependentReaderTests(ITestOutputHelper output) : IDisposable
{
    private const int SlotBytes = 512;
    private const int PageBytes = 4 * 1024;
    private const int DocumentsOffset = 16 * 1024;
    private readonly string _folder = Directory.CreateTempSubdirectory("reader-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Stores_InEveryState_AreReadAlike()
    {
        PythonReader.SkipWhereMissing();
        var cases = new List<(string Name, byte[] Bytes)> { ("empty", []), ("blank", new byte[DocumentsOffset]) };
        WriteEveryState(cases);
        string[] paths = [.. cases.Select(test => Save(test.Name, test.Bytes))];

        (int exitCode, IReadOnlyList<OtherOpinion> opinions) = PythonReader.Read(paths);

        Assert.Equal(0, exitCode);
        for (int i = 0; i < paths.Length; i++)
        {
            output.WriteLine($"{cases[i].Name}: {opinions[i].State}");
            Assert.Equal(ReadByLibrary(cases[i].Bytes), opinions[i].Documents);
        }

        Assert.Equal("new, 0 documents", opinions[0].State);
        Assert.Contains(opinions, opinion => opinion.State.StartsWith("closed", StringComparison.Ordinal));
        Assert.Contains(opinions, opinion => opinion.State.StartsWith("open", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Stores_WithAFlippedBit_AreRefusedOrFallenBackAlike(bool close)
    {
        PythonReader.SkipWhereMissing();
        byte[] sound = WriteSmall(close);
        var random = new Random(17);
        IEnumerable<int> slots = Enumerable.Range(0, 4).SelectMany(page => Enumerable.Range(page * PageBytes, SlotBytes).Where(at => at % 5 == 0));
        int[] places = [.. slots, .. Enumerable.Range(DocumentsOffset, sound.Length - DocumentsOffset)];
        byte[][] flipped = [.. places.Select(place => Flip(sound, place, random.Next(8)))];
        string[] paths = [.. flipped.Select((bytes, i) => Save($"{i}", bytes))];

        (int exitCode, IReadOnlyList<OtherOpinion> opinions) = PythonReader.Read(paths);

        Assert.Equal(1, exitCode);
        IReadOnlyList<byte[]>? whole = ReadByLibrary(sound);
        int refused = 0;
        int fallenBack = 0;
        for (int i = 0; i < paths.Length; i++)
        {
            IReadOnlyList<byte[]>? expected = ReadByLibrary(flipped[i]);
            Assert.True(
                Same(expected, opinions[i].Documents),
                $"Bit of byte {places[i]}: the library {(expected is null ? "refuses" : "reads")}, the other says {opinions[i].State}");
            refused += expected is null ? 1 : 0;
            fallenBack += expected is not null && !Same(expected, whole) ? 1 : 0;
        }

        output.WriteLine($"{paths.Length} flipped bits: {refused} stores refused, {fallenBack} read in the state before, the others whole");
        Assert.True(refused > 0 && (close || fallenBack > 0));
    }

    [Fact]
    public void Stores_CutShortOrStrange_AreRefusedAlike()
    {
        PythonReader.SkipWhereMissing();
        byte[] sound = WriteSmall(close: false);
        byte[] foreign = new byte[2 * DocumentsOffset];
        new Random(3).NextBytes(foreign);
        byte[] otherSalt = (byte[])sound.Clone();
        WriteSmall(close: true, salt: 99).AsSpan(0, SlotBytes).CopyTo(otherSalt);
        WriteSmall(close: true, salt: 99).AsSpan(2 * PageBytes, SlotBytes).CopyTo(otherSalt.AsSpan(2 * PageBytes));
        byte[][] stores =
        [
            foreign, otherSalt,
            .. Enumerable.Range(0, sound.Length).Where(length => length > DocumentsOffset - 2 || length % 509 == 0).Select(length => sound[..length]),
        ];

        (_, IReadOnlyList<OtherOpinion> opinions) = PythonReader.Read([.. stores.Select((bytes, i) => Save($"{i}", bytes))]);

        for (int i = 0; i < stores.Length; i++)
            Assert.True(Same(ReadByLibrary(stores[i]), opinions[i].Documents), $"store {i} of {stores[i].Length} bytes: {opinions[i].State}");
        Assert.Null(opinions[0].Documents);
    }

    /// <summary>All lengths at which the sum changes its method, and their neighbours.</summary>
    [Fact]
    public void Documents_OfEveryLength_HaveTheSumOfTheSpecification()
    {
        PythonReader.SkipWhereMissing();
        const int ChainAndLength = 12;
        int[] ends = [16, 32, 64, 96, 128, 144, 240, 256, 1024, 1088, 2048, 64 * 1024];
        using var store = new MemoryStore();
        using DocumentBuffer buffer = DocumentBuffer.Open(store, leaveOpen: true);
        var random = new Random(5);
        int[] lengths = [.. Enumerable.Range(0, 300), .. ends.SelectMany(end => Enumerable.Range(end - ChainAndLength - 1, 3))];
        foreach (int length in lengths)
        {
            byte[] document = new byte[length];
            random.NextBytes(document);
            buffer.Push(document);
        }

        buffer.Flush();

        (_, IReadOnlyList<OtherOpinion> opinions) = PythonReader.Read([Save("lengths", store.ToArray())]);

        Assert.Equal(lengths, opinions[0].Documents?.Select(document => document.Length));
        Assert.Equal(ReadByLibrary(store.ToArray()), opinions[0].Documents);
    }

    /// <summary>One life of a file, copied at every stage as a crash would leave it.</summary>
    private void WriteEveryState(List<(string Name, byte[] Bytes)> cases)
    {
        string path = Path.Combine(_folder, "live");
        var options = new DocumentBufferOptions { CacheDocuments = 4, CacheBytes = 64 * 1024, TruncateOnClose = false };
        void Snap(string name) => cases.Add((name, File.ReadAllBytes(path)));
        using (DocumentBuffer buffer = DocumentBuffer.Open(path, options))
        {
            Snap("new");
            Push(buffer, 3);
            buffer.Flush();
            Snap("flushed");
            Push(buffer, 12);
            Snap("demoted, not flushed");
            buffer.Flush();
            Snap("demoted and flushed");
            buffer.Remove(10);
            buffer.Flush();
            Snap("after removals");
            Push(buffer, 2);
            buffer.Flush();
            Snap("pushed over what was removed");
            buffer.Remove(3);
            Push(buffer, 9);
            Snap("demoted below the durable end, not flushed");
            buffer.Clear();
            buffer.Flush();
            Snap("cleared");
            Push(buffer, 5);
        }

        Snap("closed with junk behind the end");
        using (DocumentBuffer buffer = DocumentBuffer.Open(path, options))
        {
            buffer.Pop();
            Snap("opened again after a clean close, not yet written");
            buffer.Flush();
            Snap("opened again and flushed");
            buffer.Clear();
        }

        Snap("closed empty with junk behind");
        byte[] junk = new byte[1000];
        new Random(1).NextBytes(junk);
        cases.Add(("foreign junk behind the end", [.. cases[5].Bytes, .. junk]));
    }

    private static void Push(DocumentBuffer buffer, int documents)
    {
        for (int i = 0; i < documents; i++)
            buffer.Push(Enumerable.Repeat((byte)(buffer.Count + i), (int)(buffer.Count * 37 % 900)).ToArray());
    }

    private static byte[] WriteSmall(bool close, ulong salt = 0x0123456789abcdef)
    {
        using var store = new MemoryStore();
        var options = new DocumentBufferOptions { Tuning = new EngineTuning { Salt = () => salt } };
        using DocumentBuffer buffer = DocumentBuffer.Open(store, options, leaveOpen: true);
        buffer.Push("the first"u8);
        buffer.Push(new byte[130]);
        buffer.Flush();
        buffer.Push([]);
        buffer.Push(new byte[300]);
        buffer.Flush();
        if (close)
            buffer.Close();
        return store.ToArray();
    }

    private static byte[] Flip(byte[] bytes, int place, int bit)
    {
        byte[] flipped = (byte[])bytes.Clone();
        flipped[place] ^= (byte)(1 << bit);
        return flipped;
    }

    /// <summary>The documents, least recent first, or null where the library refuses the store.</summary>
    private static IReadOnlyList<byte[]>? ReadByLibrary(byte[] bytes)
    {
        using var store = new MemoryStore();
        store.Write(0, bytes);
        try
        {
            using DocumentBuffer buffer = DocumentBuffer.Open(store, new DocumentBufferOptions { ReadOnly = true });
            return [.. buffer.Read(int.MaxValue).Reverse()];
        }
        catch (CorruptStoreException)
        {
            return null;
        }
    }

    private static bool Same(IReadOnlyList<byte[]>? left, IReadOnlyList<byte[]>? right) =>
        (left is null) == (right is null) && (left is null || right is null
            || (left.Count == right.Count && left.Zip(right).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second))));

    private string Save(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name.Replace(' ', '-').Replace(',', '-'));
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
