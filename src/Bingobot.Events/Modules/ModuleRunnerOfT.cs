namespace Bingobot.Events;

/// <inheritdoc/>
internal sealed class ModuleRunner<TState> : ModuleRunner
    where TState : class
{
    private readonly Handler<TState>?[] _handlers;
    private readonly TState _empty;
    private readonly int _readsStateSince;
    private readonly ApplyContext _apply = new();
    private readonly ReactContext _react;
    private TState _next;
    private string? _firedTimer;

    public ModuleRunner(Module<TState> module, EventCatalog catalog, int index)
        : base(module.Name, module.Version, index, new StateCodec<TState>(module.StateJson))
    {
        if (module.Version < 1)
            throw new ArgumentException($"The module {module.Name} has version {module.Version}; versions count from 1.");
        OrderedContract.Require(module.StateJson, $"The state of the module {module.Name}");
        _readsStateSince = Math.Min(module.ReadsStateSince, module.Version);
        _react = new ReactContext(module.Name);
        _empty = module.Empty ?? throw new ArgumentException($"The module {module.Name} has no empty state.");
        _next = _empty;
        var builder = new ModuleBuilder<TState>(module.Name, index, catalog);
        module.Configure(builder);
        _handlers = builder.Build();
    }

    private ModuleRunner(ModuleRunner<TState> origin)
        : base(origin.Name, origin.Version, origin.Index, origin.Codec)
    {
        _readsStateSince = origin._readsStateSince;
        _react = new ReactContext(origin.Name);
        _empty = origin._empty;
        _next = _empty;
        _handlers = origin._handlers;
    }

    public override object Empty => _empty;

    public override int ReadsStateSince => _readsStateSince;

    public override void Apply(EventRegistration type, object value, in EventHead e)
    {
        IsUnderWay = true;
        _react.Derived.Clear();
        _apply.Reset();
        _firedTimer = type.OfRuntime ? (value as TimerFired)?.Key : null;
        _next = (TState)StateOf(e.Partition);
        if (HandlerOf(type) is not { Applies: true } handler)
            return;
        _apply.Begin(e);
        try
        {
            _next = handler.Apply(_next, value, _apply)
                ?? throw new InvalidOperationException($"Apply of {type.Name} returned no state.");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Stop(type, e.Sequence, fault);
        }
        finally
        {
            _apply.End();
        }
    }

    public override void React(EventRegistration type, object value, in EventHead e, string streamId)
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
            Stop(type, e.Sequence, fault);
        }
        finally
        {
            _react.End();
        }
    }

    public override void Commit(in EventHead e, List<PendingEffect>? derived)
    {
        IsUnderWay = false;
        States.Set(e, ReferenceEquals(_next, _empty) ? null : _next);
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

    public override ModuleRunner Fork() => new ModuleRunner<TState>(this);

    private Handler<TState>? HandlerOf(EventRegistration type) => type.Index < _handlers.Length ? _handlers[type.Index] : null;
}
