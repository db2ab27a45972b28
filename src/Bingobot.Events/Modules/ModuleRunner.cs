using System.Collections.Immutable;
using System.Text.Json;

namespace Bingobot.Events;

/// <summary>One module with its state in all partitions, its timers and its pending effects. Not thread-safe.</summary>
/// <remarks>
/// An event reaches a module in steps: <see cref="Apply"/>, <see cref="React"/>, <see cref="Commit"/>. What the first two
/// bring about is held back until the third, so that a module that throws keeps the state it had before the event.
/// </remarks>
internal abstract class ModuleRunner(string name, int version, int index)
{
    public string Name => name;

    public int Version => version;

    /// <summary>Its place in the order of registration.</summary>
    public int Index => index;

    /// <summary>Why it is stopped, or null.</summary>
    public ModuleStop? Stopped { get; protected set; }

    /// <summary>Whether the events at hand were recorded while this version of the module was present.</summary>
    public bool IsOfItsTime { get; set; }

    public TimerTable Timers { get; } = new();

    public EffectTable Effects { get; } = new();

    /// <summary>Whether an event is being held back.</summary>
    public bool IsUnderWay { get; protected set; }

    /// <summary>The first step. Stops the module where it throws.</summary>
    public abstract void Apply(EventRegistration type, object value, Recorded e);

    /// <summary>The second step. Stops the module where it throws.</summary>
    public abstract void React(EventRegistration type, object value, Recorded e, string streamId);

    /// <summary>The last step: the new state, timers and effects are those of the module.</summary>
    /// <param name="e">The event.</param>
    /// <param name="derived">Takes the effects that are to be executed.</param>
    public abstract void Commit(Recorded e, List<PendingEffect>? derived);

    /// <summary>Lets the module decide. What it throws reaches the caller.</summary>
    public abstract void Decide(EventRegistration type, object value, ulong partition, IDecideContext context);

    /// <summary>The module's state in a partition; its empty state where it has none.</summary>
    public abstract object StateOf(ulong partition);

    /// <summary>Stops the module at an event, before anything of that event reached its state.</summary>
    public void Stop(Recorded e, Exception fault)
    {
        IsUnderWay = false;
        Stopped = new ModuleStop(e.Sequence, e.Type, ErrorText.Of(fault));
    }

    /// <summary>Module, states, timers and effects as they are now. Costs O(1).</summary>
    public abstract ModuleSnapshot Capture();
}

/// <inheritdoc/>
internal sealed class ModuleRunner<TState> : ModuleRunner
    where TState : class
{
    private readonly Module<TState> _module;
    private readonly Handler<TState>?[] _handlers;
    private readonly TState _empty;
    private readonly ApplyContext _apply = new();
    private readonly ReactContext _react;
    private readonly ImmutableSortedDictionary<ulong, object>.Builder _states =
        ImmutableSortedDictionary.CreateBuilder<ulong, object>();

    private TState _next;
    private string? _firedTimer;

    public ModuleRunner(Module<TState> module, EventCatalog catalog, int index)
        : base(module.Name, module.Version, index)
    {
        if (module.Version < 1)
            throw new ArgumentException($"The module {module.Name} has version {module.Version}; versions count from 1.");
        _module = module;
        _react = new ReactContext(module.Name);
        _empty = module.Empty ?? throw new ArgumentException($"The module {module.Name} has no empty state.");
        _next = _empty;
        var builder = new ModuleBuilder<TState>(module.Name, index, catalog);
        module.Configure(builder);
        _handlers = builder.Build();
    }

    public override void Apply(EventRegistration type, object value, Recorded e)
    {
        IsUnderWay = true;
        _react.Derived.Clear();
        _apply.Reset();
        _firedTimer = (value as TimerFired)?.Key;
        _next = (TState)StateOf(e.Partition);
        if (HandlerOf(type) is not { Applies: true } handler)
            return;
        _apply.Begin(e);
        try
        {
            _next = handler.Apply(_next, value, _apply)
                ?? throw new InvalidOperationException($"Apply of {e.Type} returned no state.");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Stop(e, fault);
        }
        finally
        {
            _apply.End();
        }
    }

    public override void React(EventRegistration type, object value, Recorded e, string streamId)
    {
        if (HandlerOf(type) is not { Reacts: true } handler)
            return;
        _react.Begin(e, streamId);
        try
        {
            handler.React(_next, value, _react);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Stop(e, fault);
        }
        finally
        {
            _react.End();
        }
    }

    public override void Commit(Recorded e, List<PendingEffect>? derived)
    {
        IsUnderWay = false;
        if (ReferenceEquals(_next, _empty))
            _states.Remove(e.Partition);
        else if (!_states.TryGetValue(e.Partition, out object? before) || !ReferenceEquals(before, _next))
            _states[e.Partition] = _next;
        if (_firedTimer is not null)
            Timers.Remove(e.Partition, _firedTimer);
        _apply.Commit(Timers, e);
        for (int i = 0; i < _react.Derived.Count; i++)
        {
            if (!IsOfItsTime)
            {
                Effects.Supersede(_react.Derived[i]);
                continue;
            }

            Effects.Add(_react.Derived[i], i);
            derived?.Add(_react.Derived[i]);
        }
    }

    public override void Decide(EventRegistration type, object value, ulong partition, IDecideContext context) =>
        HandlerOf(type)!.Decide((TState)StateOf(partition), value, context);

    public override object StateOf(ulong partition) => _states.TryGetValue(partition, out object? state) ? state : _empty;

    public override ModuleSnapshot Capture() => new(
        Name, Version, Stopped, _empty, _states.ToImmutable(), Timers.Capture(), Effects.Capture(), WriteState);

    private byte[] WriteState(object state) => JsonSerializer.SerializeToUtf8Bytes((TState)state, _module.StateJson);

    private Handler<TState>? HandlerOf(EventRegistration type) => type.Index < _handlers.Length ? _handlers[type.Index] : null;
}
