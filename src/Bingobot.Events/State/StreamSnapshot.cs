using System.Collections.Immutable;
using System.IO.Hashing;

namespace Bingobot.Events;

/// <summary>Why and where a module is stopped.</summary>
/// <param name="Sequence">The event that it could not take; its state is that before this event.</param>
/// <param name="EventType">That event's type.</param>
/// <param name="Error">The exception's type and message.</param>
public sealed record ModuleStop(long Sequence, string EventType, string Error);

/// <summary>How a module is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Stopped">Why and where it is stopped; null while it runs.</param>
public sealed record ModuleStatus(string Name, int Version, ModuleStop? Stopped);

/// <summary>All state after one event: consistent, immutable, durable. Thread-safe.</summary>
public sealed class StreamSnapshot
{
    private readonly ImmutableArray<ModuleSnapshot> _modules;

    internal StreamSnapshot(
        string streamId, long sequence, DateTimeOffset time, ImmutableArray<ModuleSnapshot> modules,
        ImmutableSortedDictionary<string, Cursor> cursors)
    {
        StreamId = streamId;
        Sequence = sequence;
        Time = time;
        _modules = modules;
        Cursors = cursors;
        Modules = [.. modules.Select(module => new ModuleStatus(module.Name, module.Version, module.Stopped))];
    }

    /// <summary>The event after which everything is as it is here; 0 before the first.</summary>
    public long Sequence { get; }

    /// <summary>The time of that event.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The modules, in the order of their registration.</summary>
    public IReadOnlyList<ModuleStatus> Modules { get; }

    /// <summary>The effects that were derived and have no result yet, in the order they were derived.</summary>
    public IEnumerable<PendingEffect> PendingEffects => _modules
        .SelectMany(module => module.Effects.Select(effect => (module.Name, effect.Key, effect.Value)))
        .OrderBy(effect => effect.Key.Sequence)
        .ThenBy(effect => effect.Name, StringComparer.Ordinal)
        .ThenBy(effect => effect.Key.Index)
        .Select(effect => effect.Value);

    /// <summary>When the next durable timer of a running module is due; null where none is set.</summary>
    public DateTimeOffset? NextTimerDue => _modules
        .Where(module => module.Stopped is null && !module.Timers.IsEmpty)
        .Min(module => (DateTimeOffset?)module.Timers.Min!.Due);

    /// <summary>How many durable timers are set.</summary>
    public int TimerCount => _modules.Sum(module => module.Timers.Count);

    /// <summary>The stream's id; empty before its first event.</summary>
    internal string StreamId { get; }

    internal ImmutableSortedDictionary<string, Cursor> Cursors { get; }

    internal ImmutableArray<ModuleSnapshot> ModuleSnapshots => _modules;

    /// <summary>The partitions in which the module has a state, ascending; none where there is no such module.</summary>
    public IEnumerable<ulong> PartitionsOf(string module) => Find(module)?.States.Keys ?? [];

    /// <summary>
    /// The state of a module in a partition; its empty state where it has none; null where there is no such module or
    /// its state is of another type.
    /// </summary>
    public TState? StateOf<TState>(string module, ulong partition)
        where TState : class =>
        Find(module) is { } found ? found.StateOf(partition) as TState : null;

    private ModuleSnapshot? Find(string module) => _modules.FirstOrDefault(candidate => candidate.Name == module);
}

/// <summary>All that belongs to one module. States are objects, or <see cref="ColdState"/>.</summary>
internal sealed record ModuleSnapshot(
    string Name,
    int Version,
    ModuleStop? Stopped,
    bool IsOfItsTime,
    object Empty,
    ImmutableSortedDictionary<ulong, object> States,
    ImmutableSortedSet<DurableTimer> Timers,
    ImmutableSortedDictionary<(long Sequence, int Index), PendingEffect> Effects,
    ImmutableSortedSet<string> Superseded,
    StateCodec Codec)
{
    /// <summary>The state of a partition as an object; the empty one where it has none.</summary>
    /// <exception cref="StateUnreadableException">It is cold and cannot be read.</exception>
    public object StateOf(ulong partition) => !States.TryGetValue(partition, out object? state) ? Empty
        : state is ColdState cold ? cold.Load(Codec)
        : state;

    /// <summary>XXH3-128 of the canonical JSON of a state.</summary>
    public UInt128 HashOf(object state) => state is ColdState cold ? cold.Hash : XxHash128.HashToUInt128(Codec.Canonical(state));
}
