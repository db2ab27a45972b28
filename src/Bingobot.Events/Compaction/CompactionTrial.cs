using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Events;

/// <summary>
/// The shadow of a compaction: two replays side by side, one of all events and one of those that would be left. What they come
/// to decides whether anything is dropped at all.
/// </summary>
internal sealed class CompactionTrial
{
    private const int Stride = 16 * 1024;

    private readonly DocumentLog _log;
    private readonly RetentionRules _rules;
    private readonly IReadOnlySet<string> _keptTypes;
    private readonly HashSet<long> _keptSequences;
    private readonly long _upTo;

    /// <summary>One bit for each event in the order of reading; sequences have holes, and grow for ever.</summary>
    private readonly List<ulong> _dropped = [];
    private readonly SortedDictionary<long, int> _firstOfSegment = [];
    private int _events;
    private int _range;

    private readonly SortedDictionary<string, long> _byType = new(StringComparer.Ordinal);

    /// <param name="log">The stream.</param>
    /// <param name="rules">What nothing should need any more; surveyed.</param>
    /// <param name="keptTypes">Types of which nothing is dropped.</param>
    /// <param name="keptSequences">Events that are not dropped.</param>
    /// <param name="upTo">The newest event of sealed segments; itself not dropped.</param>
    /// <param name="lastSealed">The last sequence that those segments cover.</param>
    public CompactionTrial(
        DocumentLog log, RetentionRules rules, IReadOnlySet<string> keptTypes, HashSet<long> keptSequences, long upTo, long lastSealed)
    {
        _log = log;
        _rules = rules;
        _keptTypes = keptTypes;
        _keptSequences = keptSequences;
        _upTo = upTo;
        Sealed = lastSealed;
    }

    /// <summary>The last sequence of the segments that are looked at.</summary>
    public long Sealed { get; }

    /// <summary>The only ranges of sequences of which events are dropped, in order; null: all that are looked at.</summary>
    public IReadOnlyList<(long First, long Last)>? Ranges { get; init; }

    /// <summary>Events that would be dropped, by type.</summary>
    public IReadOnlyDictionary<string, long> DroppedByType => _byType;

    /// <summary>Their bytes of JSON.</summary>
    public long DroppedBytes { get; private set; }

    /// <summary>Events that would be left up to the newest that is looked at.</summary>
    public long Kept { get; private set; }

    /// <summary>All state after the newest event that is looked at.</summary>
    public StreamSnapshot? AtUpTo { get; private set; }

    /// <summary>All state after the last event, of all events.</summary>
    public StreamSnapshot? Whole { get; private set; }

    /// <summary>All state after the last event, of the events that would be left.</summary>
    public StreamSnapshot? Left { get; private set; }

    /// <summary>What events would be dropped of some neighbouring segments, and how many bytes of JSON go or stay.</summary>
    /// <param name="first">The first segment's first sequence.</param>
    /// <returns>To be asked for each event of them, oldest first, once.</returns>
    public EventVisitor Stays(long first)
    {
        int at = _firstOfSegment[first];
        return (in EventView _) => !IsDropped(at++);
    }

    /// <summary>How many events of a segment are left.</summary>
    public long CountLeft(long first, long events)
    {
        int at = _firstOfSegment[first];
        long left = 0;
        for (int i = 0; i < events; i++)
        {
            if (!IsDropped(at + i))
                left++;
        }

        return left;
    }

    /// <summary>Replays both.</summary>
    /// <param name="modules">Makes fresh modules.</param>
    /// <param name="relying">Modules that are replayed from what an earlier compaction kept, in both.</param>
    /// <param name="last">The last event.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public void Run(
        Func<IReadOnlyList<IModule>> modules, IReadOnlyCollection<string> relying, long last, CancellationToken cancellationToken)
    {
        var whole = new Machine(new EventCatalog(modules()), NullLogger.Instance);
        StreamBeginning.Restore(whole, _log, snapshots: null, long.MaxValue, NullLogger.Instance);
        var left = new Machine(new EventCatalog(modules()), NullLogger.Instance);
        for (int i = 0; i < left.Modules.Count; i++)
        {
            ModuleRunner origin = whole.Modules[i];
            if (relying.Contains(origin.Name))
                left.Modules[i].Restore(origin.Capture(), origin);
        }

        Queue<SegmentInfo> segments = new(_log.SealedSegments.Where(segment => segment.Last <= Sealed));
        _log.Visit(1, (in EventView e) =>
        {
            if ((++_events & (Stride - 1)) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (e.Sequence > last)
                return false;
            while (segments.TryPeek(out SegmentInfo? segment) && segment.First <= e.Sequence)
                _firstOfSegment.Add(segments.Dequeue().First, _events - 1);
            if (Drop(e, left))
                SetDropped(_events - 1);
            else
                left.Apply(e);
            whole.Apply(e);
            if (e.Sequence == _upTo)
                AtUpTo = whole.Capture();
            return true;
        });
        cancellationToken.ThrowIfCancellationRequested();
        foreach (SegmentInfo segment in segments)
            _firstOfSegment.Add(segment.First, _events);
        Whole = whole.Capture();
        Left = left.Capture();
    }

    /// <summary>Asked in the order of the sequences.</summary>
    private bool IsInRange(long sequence)
    {
        if (Ranges is null)
            return true;
        while (_range < Ranges.Count && Ranges[_range].Last < sequence)
            _range++;
        return _range < Ranges.Count && Ranges[_range].First <= sequence;
    }

    private bool IsDropped(int at) => at >> 6 < _dropped.Count && (_dropped[at >> 6] & (1ul << at)) != 0;

    private void SetDropped(int at)
    {
        while (_dropped.Count <= at >> 6)
            _dropped.Add(0);
        _dropped[at >> 6] |= 1ul << at;
    }

    private bool Drop(in EventView e, Machine left)
    {
        if (e.Sequence > _upTo)
            return false;
        if (e.Sequence == _upTo || !IsInRange(e.Sequence) || _keptSequences.Contains(e.Sequence)
            || left.Catalog.Find(e.TypeUtf8) is not { } type
            || _keptTypes.Contains(type.Name)
            || !_rules.IsDisposable(e, type, left))
        {
            Kept++;
            return false;
        }

        _byType[type.Name] = _byType.GetValueOrDefault(type.Name) + 1;
        DroppedBytes += e.Data.Length;
        return true;
    }
}
