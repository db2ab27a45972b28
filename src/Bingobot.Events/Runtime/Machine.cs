using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>
/// All state of the stream: what live events and replayed ones are applied to, in the same way. Not thread-safe.
/// </summary>
internal sealed partial class Machine
{
    private readonly ILogger _logger;
    private readonly CursorTable _cursors = new();
    private readonly List<ModuleRunner> _reached = [];
    private readonly Dictionary<string, ModuleRunner> _byName = new(StringComparer.Ordinal);
    private readonly ModuleRunner[][] _readers;

    /// <param name="catalog">The event types, and the modules.</param>
    /// <param name="logger">Is told of modules that are stopped.</param>
    /// <param name="modules">The runners, where they are not those of the catalog: forks of them, in the same order.</param>
    public Machine(EventCatalog catalog, ILogger logger, IReadOnlyList<ModuleRunner>? modules = null)
    {
        Catalog = catalog;
        _logger = logger;
        Modules = modules ?? catalog.Modules;
        foreach (ModuleRunner module in Modules)
            _byName.Add(module.Name, module);
        _readers = [.. catalog.Types.Select(type => type.Modules.Select(index => Modules[index]).ToArray())];
    }

    public EventCatalog Catalog { get; }

    /// <summary>The modules in the order of their registration.</summary>
    public IReadOnlyList<ModuleRunner> Modules { get; }

    /// <summary>The stream's id; empty before its first event.</summary>
    public string StreamId { get; private set; } = "";

    /// <summary>The newest event's sequence; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The newest event's time.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>How many effects without a result are not executed, because they belong to versions that are gone.</summary>
    public int Superseded => Modules.Sum(module => module.Effects.Superseded);

    /// <summary>Whether a module was stopped here.</summary>
    public bool HasStopped { get; private set; }

    /// <summary>Takes results of effects that were not known here; null where nobody asks.</summary>
    public List<(string Module, string Effect)>? Unmatched { get; init; }

    public Cursor? CursorOf(string source) => _cursors.Of(source);

    /// <summary>The running module whose timer is due first, and that timer.</summary>
    public (ModuleRunner Module, DurableTimer Timer)? NextTimer()
    {
        (ModuleRunner Module, DurableTimer Timer)? first = null;
        for (int i = 0; i < Modules.Count; i++)
        {
            ModuleRunner module = Modules[i];
            if (module.Stopped is null && module.Timers.Next is { } timer
                && (first is null || DueOrder.Instance.Compare(timer, first.Value.Timer) < 0))
                first = (module, timer);
        }

        return first;
    }

    /// <summary>Applies an event to all that it concerns, and derives its effects.</summary>
    /// <param name="e">The event; it follows <see cref="Sequence"/>.</param>
    /// <param name="type">Its type.</param>
    /// <param name="value">Its object.</param>
    /// <param name="derived">Takes the effects that are to be executed, or null.</param>
    /// <exception cref="StateUnreadableException">A cold state cannot be read.</exception>
    public void Apply(Recorded e, EventRegistration type, object value, List<PendingEffect>? derived)
    {
        Sequence = e.Sequence;
        Time = e.Time;
        if (e.Cursor is { } cursor)
            _cursors.Set(cursor);
        if (type.IsRead)
            Apply(type, value, EventHead.Of(e), derived);
    }

    /// <summary>Applies a recorded event to all that it concerns. Nothing is read from events that concern nobody.</summary>
    /// <exception cref="StateUnreadableException">A cold state cannot be read.</exception>
    public void Apply(in EventView e)
    {
        Note(e);
        if (TypeOf(e) is not { } type)
            return;
        Apply(type, e.TypeVersion, new EventHead(e.Sequence, e.Time, e.Partition), e.Data, isNoted: false);
    }

    /// <summary>Applies a recorded event of a known type.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="version">The version of its type that its data is written in.</param>
    /// <param name="e">The event.</param>
    /// <param name="data">Its JSON.</param>
    /// <param name="isNoted">Whether only the runtime is to take notice of it, and no module.</param>
    /// <exception cref="UnreadableEventException">An event of the runtime, without which nothing can be told, cannot be read.</exception>
    public void Apply(EventRegistration type, int version, in EventHead e, ReadOnlySpan<byte> data, bool isNoted)
    {
        object value;
        try
        {
            value = type.Read(version, data);
        }
        catch (UnreadableEventException fault) when (type.OfRuntime)
        {
            // To go on without it would be to do effects again that have a result.
            throw new UnreadableEventException(type.Name, $"Event {e.Sequence} cannot be read: {fault.Message}", fault);
        }
        catch (UnreadableEventException fault)
        {
            if (!isNoted)
                StopAll(type, e.Sequence, fault);
            return;
        }

        if (isNoted)
            NoteRuntime(value, e, derived: null);
        else
            Apply(type, value, e, derived: null);
    }

    /// <summary>Whether an event says something about all partitions.</summary>
    public bool ConcernsAll(EventRegistration type) => type == Catalog.StreamCreated || type == Catalog.RuntimeStarted;

    /// <summary>Takes notice of an event without applying it.</summary>
    public void Note(in EventView e)
    {
        Sequence = e.Sequence;
        Time = e.Time;
        if (e.HasCursor)
            _cursors.Set(e);
    }

    /// <summary>The event's type, where somebody needs the event; else null.</summary>
    public EventRegistration? TypeOf(in EventView e)
    {
        if (Catalog.Find(e.TypeUtf8) is not { } type)
            return null;
        if (type.OfRuntime)
            return type;
        foreach (ModuleRunner module in _readers[type.Index])
        {
            if (module.Restored < e.Sequence && module.Stopped is null)
                return type;
        }

        return null;
    }

    /// <summary>The running modules that decide on an event which was applied, in the order of their registration.</summary>
    public IEnumerable<ModuleRunner> DecidersOf(PreparedEvent prepared) =>
        prepared.Type.Deciders.Count == 0 ? [] : DecidersOf(prepared, AddresseeOf(prepared.Value));

    /// <summary>Goes on from what a snapshot says about the stream; modules are restored on their own.</summary>
    public void Restore(SnapshotStream stream)
    {
        StreamId = stream.StreamId;
        Sequence = stream.Sequence;
        Time = stream.Time;
        _cursors.Restore(stream.Cursors);
    }

    /// <summary>How far each source is ingested.</summary>
    public ImmutableSortedDictionary<string, Cursor> CaptureCursors() => _cursors.Capture();

    /// <summary>All state as it is now. Costs what changed since the last time.</summary>
    public StreamSnapshot Capture() => new(
        StreamId, Sequence, Time, [.. Modules.Select(module => module.Capture())], _cursors.Capture());

    /// <summary>The one module that an event of the runtime is for, or null where it is for all.</summary>
    private static string? AddresseeOf(object value) => value switch
    {
        TimerFired timer => timer.Module,
        EffectSucceeded effect => effect.Module,
        EffectFailed effect => effect.Module,
        EffectUnknown effect => effect.Module,
        EffectStarted effect => effect.Module,
        EffectRetried effect => effect.Module,
        EffectDiscarded effect => effect.Module,
        _ => null,
    };

    private IEnumerable<ModuleRunner> DecidersOf(PreparedEvent prepared, string? addressee)
    {
        foreach (int index in prepared.Type.Deciders)
        {
            ModuleRunner module = Modules[index];
            if (module.Stopped is null && (addressee is null || addressee == module.Name))
                yield return module;
        }
    }

    private void Apply(EventRegistration type, object value, in EventHead e, List<PendingEffect>? derived)
    {
        string? addressee = null;
        if (type.OfRuntime)
        {
            NoteRuntime(value, e, derived);
            addressee = AddresseeOf(value);
        }

        _reached.Clear();
        if (addressee is not null)
        {
            if (_byName.GetValueOrDefault(addressee) is { Stopped: null } module && module.Restored < e.Sequence)
                _reached.Add(module);
        }
        else
        {
            foreach (ModuleRunner module in _readers[type.Index])
            {
                if (module.Stopped is null && module.Restored < e.Sequence)
                    _reached.Add(module);
            }
        }

        Deliver(type, value, e, derived);
    }

    private void Deliver(EventRegistration type, object value, in EventHead e, List<PendingEffect>? derived)
    {
        foreach (ModuleRunner module in _reached)
            module.Apply(type, value, e);
        foreach (ModuleRunner module in _reached)
        {
            if (module.IsUnderWay)
                module.React(type, value, e, StreamId);
        }

        foreach (ModuleRunner module in _reached)
        {
            if (module.IsUnderWay)
                module.Commit(e, derived);
            else
                TellStopped(module, type, e.Sequence);
        }
    }

    private void NoteRuntime(object value, in EventHead e, List<PendingEffect>? derived)
    {
        switch (value)
        {
            case StreamCreated created:
                StreamId = created.Stream;
                break;
            case RuntimeStarted started:
                foreach (ModuleRunner module in Modules)
                {
                    if (module.Restored < e.Sequence)
                        module.IsOfItsTime = started.Modules.Contains(new StartedModule(module.Name, module.Version));
                }

                break;
            case EffectSucceeded effect:
                if (EffectsOf(effect.Module, e)?.Settle(effect.Effect) == false)
                    Unmatched?.Add((effect.Module, effect.Effect));
                break;
            case EffectFailed effect:
                if (EffectsOf(effect.Module, e)?.Bury(effect.Effect, DeadLetterKind.Failed, effect.Reason, e) == false)
                    Unmatched?.Add((effect.Module, effect.Effect));
                break;
            case EffectUnknown effect:
                if (EffectsOf(effect.Module, e)?.Bury(effect.Effect, DeadLetterKind.Unknown, effect.Reason, e) == false)
                    Unmatched?.Add((effect.Module, effect.Effect));
                break;
            case EffectStarted effect:
                EffectsOf(effect.Module, e)?.MarkStarted(effect.Effect);
                break;
            case EffectRetried effect:
                if (EffectsOf(effect.Module, e)?.Revive(effect.Effect, e) is { } revived)
                    derived?.Add(revived);
                break;
            case EffectDiscarded effect:
                EffectsOf(effect.Module, e)?.Dead.Remove(effect.Effect);
                break;
        }
    }

    /// <summary>The effects of a module that has not seen the event yet; else null.</summary>
    private EffectTable? EffectsOf(string module, in EventHead e) =>
        _byName.GetValueOrDefault(module) is { } found && found.Restored < e.Sequence ? found.Effects : null;

    private void StopAll(EventRegistration type, long sequence, Exception fault)
    {
        foreach (ModuleRunner module in _readers[type.Index])
        {
            if (module.Stopped is not null || module.Restored >= sequence)
                continue;
            module.Stop(type, sequence, fault);
            TellStopped(module, type, sequence);
        }
    }

    private void TellStopped(ModuleRunner module, EventRegistration type, long sequence)
    {
        HasStopped = true;
        LogStopped(module.Name, sequence, type.Name, module.Stopped!.Error);
    }

    [LoggerMessage(Level = LogLevel.Error, Message =
        "The module {Module} is stopped at event {Sequence} ({Type}): {Error}. The others go on; once it is mended it catches up by replay.")]
    private partial void LogStopped(string module, long sequence, string type, string error);
}
