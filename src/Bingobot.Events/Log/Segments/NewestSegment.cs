namespace Bingobot.Events;

/// <summary>The segment that is written, or, where a log is only read, was the newest one. Thread-safe beside one writer.</summary>
/// <param name="first">The sequence that it begins with.</param>
/// <param name="last">The sequence of its last event; <paramref name="first"/> − 1 where it is empty.</param>
/// <param name="handle">Its documents; owned.</param>
internal sealed class NewestSegment(long first, long last, SegmentHandle handle)
{
    private readonly Lock _gate = new();
    private readonly Lock _catchUp = new();
    private readonly SegmentIndexBuilder _builder = new();
    private SegmentIndex? _built;
    private long _last = last;
    private bool _isInStep = last < first;

    public long First => first;

    public string Name { get; } = SegmentName.Of(first);

    public SegmentHandle Handle => handle;

    /// <summary>The event chain before its first event. Set once, before the first event of a stream.</summary>
    public ulong ChainBefore { get; set; }

    /// <summary>What it holds up to a sequence; the chain after it only where it is given.</summary>
    public SegmentInfo InfoAt(long sequence, ulong chainAfter = 0) =>
        new(first, sequence, sequence - first + 1, ChainBefore, chainAfter, IsCompacted: false);

    /// <summary>Notes durable events for the index. Called by the writer, in order.</summary>
    /// <param name="events">What was appended.</param>
    /// <param name="lengths">The bytes of their documents.</param>
    public void Note(IReadOnlyList<Recorded> events, List<int> lengths)
    {
        lock (_gate)
        {
            _last = events[^1].Sequence;
            if (!_isInStep)
                return;
            for (int i = 0; i < events.Count; i++)
                _builder.Add(events[i], lengths[i]);
        }
    }

    /// <summary>
    /// The index of all events that were noted. Where they were there before the log was opened, they are read the first time.
    /// </summary>
    /// <param name="chainAfter">What the index is bound to, where it is to be kept; given by the writer only, when it seals.</param>
    public SegmentIndex Index(ulong? chainAfter = null)
    {
        lock (_catchUp)
        {
            while (true)
            {
                long target;
                lock (_gate)
                {
                    if (_builder.Last == _last || _last < first)
                    {
                        _isInStep = true;
                        if (_built is null || _built.Segment.Last != _last || chainAfter is not null)
                            _built = _builder.Build(InfoAt(_last, chainAfter ?? 0));
                        return _built;
                    }

                    target = _last;
                }

                // Out of step, the writer leaves the builder alone.
                Read(Math.Max(first, _builder.Last + 1), target);
            }
        }
    }

    private void Read(long from, long to)
    {
        var sink = new IndexSink(_builder);
        var walk = new SegmentWalk(handle, InfoAt(to), from);
        var start = new WalkStart { Place = _builder.End, Chain = from == first ? ChainBefore : null };
        if (walk.Run(start, to, ref sink) == WalkEnd.Moved)
            throw new ObjectDisposedException(nameof(DocumentLog), "The log was closed, or failed, while it was read.");
    }
}
