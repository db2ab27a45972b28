namespace Bingobot.Events;

/// <summary>
/// The sealed segments that are open, a bounded number of them: the one that was used least recently is closed first. Who reads
/// one keeps it, so that there may be more for as long as more are read at once. Thread-safe.
/// </summary>
internal sealed class SegmentPool(SegmentFiles files) : IDisposable
{
    /// <summary>How many stay open though nobody reads them.</summary>
    public const int MostIdle = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private bool _disposed;

    /// <summary>How many are open.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>Opens a segment, or shares the one that is open.</summary>
    /// <returns>Disposed by the caller.</returns>
    /// <exception cref="CorruptStreamException">It is not the segment that was expected.</exception>
    /// <exception cref="FileNotFoundException">There is none of that name.</exception>
    public SegmentHandle Open(SegmentInfo segment)
    {
        if (TryShare(segment) is { } open)
            return open;
        SegmentHandle opened = files.Open(segment.Name, segment.First, readOnly: true);
        bool kept = false;
        try
        {
            SegmentInfo found = SegmentLook.At(opened, segment.First, segment.ChainBefore);
            if (found != segment)
                throw new CorruptStreamException(segment.Name, segment.First, $"{Describe(segment)} was expected, not {Describe(found)}");
            SegmentHandle shared = Keep(segment, opened);
            kept = true;
            return shared;
        }
        finally
        {
            if (!kept)
                opened.Dispose();
        }
    }

    /// <summary>Takes an open segment over.</summary>
    public void Add(SegmentInfo segment, SegmentHandle handle) => Keep(segment, handle).Dispose();

    /// <summary>Opens a segment anew the next time: its file was replaced or removed.</summary>
    public void Forget(long firstSequence)
    {
        SegmentHandle? gone = null;
        lock (_gate)
        {
            if (_entries.Remove(firstSequence, out LinkedListNode<Entry>? node))
            {
                _byUse.Remove(node);
                gone = node.Value.Handle;
            }
        }

        gone?.Dispose();
    }

    public void Dispose()
    {
        List<SegmentHandle> open;
        lock (_gate)
        {
            _disposed = true;
            open = [.. _byUse.Select(entry => entry.Handle)];
            _entries.Clear();
            _byUse.Clear();
        }

        open.ForEach(handle => handle.Dispose());
    }

    private static string Describe(SegmentInfo segment) =>
        $"a segment of sequences {segment.First} to {segment.Last} in {segment.Documents} documents, from chain {segment.ChainBefore:x16} to {segment.ChainAfter:x16}";

    private SegmentHandle? TryShare(SegmentInfo segment)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(DocumentLog));
            if (!_entries.TryGetValue(segment.First, out LinkedListNode<Entry>? node)
                || node.Value.Segment != segment
                || !node.Value.Handle.TryShare())
                return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Handle;
        }
    }

    /// <returns>Shared once more, for the caller.</returns>
    private SegmentHandle Keep(SegmentInfo segment, SegmentHandle handle)
    {
        var surplus = new List<SegmentHandle>();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(DocumentLog));
            handle.TryShare();
            if (_entries.Remove(segment.First, out LinkedListNode<Entry>? old))
            {
                _byUse.Remove(old);
                surplus.Add(old.Value.Handle);
            }

            _entries.Add(segment.First, _byUse.AddFirst(new Entry(segment, handle)));
            while (_entries.Count > MostIdle && FindIdle() is { } idle)
            {
                _entries.Remove(idle.Value.Segment.First);
                _byUse.Remove(idle);
                surplus.Add(idle.Value.Handle);
            }
        }

        surplus.ForEach(gone => gone.Dispose());
        return handle;
    }

    private LinkedListNode<Entry>? FindIdle()
    {
        LinkedListNode<Entry>? node = _byUse.Last;
        while (node is not null && node.Value.Handle.IsShared)
            node = node.Previous;
        return node;
    }

    private sealed record Entry(SegmentInfo Segment, SegmentHandle Handle);
}
