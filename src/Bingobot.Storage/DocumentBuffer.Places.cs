using Bingobot.Storage.Engine;
using Bingobot.Storage.Format;

namespace Bingobot.Storage;

/// <content>Reading between places that the caller has noted.</content>
public sealed partial class DocumentBuffer
{
    /// <summary>Bytes each document takes beside its own.</summary>
    public const int DocumentOverheadBytes = Frame.Overhead;

    /// <summary>Bytes [0, this) of the store are useful, once all is flushed; what follows is junk.</summary>
    /// <exception cref="ObjectDisposedException">The buffer is closed.</exception>
    public long UsefulBytes
    {
        get
        {
            using (_gate.EnterScope())
            {
                ThrowIfClosedUnsynchronized();
                return _engine.UsefulBytes;
            }
        }
    }

    /// <summary>
    /// Reads the documents between two noted places, the least recent first, and nothing of the others. They stay. A place
    /// where no document begins shows as <see cref="CorruptStoreException"/> when it is read.
    /// </summary>
    /// <param name="start">The first document.</param>
    /// <param name="end">The document before which to stop, or the end of the stack.</param>
    /// <returns>A reader for <c>foreach</c>. It throws <see cref="InvalidOperationException"/> when documents that it has yet to
    /// read are removed meanwhile.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A place is not within the stack, or the end is before the start.</exception>
    /// <exception cref="ObjectDisposedException">The buffer is closed.</exception>
    public DocumentReader ReadBetween(DocumentPlace start, DocumentPlace end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start.Ordinal, nameof(start));
        ArgumentOutOfRangeException.ThrowIfNegative(start.Position, nameof(start));
        ArgumentOutOfRangeException.ThrowIfLessThan(end.Ordinal, start.Ordinal, nameof(end));
        ArgumentOutOfRangeException.ThrowIfLessThan(end.Position, start.Position, nameof(end));
        return MakeReader(start, end);
    }

    /// <summary>
    /// As <see cref="ReadForward"/>, from a noted place on, which costs no search. A place where no document begins shows as
    /// <see cref="CorruptStoreException"/> when it is read.
    /// </summary>
    /// <param name="start">The first document, or the end of the stack.</param>
    /// <returns>A reader for <c>foreach</c>. It throws <see cref="InvalidOperationException"/> when documents that it has yet to
    /// read are removed meanwhile.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The place is not within the stack.</exception>
    /// <exception cref="ObjectDisposedException">The buffer is closed.</exception>
    public DocumentReader ReadFrom(DocumentPlace start)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start.Ordinal, nameof(start));
        ArgumentOutOfRangeException.ThrowIfNegative(start.Position, nameof(start));
        return MakeReader(start, end: null);
    }

    private DocumentReader MakeReader(DocumentPlace start, DocumentPlace? end)
    {
        DocumentPlace last = end ?? start;
        using (_gate.EnterScope())
        {
            while (true)
            {
                ThrowIfClosedUnsynchronized();
                ArgumentOutOfRangeException.ThrowIfGreaterThan(last.Ordinal, _engine.Count, nameof(end));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(last.Position, _engine.TailPosition, nameof(end));
                try
                {
                    Mark begin = _engine.MarkAt(start);
                    Mark stop = end is { } place ? _engine.MarkAt(place) : _engine.TailMark;
                    return new DocumentReader(this, forward: true, begin, stop, Removals);
                }
                catch (StaleStateException)
                {
                    continue;
                }
            }
        }
    }
}
