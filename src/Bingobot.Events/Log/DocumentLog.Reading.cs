using System.Runtime.ExceptionServices;
using Bingobot.Storage;

namespace Bingobot.Events;

/// <content>Reading in order of sequence.</content>
public sealed partial class DocumentLog
{
    private const int PieceEvents = 1024;
    private const int PieceBytes = 1024 * 1024;
    private const int MostTries = 8;

    /// <inheritdoc/>
    public IEnumerable<Recorded> Read(long fromSequence)
    {
        var names = new TypeNames();
        var piece = new List<Recorded>();
        long next = Math.Max(1, fromSequence);
        while (true)
        {
            piece.Clear();
            var sink = new PieceSink(piece, names);
            bool more = Walk(ref next, ref sink);
            foreach (Recorded e in piece)
                yield return e;

            // What was appended while they were looked at counts as well.
            if (!more && piece.Count == 0)
                yield break;
        }
    }

    /// <inheritdoc/>
    public void Visit(long fromSequence, EventVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var sink = new VisitorSink(visitor);
        long next = Math.Max(1, fromSequence);
        Walk(ref next, ref sink);
    }

    /// <summary>Shows what is durable from a sequence on, until the sink wants no more or the end is reached.</summary>
    /// <returns>False at the end.</returns>
    private bool Walk<TSink>(ref long next, ref TSink sink)
        where TSink : IEventSink, allows ref struct
    {
        int moved = 0;
        for (long last = LastSequence; next <= last; last = LastSequence)
        {
            SegmentHandle handle = Share(next, out SegmentInfo segment);
            try
            {
                long to = Math.Min(last, segment.Last);
                WalkEnd end = Walk(handle, segment, to, ref next, ref sink);
                if (end == WalkEnd.Stopped)
                    return true;
                if (end == WalkEnd.Done)
                    next = to + 1;
                ObjectDisposedException.ThrowIf(end == WalkEnd.Moved && _disposed, this);
                if (end == WalkEnd.Moved && ++moved > MostTries)
                    throw new InvalidOperationException("The log failed while it was read; open it again.");
            }
            finally
            {
                Release(handle);
            }
        }

        return false;
    }

    private WalkEnd Walk<TSink>(SegmentHandle handle, SegmentInfo segment, long to, ref long next, ref TSink sink)
        where TSink : IEventSink, allows ref struct
    {
        WalkStart start = StartOf(segment, next, out bool byIndex);
        var walk = new SegmentWalk(handle, segment, next);
        try
        {
            WalkEnd end = walk.Run(start, to, ref sink);
            next = walk.Next;
            return end;
        }
        catch (Exception e) when (byIndex && !walk.HasShown && e is CorruptStreamException or ArgumentOutOfRangeException)
        {
            // It may be the index that is wrong. If it is the segment, it shows again.
            _indexes.Distrust(segment, handle);
            walk = new SegmentWalk(handle, segment, next);
            WalkEnd end = walk.Run(StartWithoutIndex(segment, next), to, ref sink);
            next = walk.Next;
            return end;
        }
    }

    private WalkStart StartOf(SegmentInfo segment, long next, out bool byIndex)
    {
        byIndex = false;
        if (next - segment.First >= IndexBlock.MostEvents
            && (Volatile.Read(ref _set).Newest is not { } newest || newest.First != segment.First)
            && _indexes.TryFind(segment) is { } index
            && index.BlockOf(next) is >= 0 and int block)
        {
            byIndex = true;
            return new WalkStart { Place = index.Blocks[block].Place };
        }

        return StartWithoutIndex(segment, next);
    }

    private static WalkStart StartWithoutIndex(SegmentInfo segment, long next) => segment.IsCompacted || next == segment.First
        ? new WalkStart { Chain = segment.ChainBefore }
        : new WalkStart { Place = new DocumentPlace(next - segment.First - 1, 0), IsOrdinalOnly = true };

    /// <summary>The segment that covers a durable sequence, open.</summary>
    /// <returns>To be released by the caller.</returns>
    private SegmentHandle Share(long sequence, out SegmentInfo segment)
    {
        for (int tries = 0; ; tries++)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            SegmentSet set = Volatile.Read(ref _set);
            if (set.Newest is { } newest && sequence >= newest.First)
            {
                segment = newest.InfoAt(LastSequence);
                if (newest.Handle.TryShare())
                    return newest.Handle;

                // It was sealed between the two looks.
                continue;
            }

            segment = set.FindSealed(sequence)
                ?? throw new CorruptStreamException(SegmentName.Of(sequence), sequence, "a segment that has it was expected");
            try
            {
                return _pool.Open(segment);
            }
            catch (Exception e) when (e is CorruptStreamException or FileNotFoundException && tries < MostTries)
            {
                LookAgain(set, e);
            }
        }
    }

    /// <summary>A segment is not what was known of it: another process may have replaced it, or the manifest told of it wrongly.</summary>
    /// <exception cref="CorruptStreamException">All segments together do not fit either.</exception>
    private void LookAgain(SegmentSet seen, Exception fault)
    {
        lock (_changes)
        {
            SegmentSet set = _set;
            if (!ReferenceEquals(set, seen))
                return;
            long[] names = SegmentScan.Names(_files.Folder);
            SegmentSet found;
            if (_readOnly)
            {
                found = LogOpening.Look(_files, _pool, names, []).Set;
            }
            else
            {
                NewestSegment newest = set.Newest!;
                long[] olds = [.. names.Where(first => first < newest.First)];
                found = new SegmentSet(SegmentScan.Of(_files, olds, null, null, []).Segments, newest);
                CheckJoin(found);
            }

            if (found.Sealed.SequenceEqual(set.Sealed) && fault is CorruptStreamException)
                ExceptionDispatchInfo.Throw(fault);
            if (!found.Sealed.SequenceEqual(set.Sealed))
                Interlocked.Increment(ref _replaced);
            Volatile.Write(ref _set, found);
            if (_readOnly && set.Newest is { } old)
                old.Handle.Dispose();
        }
    }

    private static void CheckJoin(SegmentSet set)
    {
        NewestSegment newest = set.Newest!;
        if (set.Sealed is not [.., var last])
        {
            if (newest.First != 1)
                throw new CorruptStreamException(newest.Name, 1, "a segment that begins with sequence 1 was expected before it");
            return;
        }

        if (last.Last + 1 != newest.First || last.ChainAfter != newest.ChainBefore)
        {
            throw new CorruptStreamException(
                newest.Name, newest.First,
                $"an event that continues the chain {last.ChainAfter:x16} of {last.Name}, which ends with {last.Last}, was expected");
        }
    }

    /// <summary>Keeps events as objects of their own, as many as make a good piece of work.</summary>
    private struct PieceSink(List<Recorded> piece, TypeNames names) : IEventSink
    {
        private int _bytes;

        public bool Take(in EventView e, ReadOnlySpan<byte> document)
        {
            piece.Add(e.ToRecorded(names.Of(e.TypeUtf8)));
            _bytes += document.Length;
            return piece.Count < PieceEvents && _bytes < PieceBytes;
        }
    }
}
