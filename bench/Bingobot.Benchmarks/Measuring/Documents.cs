using System.Buffers.Binary;

namespace Bingobot.Benchmarks.Measuring;

/// <summary>
/// The documents of a run: number <c>i</c> is <c>i</c> in its first 8 bytes and then bytes that depend on <c>i</c> modulo
/// <see cref="Slots"/>. Two instances make the same documents. For one thread.
/// </summary>
internal sealed class Documents
{
    private const int Slots = 256;
    private const int Seed = 20240229;

    private readonly byte[] _bytes;
    private readonly long[] _lastWords = new long[Slots];

    public Documents(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 2 * sizeof(long));
        Size = size;
        _bytes = new byte[Slots * size];
        new Random(Seed).NextBytes(_bytes);
        for (int slot = 0; slot < Slots; slot++)
            _lastWords[slot] = LastWord(_bytes.AsSpan(slot * size, size));
    }

    /// <summary>Where nobody compares.</summary>
    public static Documents None { get; } = new(2 * sizeof(long));

    /// <summary>Bytes of a document.</summary>
    public int Size { get; }

    /// <summary>The document; valid until <see cref="Slots"/> others were asked for.</summary>
    public ReadOnlySpan<byte> At(long ordinal)
    {
        Span<byte> document = _bytes.AsSpan(SlotOf(ordinal) * Size, Size);
        BinaryPrimitives.WriteInt64LittleEndian(document, ordinal);
        return document;
    }

    /// <summary>As <see cref="At"/>.</summary>
    public ReadOnlyMemory<byte> MemoryAt(long ordinal)
    {
        _ = At(ordinal);
        return _bytes.AsMemory(SlotOf(ordinal) * Size, Size);
    }

    public static long OrdinalOf(ReadOnlySpan<byte> document) => BinaryPrimitives.ReadInt64LittleEndian(document);

    /// <summary>Compares length, first and last word: enough to notice a wrong, short or shifted document, and cheap.</summary>
    public bool LooksLike(long ordinal, ReadOnlySpan<byte> document) =>
        document.Length == Size && OrdinalOf(document) == ordinal && LastWord(document) == _lastWords[SlotOf(ordinal)];

    /// <summary>Compares every byte.</summary>
    public bool Equals(long ordinal, ReadOnlySpan<byte> document) =>
        document.Length == Size
        && OrdinalOf(document) == ordinal
        && document[sizeof(long)..].SequenceEqual(_bytes.AsSpan((SlotOf(ordinal) * Size) + sizeof(long), Size - sizeof(long)));

    private static int SlotOf(long ordinal) => (int)(ordinal & (Slots - 1));

    private static long LastWord(ReadOnlySpan<byte> document) =>
        BinaryPrimitives.ReadInt64LittleEndian(document[^sizeof(long)..]);
}
