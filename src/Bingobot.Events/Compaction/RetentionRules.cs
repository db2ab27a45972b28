namespace Bingobot.Events;

/// <summary>Which events of a stream nothing should need any more, by the rules of their types at a point in time.</summary>
/// <remarks>Told of all events once before it is asked: what ends an event comes after it. Not thread-safe.</remarks>
internal sealed class RetentionRules
{
    private readonly EventCatalog _catalog;
    private readonly Rule[] _rules;
    private readonly DateTimeOffset _now;
    private readonly AgeRetention _results;
    private readonly Dictionary<string, long> _newestCursors = new(StringComparer.Ordinal);

    /// <summary>The newest event that ends others: by rule, partition and value.</summary>
    private readonly Dictionary<(int Rule, ulong Partition, string Value), long> _ends = [];

    /// <summary>The rules that an event type ends, by the type's place in the catalog.</summary>
    private readonly List<int>[] _endedBy;

    /// <param name="catalog">The event types.</param>
    /// <param name="policy">Their rules.</param>
    /// <param name="byDefault">How long results of timers and effects are kept at least.</param>
    /// <param name="now">The time of asking.</param>
    public RetentionRules(EventCatalog catalog, RetentionPolicy policy, Retention byDefault, DateTimeOffset now)
    {
        _catalog = catalog;
        _now = now;
        _results = byDefault as AgeRetention ?? new AgeRetention(TimeSpan.Zero);
        _rules = [.. catalog.Types.Select(type => new Rule(policy.Rules[type.Name]))];
        _endedBy = [.. catalog.Types.Select(type => Enumerable.Range(0, _rules.Length)
            .Where(rule => _rules[rule].Retention is UntilRetention until && until.End == type.Name).ToList())];
    }

    /// <summary>The events that carry the newest position of each source: state of the runtime.</summary>
    public IEnumerable<long> NewestCursors => _newestCursors.Values;

    /// <summary>Takes notice of what an event ends.</summary>
    public void Survey(in EventView e)
    {
        if (e.ReadCursor() is { } cursor)
            _newestCursors[cursor.Source] = e.Sequence;
        if (_catalog.Find(e.TypeUtf8) is not { } type)
            return;
        foreach (int rule in _endedBy[type.Index])
        {
            var until = (UntilRetention)_rules[rule].Retention;
            if (e.Time <= _now - until.After && _rules[rule].Path!.Read(e.Data) is { } value)
                _ends[(rule, e.Partition, value)] = e.Sequence;
        }
    }

    /// <summary>Whether nothing should need the event any more.</summary>
    /// <param name="e">The event.</param>
    /// <param name="type">Its type.</param>
    /// <param name="kept">What the events before it that are kept lead to: a result is kept with its cause.</param>
    public bool IsDisposable(in EventView e, EventRegistration type, Machine kept)
    {
        Rule rule = _rules[type.Index];
        return rule.Retention switch
        {
            ForeverRetention => false,
            AgeRetention age => e.Time <= _now - age.Time,
            UntilRetention => rule.Path!.Read(e.Data) is { } value
                && _ends.TryGetValue((type.Index, e.Partition, value), out long end) && end > e.Sequence,
            WithCauseRetention => e.Time <= _now - _results.Time && !HasCause(e, type, kept),
            _ => false,
        };
    }

    private static bool HasCause(in EventView e, EventRegistration type, Machine kept)
    {
        object value = type.Read(e.TypeVersion, e.Data);
        (string module, string? effect) = value switch
        {
            TimerFired timer => (timer.Module, null),
            EffectSucceeded done => (done.Module, done.Effect),
            EffectFailed failed => (failed.Module, failed.Effect),
            EffectUnknown unknown => (unknown.Module, unknown.Effect),
            EffectStarted started => (started.Module, started.Effect),
            EffectRetried retried => (retried.Module, retried.Effect),
            EffectDiscarded discarded => (discarded.Module, (string?)discarded.Effect),
            _ => throw new InvalidOperationException($"The event {type.Name} has no cause."),
        };
        if (kept.Modules.FirstOrDefault(candidate => candidate.Name == module) is not { } found)
            return true;
        return effect is null
            ? found.Timers.OriginOf(e.Partition, ((TimerFired)value).Key) is not null
            : found.Effects.Knows(effect) || found.Effects.Dead.Contains(effect);
    }

    private sealed class Rule(Retention retention)
    {
        public Retention Retention => retention;

        public JsonPath? Path { get; } = retention is UntilRetention until ? new JsonPath(until.By) : null;
    }
}
