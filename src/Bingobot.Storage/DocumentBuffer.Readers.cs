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

    /// <summary>Bytes that are read ahead at most; 0 when nothing is.</summary>
    internal long MostAheadBytes => (long)_options.Tuning.ReadBytes * _options.Tuning.ReadAheadBlocks;

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

    /// <summary>Fills the block with documents from a boundary on, none at or after <paramref name="end"/>.</summary>
    /// <param name="block">The block.</param>
    /// <param name="here">The boundary.</param>
    /// <param name="end">Where the reader ends.</param>
    /// <param name="wantBytes">Bytes to read.</param>
    /// <param name="wantAhead">Whether what follows is to be read ahead.</param>
    /// <param name="removalsSeen">Removals up to which the documents are known to be there.</param>
    /// <returns>What reads ahead, ready to go; or null.</returns>
    internal ReadAhead? LoadForward(
        Chunk block, Mark here, Mark end, int wantBytes, bool wantAhead, ref long removalsSeen)
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
                    if (!EndsAsItMust(block, end))
                        throw RecordReader.Corrupt(end.Position, $"the documents read to end with chain {end.Chain:x16}");
                    return wantAhead ? _engine.PrepareReadAhead(block, forward: true, end.Position) : null;
                }
                catch (StaleStateException)
                {
                    continue;
                }
            }
        }
    }

    /// <summary>As <see cref="LoadForward"/>, downwards.</summary>
    internal ReadAhead? LoadBackward(Chunk block, Mark here, int wantBytes, bool wantAhead, ref long removalsSeen)
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
                    return wantAhead ? _engine.PrepareReadAhead(block, forward: false, here.Position) : null;
                }
                catch (StaleStateException)
                {
                    continue;
                }
            }
        }
    }

    /// <summary>Takes the next block from those that were read ahead, and verifies it; without the gate, since it is the reader's own.</summary>
    /// <param name="ahead">What reads ahead.</param>
    /// <param name="block">The block before, in whose place the next one comes.</param>
    /// <param name="here">The boundary that the reader has come to.</param>
    /// <param name="end">Where a reader that goes up ends; null for one that goes down.</param>
    /// <param name="removalsSeen">Removals up to which the documents are known to be there.</param>
    /// <returns>False where what was read ahead is of no use: the block is to be loaded, and tells what is wrong, if anything is.</returns>
    internal bool TryLoadAhead(ReadAhead ahead, ref Chunk block, Mark here, Mark? end, ref long removalsSeen)
    {
        if (ahead.Peek() is not { } next)
            return false;
        using (_gate.EnterScope())
        {
            if (Removals != removalsSeen)
                removalsSeen = CheckStillThereUnsynchronized(end ?? here);
            ThrowIfClosedUnsynchronized();
            try
            {
                if (!_engine.MayBelieve(ahead))
                    return false;
                if (end is not null)
                    _engine.NoteBoundary(here);
            }
            catch (StaleStateException)
            {
                return false;
            }
        }

        if (!(end is null ? next.TryPrecede(block) : next.TryContinue(block)))
            return false;
        ahead.Exchange(ref block);
        ahead.Go();
        try
        {
            return end is { } last
                ? RecordReader.TryAcceptForward(block, last.Position, out _) && EndsAsItMust(block, last)
                : RecordReader.TryAcceptBackward(block, ahead.Head, here.Chain, int.MaxValue, out _);
        }
        catch (CorruptStoreException)
        {
            return false;
        }
    }

    private static bool EndsAsItMust(Chunk block, Mark end) =>
        block.End != end.Position || block.ChainAt(end.Position) == end.Chain;

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
