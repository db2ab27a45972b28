namespace Bingobot.Events;

/// <summary>The indexes that were needed lately, up to a bound in bytes: the others are let go, and read again when they are needed. Thread-safe.</summary>
/// <param name="mostBytes">How many bytes they take together at most; a single one that is larger is kept alone.</param>
internal sealed class IndexCache(long mostBytes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, LinkedListNode<SegmentIndex>> _bySegment = [];

    /// <summary>The one that was needed last comes first.</summary>
    private readonly LinkedList<SegmentIndex> _order = [];
    private long _bytes;

    /// <summary>How many bytes the indexes take.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    /// <summary>The index of a segment as it is, or null.</summary>
    public SegmentIndex? Find(SegmentInfo segment)
    {
        lock (_gate)
        {
            if (!_bySegment.TryGetValue(segment.First, out LinkedListNode<SegmentIndex>? node) || node.Value.Segment != segment)
                return null;
            _order.Remove(node);
            _order.AddFirst(node);
            return node.Value;
        }
    }

    /// <summary>Keeps an index, in place of an earlier one of its segment.</summary>
    public void Keep(SegmentIndex index)
    {
        lock (_gate)
        {
            if (_bySegment.TryGetValue(index.Segment.First, out LinkedListNode<SegmentIndex>? old))
                RemoveUnsynchronized(old);
            _bySegment.Add(index.Segment.First, _order.AddFirst(index));
            _bytes += index.Bytes;
            while (_bytes > mostBytes && _order.Count > 1)
                RemoveUnsynchronized(_order.Last!);
        }
    }

    private void RemoveUnsynchronized(LinkedListNode<SegmentIndex> node)
    {
        _order.Remove(node);
        _bySegment.Remove(node.Value.Segment.First);
        _bytes -= node.Value.Bytes;
    }
}
