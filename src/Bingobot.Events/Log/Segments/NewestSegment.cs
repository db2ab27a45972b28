namespace Bingobot.Events;

/// <summary>The segment that is written, or, where a log is only read, was the newest one. Thread-safe beside one writer.</summary>
/// <param name="first">The sequence that it begins with.</param>
/// <param name="last">The sequence of its last event; <paramref name="first"/> − 1 where it is empty.</param>
/// <param name="handle">Its documents; owned.</param>
internal sealed class NewestSegment(long first, long last, SegmentHandle handle)
{
    private readonly Lock _gate = new();
    private readonly Lock _catchUp = new();
    private SegmentIndexBuilder _builder = new();
    private SegmentIndex? _built;
    private long _last = last;
    private bool _isInStep = last < first;
    private bool _distrustsKept;

    public long First => first;

    public string Name { get; } = SegmentName.Of(first);

    public SegmentHandle Handle => handle;

    /// <summary>The event chain before its first event. Set once, before the first event of a stream.</summary>
    public ulong ChainBefore { get; set; }

    /// <summary>Finds the index that was kept of it, as it was then; null where there is none.</summary>
    public Func<SegmentIndex?>? Kept { get; init; }

    /// <summary>Whether its index can be had without reading any event.</summary>
    public bool IsIndexed
    {
        get
        {
            lock (_gate)
                return _isInStep;
        }
    }

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
    /// The index of all events that were noted. Where some were there before the log was opened, those are read the first time that
    /// the kept index does not have.
    /// </summary>
    /// <param name="chainAfter">What the index is bound to, where it is to be kept; given by the writer only.</param>
    /// <exception cref="CorruptStreamException">The segment is damaged.</exception>
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
                CatchUp(target);
            }
        }
    }

    /// <summary>The index led to where no event begins: it is made anew, from the events.</summary>
    public void Distrust()
    {
        lock (_catchUp)
        {
            _distrustsKept = true;
            lock (_gate)
            {
                _isInStep = false;
                _builder = new SegmentIndexBuilder();
                _built = null;
            }

            Index();
        }
    }

    private void CatchUp(long target)
    {
        if (_builder.Last > 0 || FindKept(target) is not { } kept)
        {
            Read(target);
            return;
        }

        _builder = new SegmentIndexBuilder(kept);
        try
        {
            if (Read(target, kept.Segment.Last) == kept.Segment.ChainAfter)
                return;
        }
        catch (Exception e) when (e is CorruptStreamException or ArgumentOutOfRangeException)
        {
            // It may be what was kept that is wrong. If it is the segment, it shows again.
            _built = null;
        }

        _builder = new SegmentIndexBuilder();
        Read(target);
    }

    /// <summary>The index of an earlier state of the segment; that it is of this one shows when it is gone on from.</summary>
    private SegmentIndex? FindKept(long target) =>
        !_distrustsKept && Kept?.Invoke() is { } kept && kept.Blocks.Length > 0 && kept.Segment.Last <= target
        && kept.Segment == InfoAt(kept.Segment.Last, kept.Segment.ChainAfter)
            ? kept
            : null;

    /// <summary>Notes the events that were not noted yet.</summary>
    /// <returns>The chain after one of them.</returns>
    private ulong Read(long to, long chainOf = 0)
    {
        var sink = new CatchUpSink(_builder, chainOf);
        long from = Math.Max(first, _builder.Last + 1);
        var walk = new SegmentWalk(handle, InfoAt(to), from);
        var start = new WalkStart { Place = _builder.End, Chain = from == first ? ChainBefore : null };
        if (walk.Run(start, to, ref sink) == WalkEnd.Moved)
            throw new ObjectDisposedException(nameof(DocumentLog), "The log was closed, or failed, while it was read.");
        return sink.Chain;
    }

    private struct CatchUpSink(SegmentIndexBuilder builder, long chainOf) : IEventSink
    {
        public ulong Chain { get; private set; }

        public bool Take(in EventView e, ReadOnlySpan<byte> document)
        {
            builder.Add(e, document.Length);
            if (e.Sequence == chainOf)
                Chain = EnvelopeCodec.ReadChain(document);
            return true;
        }
    }
}
