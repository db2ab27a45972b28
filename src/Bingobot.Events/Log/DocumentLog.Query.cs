using System.Runtime.CompilerServices;

namespace Bingobot.Events;

/// <content>Reading what a filter means, and only the blocks that may hold it.</content>
public sealed partial class DocumentLog
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Recorded> MatchAsync(
        EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new LogQuery(this, filter);
        var piece = new List<Recorded>();
        long left = filter.Limit ?? long.MaxValue;
        await Task.Yield();
        while (query.Next(piece, left))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < piece.Count; i++)
            {
                yield return piece[filter.NewestFirst ? piece.Count - 1 - i : i];
                if (--left == 0)
                    yield break;
            }
        }
    }

    /// <summary>What the segment that covers a durable sequence may hold.</summary>
    internal SegmentIndex IndexOf(long sequence)
    {
        while (true)
        {
            SegmentHandle handle = Share(sequence, out SegmentInfo segment);
            try
            {
                SegmentSet set = Volatile.Read(ref _set);
                if (set.Newest is { } newest && newest.First == segment.First)
                    return newest.Index();

                // Sealed meanwhile, it is known by another description.
                if (set.FindSealed(sequence) == segment)
                    return _indexes.Find(segment, handle);
            }
            finally
            {
                Release(handle);
            }
        }
    }

    /// <summary>Shows the events of neighbouring blocks, up to a sequence.</summary>
    /// <returns>False where the segment is not the one any more that was indexed.</returns>
    internal bool TryScan<TSink>(SegmentIndex index, int firstBlock, int lastBlock, long from, long to, ref TSink sink)
        where TSink : IEventSink, allows ref struct
    {
        SegmentHandle handle = Share(from, out SegmentInfo segment);
        var walk = new SegmentWalk(handle, segment, from);
        try
        {
            // Without compaction, a segment's bytes never change: it only grows, and is sealed.
            SegmentInfo indexed = index.Segment;
            if (segment.First != indexed.First || ((segment.IsCompacted || indexed.IsCompacted) && segment != indexed))
                return false;
            var start = new WalkStart { Place = index.Blocks[firstBlock].Place, End = index.EndOf(lastBlock) };
            return walk.Run(start, to, ref sink) != WalkEnd.Moved;
        }
        catch (Exception e) when (e is CorruptStreamException or ArgumentOutOfRangeException
            && !walk.HasShown && index.IsFromFile)
        {
            // It may be the index that is wrong. If it is the segment, making the index anew shows it.
            if (Volatile.Read(ref _set).Newest is { } newest && newest.First == segment.First)
                newest.Distrust();
            else
                _indexes.Distrust(segment, handle);
            return false;
        }
        finally
        {
            Release(handle);
        }
    }
}
