using System.Globalization;
using System.Text.RegularExpressions;
using Bingobot.Storage.Engine;

namespace Bingobot.Storage.Tests.Faults;

/// <summary>A store in memory whose bits are flipped and flipped back, with what it held when it was whole.</summary>
internal sealed partial class RottenStore : IDisposable
{
    public const int PageBytes = 4 * 1024;
    public const int SlotBytes = 512;
    public const int DocumentsOffset = 16 * 1024;
    private const int Overhead = 16;
    private readonly MemoryStore _store = new();

    /// <param name="documents">What it holds; each is flushed.</param>
    /// <param name="close">Whether it is closed, or left as a crash leaves it.</param>
    public RottenStore(IReadOnlyList<byte[]> documents, bool close = true)
    {
        Documents = documents;
        long end = DocumentsOffset;
        Starts = [end, .. documents.Select(document => end += document.Length + Overhead)];
        DocumentBuffer buffer = DocumentBuffer.Open(_store, new DocumentBufferOptions { Tuning = new EngineTuning { Salt = () => 77 } }, leaveOpen: true);
        foreach (byte[] document in documents)
        {
            buffer.Push(document);
            if (!close)
                buffer.Flush();
        }

        if (close)
            buffer.Close();
    }

    public IReadOnlyList<byte[]> Documents { get; }

    /// <summary>Offsets of the records, and of their end.</summary>
    public long[] Starts { get; }

    public long Length => _store.Length;

    public MemoryStore Store => _store;

    public void Flip(long offset, int bit)
    {
        Span<byte> one = stackalloc byte[1];
        _store.Read(offset, one);
        one[0] ^= (byte)(1 << bit);
        _store.Write(offset, one);
    }

    public VerifyReport Verify() => DocumentBuffer.Verify(_store);

    /// <summary>The record that an offset lies in; −1 in a slot or behind the documents.</summary>
    public int RecordAt(long offset)
    {
        int found = Array.FindLastIndex(Starts, start => start <= offset);
        return found == Documents.Count ? -1 : found;
    }

    /// <summary>The documents, least recent first, or null where the library refuses the store.</summary>
    public IReadOnlyList<byte[]>? Read()
    {
        try
        {
            using DocumentBuffer buffer = DocumentBuffer.Open(_store, new DocumentBufferOptions { ReadOnly = true }, leaveOpen: true);
            return [.. buffer.Read(int.MaxValue).Reverse()];
        }
        catch (CorruptStoreException)
        {
            return null;
        }
    }

    /// <summary>Whether these are the first of its documents, in their order.</summary>
    public bool IsPrefix(IReadOnlyList<byte[]> read) =>
        read.Count <= Documents.Count && read.Zip(Documents).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <summary>The bytes that a fault casts doubt on.</summary>
    public (long Start, long End) Doubted(VerifyFault fault)
    {
        Match range = Range().Match(fault.Meaning);
        if (range.Success)
            return (Number(range.Groups[1]), Number(range.Groups[2]));
        if (fault.Offset < DocumentsOffset)
            return (fault.Offset / PageBytes * PageBytes, (fault.Offset / PageBytes * PageBytes) + SlotBytes);
        int record = RecordAt(fault.Offset);
        Assert.True(record >= 0, $"{fault} lies in no record");
        return (Starts[record], Starts[record + 1]);
    }

    public void Dispose() => _store.Dispose();

    private static long Number(Group group) => long.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"The bytes \[(\d+), (\d+)\) cannot be vouched for\.")]
    private static partial Regex Range();
}
