using System.Collections.Immutable;

namespace Bingobot.Events;

/// <summary>What rewriting segments came to.</summary>
/// <param name="First">The first sequence that the new segment covers.</param>
/// <param name="Last">The last one.</param>
/// <param name="Kept">Events that are in it.</param>
/// <param name="Dropped">Events that were dropped, now or earlier.</param>
internal sealed record SegmentRewrite(long First, long Last, long Kept, long Dropped);

/// <content>Replacing sealed segments by one that has fewer events. What may be dropped is decided elsewhere.</content>
public sealed partial class DocumentLog
{
    private int _rewriting;

    /// <summary>
    /// Replaces the sealed segments that cover a range of sequences by one, which keeps the events that
    /// <paramref name="stays"/> answers true for. Appending and reading go on meanwhile; after a crash the old ones are there,
    /// or the new one. One call at a time; blocks while it reads and writes.
    /// </summary>
    /// <param name="firstSequence">The first sequence of a sealed segment.</param>
    /// <param name="lastSequence">The last sequence of the same or a later sealed segment.</param>
    /// <param name="stays">Is asked once for each event, oldest first, under no lock.</param>
    /// <param name="cancellationToken">Ends it before anything was replaced.</param>
    /// <exception cref="ArgumentException">The range is not that of sealed segments.</exception>
    /// <exception cref="CorruptStreamException">A segment is damaged, or what was written cannot be read back. Nothing was replaced.</exception>
    /// <exception cref="IOException">The disk refused; nothing was replaced, or all is, and something old could not be deleted.</exception>
    internal SegmentRewrite Rewrite(
        long firstSequence, long lastSequence, EventVisitor stays, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stays);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_readOnly)
            throw new InvalidOperationException("The log is open for reading only.");
        if (Interlocked.Exchange(ref _rewriting, 1) != 0)
            throw new InvalidOperationException("Segments are being rewritten already; one call at a time.");
        bool replaced = false;
        try
        {
            ImmutableArray<SegmentInfo> olds = Range(firstSequence, lastSequence);
            var rewriter = new SegmentRewriter(_files, olds, cancellationToken);
            SegmentIndex index = rewriter.Write(stays, OpenSealed);
            Replace(olds, index);
            replaced = true;
            return new SegmentRewrite(
                index.Segment.First, index.Segment.Last, index.Segment.Documents - 1,
                index.Segment.Last - index.Segment.First + 1 - (index.Segment.Documents - 1));
        }
        finally
        {
            if (!replaced)
                TryDelete(SegmentName.Temporary(SegmentName.Of(firstSequence)));
            Volatile.Write(ref _rewriting, 0);
        }
    }

    private void TryDelete(string temporary)
    {
        try
        {
            _files.Folder.Delete(temporary);
        }
        catch (IOException)
        {
            // The next opening removes it.
            return;
        }
    }

    private ImmutableArray<SegmentInfo> Range(long firstSequence, long lastSequence)
    {
        ImmutableArray<SegmentInfo> olds =
            [.. SealedSegments.Where(segment => segment.First >= firstSequence && segment.Last <= lastSequence)];
        return !olds.IsEmpty && olds[0].First == firstSequence && olds[^1].Last == lastSequence
            ? olds
            : throw new ArgumentException($"The sequences {firstSequence} to {lastSequence} are not those of whole sealed segments.");
    }

    private SegmentHandle OpenSealed(SegmentInfo segment)
    {
        SegmentHandle handle = Share(segment.First, out SegmentInfo found);
        if (found == segment)
            return handle;
        Release(handle);
        throw new CorruptStreamException(segment.Name, segment.First, "a segment that nobody replaced meanwhile was expected");
    }

    /// <summary>
    /// The moment of the change is the new file's renaming. The manifest is removed before, durably, since it tells of the old
    /// segments; the old files go after the new name is durable.
    /// </summary>
    private void Replace(ImmutableArray<SegmentInfo> olds, SegmentIndex index)
    {
        IStoreFolder folder = _files.Folder;
        SegmentInfo whole = index.Segment;
        lock (_changes)
        {
            SegmentSet set = _set;
            int at = set.Sealed.IndexOf(olds[0]);
            if (at < 0 || at + olds.Length > set.Sealed.Length || !set.Sealed.AsSpan(at, olds.Length).SequenceEqual(olds.AsSpan()))
                throw new CorruptStreamException(whole.Name, whole.First, "segments that nobody replaced meanwhile were expected");
            folder.Delete(SegmentName.Manifest);
            folder.Sync();
            folder.Rename(SegmentName.Temporary(whole.Name), whole.Name);
            Interlocked.Increment(ref _replaced);
            Volatile.Write(ref _set, set with { Sealed = set.Sealed.RemoveRange(at, olds.Length).Insert(at, whole) });
            foreach (SegmentInfo old in olds)
                _pool.Forget(old.First);
            folder.Sync();
        }

        foreach (SegmentInfo old in olds[1..])
        {
            folder.Delete(old.Name);
            folder.Delete(SegmentName.IndexOf(old.First));
        }

        folder.Sync();
        _indexes.Keep(index);
        _indexes.TryWrite(index);
        lock (_changes)
            TryWriteManifest();
    }
}
