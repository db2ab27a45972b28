using Bingobot.Storage.Cache;
using Bingobot.Storage.Engine;
using Bingobot.Storage.Format;

namespace Bingobot.Storage;

/// <content>What readers need.</content>
public sealed partial class DocumentBuffer
{
    internal long Removals => _engine.Removals;

    /// <summary>Bytes of the largest block that a reader asks for.</summary>
    internal int MostBlockBytes => _options.Tuning.ReadBytes;

    /// <summary>Reads the documents that are there now, the least recent first. They stay.</summary>
    /// <param name="skip">How many of the least recent ones to leave out; at least 0. Costs little even where it is large.</param>
    /// <returns>A reader for <c>foreach</c>. It throws <see cref="InvalidOperationException"/> when documents that it has yet to
    /// read are removed meanwhile.</returns>
    public DocumentReader ReadForward(long skip = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        return MakeReader(forward: true, skip);
    }

    /// <summary>Reads the documents that are there now, the most recent first. They stay.</summary>
    /// <param name="skip">How many of the most recent ones to leave out; at least 0.</param>
    /// <returns>A reader for <c>foreach</c>. It throws <see cref="InvalidOperationException"/> when documents that it has yet to
    /// read are removed meanwhile.</returns>
    public DocumentReader ReadBackward(long skip = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        return MakeReader(forward: false, skip);
    }

    /// <returns>The removals up to which it is still there.</returns>
    internal long CheckStillThere(Mark boundary)
    {
        using (_gate.EnterScope())
            return CheckStillThereUnsynchronized(boundary);
    }

    internal void LoadForward(Chunk block, Mark here, Mark end, int wantBytes, ref long removalsSeen)
    {
        using (_gate.EnterScope())
        {
            while (true)
            {
                if (Removals != removalsSeen)
                    removalsSeen = CheckStillThereUnsynchronized(end);
                ThrowIfClosedUnsynchronized();
                try
                {
                    _engine.LoadBlockFrom(block, here, end.Position, wantBytes);
                    if (block.Start == here.Position && block.ChainAt(block.Start) != here.Chain)
                        throw RecordReader.Corrupt(here.Position, $"chain {here.Chain:x16} before the documents");
                    if (block.End == end.Position && block.ChainAt(end.Position) != end.Chain)
                        throw RecordReader.Corrupt(end.Position, $"the documents read to end with chain {end.Chain:x16}");
                    return;
                }
                catch (StaleStateException)
                {
                    continue;
                }
            }
        }
    }

    internal void LoadBackward(Chunk block, Mark here, int wantBytes, ref long removalsSeen)
    {
        using (_gate.EnterScope())
        {
            while (true)
            {
                if (Removals != removalsSeen)
                    removalsSeen = CheckStillThereUnsynchronized(here);
                ThrowIfClosedUnsynchronized();
                try
                {
                    _engine.LoadBlockBefore(block, here.Position, here.Chain, wantBytes, int.MaxValue);
                    return;
                }
                catch (StaleStateException)
                {
                    continue;
                }
            }
        }
    }

    private DocumentReader MakeReader(bool forward, long skip)
    {
        using (_gate.EnterScope())
        {
            while (true)
            {
                ThrowIfClosedUnsynchronized();
                try
                {
                    long count = _engine.Count;
                    Mark start = _engine.Locate(forward ? Math.Min(skip, count) : Math.Max(0, count - skip));
                    Mark end = forward ? _engine.TailMark : _engine.HeadMark;
                    return new DocumentReader(this, forward, start, end, Removals);
                }
                catch (StaleStateException)
                {
                    continue;
                }
            }
        }
    }

    private long CheckStillThereUnsynchronized(Mark boundary)
    {
        ThrowIfClosedUnsynchronized();
        long removals = Removals;
        if (!_engine.StillHas(boundary))
            throw new InvalidOperationException("Documents that were still to be read have been removed from the stack.");
        return removals;
    }
}
