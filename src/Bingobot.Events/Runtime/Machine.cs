using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>
/// All state of the stream: what live events and replayed ones are applied to, in the same way. Not thread-safe.
/// </summary>
internal sealed partial class Machine(EventCatalog catalog, ILogger logger)
{
    private readonly ImmutableSortedDictionary<string, Cursor>.Builder _cursors =
        ImmutableSortedDictionary.CreateBuilder<string, Cursor>(StringComparer.Ordinal);

    private readonly List<ModuleRunner> _reached = [];

    public EventCatalog Catalog => catalog;

    /// <summary>The stream's id; empty before its first event.</summary>
    public string StreamId { get; private set; } = "";

    /// <summary>The newest event's sequence; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The newest event's time.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>How many effects without a result are not executed, because they belong to versions that are gone.</summary>
    public int Superseded => catalog.Modules.Sum(module => module.Effects.Superseded);

    public Cursor? CursorOf(string source) => _cursors.GetValueOrDefault(source);

    /// <summary>The running module whose timer is due first, and that timer.</summary>
    public (ModuleRunner Module, DurableTimer Timer)? NextTimer()
    {
        (ModuleRunner Module, DurableTimer Timer)? first = null;
        foreach (ModuleRunner module in catalog.Modules)
        {
            if (module.Stopped is null && module.Timers.Next is { } timer
                && (first is null || DueOrder.Instance.Compare(timer, first.Value.Timer) < 0))
                first = (module, timer);
        }

        return first;
    }

    /// <summary>Applies an event to all that it concerns, and derives its effects.</summary>
    /// <param name="e">The event; it follows <see cref="Sequence"/>.</param>
    /// <param name="value">Its object, or null where it is to be read from the event's data.</param>
    /// <param name="derived">Takes the effects that are to be executed, or null.</param>
    public void Apply(Recorded e, object? value, List<PendingEffect>? derived)
    {
        Sequence = e.Sequence;
        Time = e.Time;
        if (e.Cursor is { } cursor)
            _cursors[cursor.Source] = cursor;
        if (catalog.Find(e.Type) is not { IsRead: true } type)
            return;
        if (value is null)
        {
            try
            {
                value = type.Read(e.Data.Span);
            }
            catch (Exception fault) when (fault is JsonException or NotSupportedException)
            {
                StopAll(type, e, fault);
                return;
            }
        }

        NoteRuntime(value);
        Deliver(type, value, e, derived);
    }

    /// <summary>Applies what is recorded, up to and including <paramref name="toSequence"/>. Executes nothing.</summary>
    public void Replay(IEventLog log, long toSequence, CancellationToken cancellationToken)
    {
        foreach (Recorded e in log.Read(Sequence + 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (e.Sequence > toSequence)
                return;
            Apply(e, value: null, derived: null);
        }
    }

    /// <summary>The running modules that decide on an event which was applied, in the order of their registration.</summary>
    public IEnumerable<ModuleRunner> DecidersOf(PreparedEvent prepared) =>
        prepared.Type.Deciders.Count == 0 ? [] : DecidersOf(prepared, AddresseeOf(prepared.Value));

    /// <summary>All state as it is now. Costs O(modules).</summary>
    public StreamSnapshot Capture() => new(
        Sequence, Time, [.. catalog.Modules.Select(module => module.Capture())], _cursors.ToImmutable());

    /// <summary>The one module that an event is for, or null where it is for all.</summary>
    private static string? AddresseeOf(object value) => value switch
    {
        TimerFired timer => timer.Module,
        EffectSucceeded effect => effect.Module,
        EffectFailed effect => effect.Module,
        EffectUnknown effect => effect.Module,
        _ => null,
    };

    private IEnumerable<ModuleRunner> DecidersOf(PreparedEvent prepared, string? addressee)
    {
        foreach (int index in prepared.Type.Deciders)
        {
            ModuleRunner module = catalog.Modules[index];
            if (module.Stopped is null && (addressee is null || addressee == module.Name))
                yield return module;
        }
    }

    private void Deliver(EventRegistration type, object value, Recorded e, List<PendingEffect>? derived)
    {
        _reached.Clear();
        if (AddresseeOf(value) is { } addressee)
        {
            if (catalog.FindModule(addressee) is { Stopped: null } module)
                _reached.Add(module);
        }
        else
        {
            foreach (int index in type.Modules)
            {
                if (catalog.Modules[index] is { Stopped: null } module)
                    _reached.Add(module);
            }
        }

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
                LogStopped(module.Name, e.Sequence, e.Type, module.Stopped!.Error);
        }
    }

    private void NoteRuntime(object value)
    {
        switch (value)
        {
            case StreamCreated created:
                StreamId = created.Stream;
                break;
            case RuntimeStarted started:
                foreach (ModuleRunner module in catalog.Modules)
                    module.IsOfItsTime = started.Modules.Contains(new StartedModule(module.Name, module.Version));
                break;
            case EffectSucceeded effect:
                catalog.FindModule(effect.Module)?.Effects.Remove(effect.Effect);
                break;
            case EffectFailed effect:
                catalog.FindModule(effect.Module)?.Effects.Remove(effect.Effect);
                break;
            case EffectUnknown effect:
                catalog.FindModule(effect.Module)?.Effects.Remove(effect.Effect);
                break;
        }
    }

    private void StopAll(EventRegistration type, Recorded e, Exception fault)
    {
        foreach (int index in type.Modules)
        {
            ModuleRunner module = catalog.Modules[index];
            if (module.Stopped is not null)
                continue;
            module.Stop(e, fault);
            LogStopped(module.Name, e.Sequence, e.Type, module.Stopped!.Error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message =
        "The module {Module} is stopped at event {Sequence} ({Type}): {Error}. The others go on; once it is mended it catches up by replay.")]
    private partial void LogStopped(string module, long sequence, string type, string error);
}
