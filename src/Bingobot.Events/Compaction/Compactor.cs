using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>
/// Drops events that nothing needs any more from sealed segments, once the state is proven not to change by it. Nothing that a
/// crash interrupts is half done: the states that are relied on are durable before the first event goes.
/// </summary>
internal sealed class Compactor
{
    /// <summary>Trials before it is given up; each refuses at least one more module.</summary>
    private const int MostTrials = 16;

    private readonly DocumentLog _log;
    private readonly Func<IReadOnlyList<IModule>> _modules;
    private readonly RetentionOptions _retention;
    private readonly DateTimeOffset _now;
    private readonly ILogger _logger;
    private readonly CancellationToken _cancellation;
    private readonly SnapshotFolder _bases;
    private readonly SortedDictionary<string, CompactionRefusal> _refusals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keptTypes = new(StringComparer.Ordinal);

    /// <summary>The modules whose states are kept beside the events, durably.</summary>
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    /// <param name="log">The stream, open for writing.</param>
    /// <param name="modules">Makes fresh modules.</param>
    /// <param name="retention">How long events are kept.</param>
    /// <param name="now">The stream's clock.</param>
    /// <param name="logger">Is told of what is skipped.</param>
    /// <param name="cancellation">Ends it; what was replaced by then stays replaced.</param>
    public Compactor(
        DocumentLog log, Func<IReadOnlyList<IModule>> modules, RetentionOptions retention, DateTimeOffset now, ILogger logger,
        CancellationToken cancellation)
    {
        _log = log;
        _modules = modules;
        _retention = retention;
        _now = now;
        _logger = logger;
        _cancellation = cancellation;
        _bases = StreamBeginning.BasesOf(log, logger);
    }

    /// <summary>Compacts what is sealed.</summary>
    /// <param name="live">All state after the newest durable event: what replay must come to.</param>
    /// <param name="record">Records that it begins; durable when it returns.</param>
    public CompactionReport Run(StreamSnapshot live, Action<StreamCompacted> record)
    {
        ImmutableArray<SegmentInfo> segments = _log.SealedSegments;
        if (segments.IsEmpty || segments[^1].Last > live.Sequence)
            return Nothing();
        long lastSealed = segments[^1].Last;
        var catalog = new EventCatalog(_modules());
        DateTimeOffset now = _now > live.Time ? _now : live.Time;
        var rules = new RetentionRules(catalog, new RetentionPolicy(catalog, _retention), _retention.Default, now);
        long upTo = Survey(rules, live.Sequence, lastSealed);
        if (upTo == 0)
            return Nothing();
        _bases.RemoveLeftovers();
        StreamCompacted? before = StreamBeginning.NewestOf(_log);
        IReadOnlyList<string> relyingBefore = RelyingBefore(before, catalog);
        HashSet<long> keptSequences = [.. rules.NewestCursors, .. _bases.Sequences()];
        if (!KeepStopped(catalog, live, before))
            return Nothing();
        for (int tried = 0; tried < MostTrials; tried++)
        {
            CompactionTrial trial = Try(ranges: null);
            IReadOnlyList<SegmentSize> sizes = Sizes(segments, trial);
            IReadOnlyList<(long First, long Last)> groups = SegmentGroups.Choose(sizes, sizes.Max(size => size.Before));

            // Proven is what is really left, and not what would be if every segment were worth rewriting.
            if (sizes.Any(size => size.Before > size.After && !groups.Any(group => group.First <= size.Segment.First && size.Segment.Last <= group.Last)))
                trial = Try(groups);
            if (trial.DroppedByType.Count == 0)
                return Report(trial, relyingBefore, (0, 0));
            if (RefuseWhatReplayDoesNotReach(catalog, live, trial))
                continue;
            string[] relying = [.. relyingBefore.Union(Differing(trial.Whole!, trial.Left!)).Order(StringComparer.Ordinal)];
            Keeping keeping = KeepStates(catalog, live, trial, relying);
            if (keeping == Keeping.Refused)
                continue;
            if (keeping == Keeping.Impossible)
                return Nothing();
            var compacted = new StreamCompacted(upTo, trial.DroppedByType.Values.Sum(), relying);
            record(compacted with { RelyingMeanwhile = [.. live.Modules.Select(module => module.Name).Except(relying).Where(_kept.Contains).Order(StringComparer.Ordinal)] });
            CompactionReport report = Report(trial, relying, Rewrite(segments, trial, groups));
            record(compacted);
            return report;
        }

        return Nothing();

        CompactionTrial Try(IReadOnlyList<(long, long)>? ranges)
        {
            var trial = new CompactionTrial(_log, rules, _keptTypes, keptSequences, upTo, lastSealed) { Ranges = ranges };
            trial.Run(_modules, relyingBefore, live.Sequence, _cancellation);
            return trial;
        }
    }

    /// <summary>The modules that relied on states before: also those that are not there to be looked at, where an earlier one was interrupted.</summary>
    private static IReadOnlyList<string> RelyingBefore(StreamCompacted? before, EventCatalog catalog) => before is null
        ? []
        : [.. before.Relying.Union(before.RelyingMeanwhile?.Where(name => catalog.FindModule(name) is null) ?? [])];

    private CompactionReport Nothing() => new()
    {
        UpTo = 0,
        DroppedByType = ImmutableSortedDictionary<string, long>.Empty,
        DroppedBytes = 0,
        Kept = 0,
        Segments = (0, 0),
        Relying = [],
        Refusals = [.. _refusals.Values],
    };

    private CompactionReport Report(CompactionTrial trial, IReadOnlyList<string> relying, (int, int) segments) => new()
    {
        UpTo = trial.AtUpTo?.Sequence ?? 0,
        DroppedByType = trial.DroppedByType,
        DroppedBytes = trial.DroppedBytes,
        Kept = trial.Kept,
        Segments = segments,
        Relying = relying,
        Refusals = [.. _refusals.Values],
    };

    /// <returns>The newest event of the sealed segments; 0 where they have none.</returns>
    private long Survey(RetentionRules rules, long last, long lastSealed)
    {
        long upTo = 0;
        _log.Visit(1, (in EventView e) =>
        {
            if (e.Sequence > last)
                return false;
            if (e.Sequence <= lastSealed)
                upTo = e.Sequence;
            rules.Survey(e);
            return !_cancellation.IsCancellationRequested;
        });
        _cancellation.ThrowIfCancellationRequested();
        return upTo;
    }

    /// <summary>A module that is stopped needs its events when it is mended.</summary>
    /// <returns>False where one of them relies on a state that is kept: then that state must stay the newest.</returns>
    private bool KeepStopped(EventCatalog catalog, StreamSnapshot live, StreamCompacted? before)
    {
        bool mayGoOn = true;
        foreach (ModuleStatus module in live.Modules.Where(module => module.Stopped is not null))
        {
            bool relies = before?.NeedsState(module.Name) == true;
            mayGoOn &= !relies;
            string rest = relies ? $" It goes on from its state kept at event {before!.UpTo}: until then nothing is dropped at all." : "";
            Refuse(
                catalog, module.Name,
                $"The module is stopped at event {module.Stopped!.Sequence}, and needs its events when it is mended.{rest}");
        }

        return mayGoOn;
    }

    /// <summary>Where replay of all events does not come to the state that is live, no proof can be had.</summary>
    private bool RefuseWhatReplayDoesNotReach(EventCatalog catalog, StreamSnapshot live, CompactionTrial trial)
    {
        bool refused = false;
        foreach (string module in Differing(live, trial.Whole!))
        {
            refused |= Refuse(
                catalog, module, "Replay of all its events does not come to its live state: the module is not deterministic. 'verify' says where.");
        }

        return refused;
    }

    /// <summary>
    /// Keeps the states beside the events, durably, and proves that what follows leads on from them to the live state.
    /// </summary>
    private Keeping KeepStates(EventCatalog catalog, StreamSnapshot live, CompactionTrial trial, string[] relying)
    {
        StreamSnapshot kept = trial.AtUpTo!;
        var stream = new SnapshotStream(kept.StreamId, kept.Sequence, kept.Time, kept.Cursors);
        UInt128 proof = SnapshotStream.ProofOf(_log, kept.Sequence)!.Value;
        _kept.Clear();
        foreach (ModuleSnapshot module in kept.ModuleSnapshots.Where(module => module.Stopped is null))
        {
            try
            {
                _bases.Write(module, stream, proof, _cancellation);
                _kept.Add(module.Name);
            }
            catch (SnapshotException fault)
            {
                // While segments are rewritten it would rely on this, also where it can be replayed from what is left in the end.
                if (Refuse(catalog, module.Name, $"It would rely on a state that cannot be kept: {fault.Message}."))
                    return Keeping.Refused;
            }
        }

        _bases.Settle();
        foreach (string module in relying.Where(name => !_kept.Contains(name) && catalog.FindModule(name) is not null))
        {
            Refuse(catalog, module, "It relies on a state, and there is no newer one to be kept: nothing is dropped at all.");
            return Keeping.Impossible;
        }

        var again = new Machine(new EventCatalog(_modules()), _logger);
        var proofs = new SnapshotProofs(_log);
        foreach (ModuleRunner module in again.Modules)
        {
            if (_bases.FindNewest(module, proofs, kept.Sequence, kept.Sequence) is { } found)
                module.Restore(found.For(module), found.Sequence);
        }

        again.Restore(stream);
        new Replayer(_log, workers: 1, progress: null).Run(again, live.Sequence, _cancellation);
        bool refused = false;
        foreach (string module in Differing(live, again.Capture()).Where(relying.Contains))
            refused |= Refuse(catalog, module, $"Its state kept at event {kept.Sequence} does not lead to its live state.");
        return refused ? Keeping.Refused : Keeping.Done;
    }

    /// <returns>Segments before and after, of those that were replaced.</returns>
    private (int, int) Rewrite(ImmutableArray<SegmentInfo> segments, CompactionTrial trial, IReadOnlyList<(long First, long Last)> groups)
    {
        int replaced = 0;
        foreach ((long first, long last) in groups)
        {
            _log.Rewrite(first, last, trial.Stays(first), _cancellation);
            replaced += segments.Count(segment => segment.First >= first && segment.Last <= last);
        }

        return (replaced, groups.Count);
    }

    private static IReadOnlyList<SegmentSize> Sizes(ImmutableArray<SegmentInfo> segments, CompactionTrial trial) => [.. segments.Select(segment =>
    {
        long before = segment.Documents - (segment.IsCompacted ? 1 : 0);
        return new SegmentSize(segment, before, trial.CountLeft(segment.First, before));
    })];

    private bool Refuse(EventCatalog catalog, string name, string reason)
    {
        if (catalog.FindModule(name) is not { } module)
            return false;
        string[] types = [.. catalog.Types.Where(type => type.Modules.Contains(module.Index)).Select(type => type.Name).Order(StringComparer.Ordinal)];
        _refusals.TryAdd(name, new CompactionRefusal(name, types, reason));
        int before = _keptTypes.Count;
        _keptTypes.UnionWith(types);
        return _keptTypes.Count > before;
    }

    private static IEnumerable<string> Differing(StreamSnapshot one, StreamSnapshot other) =>
        StateReport.Digest(one).Modules.Except(StateReport.Digest(other).Modules).Select(digest => digest.Module);

    private enum Keeping
    {
        /// <summary>What is relied on is durable.</summary>
        Done,

        /// <summary>One more module keeps its events: another trial may do.</summary>
        Refused,

        /// <summary>A module relies on what there is no newer state for.</summary>
        Impossible,
    }
}
