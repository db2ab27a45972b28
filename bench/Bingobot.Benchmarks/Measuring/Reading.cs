using System.Collections;
using System.Runtime.CompilerServices;

namespace Bingobot.Benchmarks.Measuring;

/// <summary>Takes the documents that a contender reads back, and throws at the first that is not the one expected.</summary>
/// <param name="documents">What was written.</param>
/// <param name="first">The document expected first.</param>
/// <param name="step">1 upwards, −1 downwards, 0 the same again and again.</param>
/// <param name="everyByte">Whether to compare all bytes (in checks), or length, first and last word (where time is taken).</param>
internal sealed class Reading(Documents documents, long first, int step, bool everyByte)
{
    private long _next = first;
    private DocumentAction? _instead;

    /// <summary>Documents taken.</summary>
    public long Count { get; private set; }

    public bool EveryByte => everyByte;

    public int DocumentBytes => documents.Size;

    public static Reading Up(Documents documents, bool everyByte) => new(documents, 0, 1, everyByte);

    public static Reading Down(Documents documents, long newest, bool everyByte) => new(documents, newest, -1, everyByte);

    /// <summary>Each of the documents [0, count) once, as many writers leave them.</summary>
    public static Reading InAnyOrder(Documents documents, int count)
    {
        var seen = new BitArray(count);
        return Each(document => Tick(documents, seen, document));
    }

    /// <summary>Gives every document to someone else, who checks it.</summary>
    public static Reading Each(DocumentAction action) => new(Documents.None, 0, 1, everyByte: false) { _instead = action };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ReadOnlySpan<byte> document)
    {
        Count++;
        if (_instead is not null)
        {
            _instead(document);
            return;
        }

        bool good = everyByte ? documents.Equals(_next, document) : documents.LooksLike(_next, document);
        if (!good)
            ThrowWrong(document);
        _next += step;
    }

    /// <summary>Documents that a limit row has compared by itself, in blocks.</summary>
    public void TakeCompared(long count)
    {
        _next += count * step;
        Count += count;
    }

    public void MustHave(long count, string what)
    {
        if (Count != count)
            throw new WrongContentException($"{what}: {count} documents expected, {Count} found.");
    }

    private static void Tick(Documents documents, BitArray seen, ReadOnlySpan<byte> document)
    {
        long ordinal = document.Length == documents.Size ? Documents.OrdinalOf(document) : -1;
        if (ordinal < 0 || ordinal >= seen.Count || seen[(int)ordinal] || !documents.Equals(ordinal, document))
            throw new WrongContentException($"Document {ordinal} of {document.Length} bytes is unknown, damaged or was found before.");
        seen[(int)ordinal] = true;
    }

    private void ThrowWrong(ReadOnlySpan<byte> document)
    {
        string found = document.Length >= sizeof(long)
            ? $"{document.Length} bytes with number {Documents.OrdinalOf(document)}"
            : $"{document.Length} bytes";
        throw new WrongContentException($"Document {_next} of {documents.Size} bytes expected, found {found}.");
    }
}

/// <summary>Takes a document where it lies.</summary>
internal delegate void DocumentAction(ReadOnlySpan<byte> document);
