using Bingobot.Storage.Format;

namespace Bingobot.Storage.Engine;

/// <summary>Boundaries that the caller has noted.</summary>
internal sealed partial class StackEngine
{
    public long TailPosition => Ledger.TailPosition;

    /// <summary>The boundary at a place within the stack. Whether a record begins there shows when it is read.</summary>
    public Mark MarkAt(DocumentPlace place)
    {
        SealAll();
        if (place.Ordinal == Count && place.Position == Ledger.TailPosition)
            return TailMark;
        try
        {
            var mark = new Mark(place.Position, ChainBefore(place.Position), place.Ordinal, 0);
            ThrowIfReplaced();
            return mark;
        }
        catch (CorruptStoreException)
        {
            ThrowIfReplaced(afterFault: true);
            throw;
        }
    }
}
