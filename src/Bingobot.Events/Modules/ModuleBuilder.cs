namespace Bingobot.Events;

/// <summary>Collects a module's handlers by the event type's place in the catalog.</summary>
internal sealed class ModuleBuilder<TState>(string module, int index, EventCatalog catalog) : IModuleBuilder<TState>
    where TState : class
{
    private readonly SortedDictionary<int, Handler<TState>> _handlers = [];

    public IModuleBuilder<TState> Event<TEvent>(EventType<TEvent> type)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(type);
        catalog.Declare(type);
        return this;
    }

    public IModuleBuilder<TState> Apply<TEvent>(EventType<TEvent> type, Func<TState, TEvent, IApplyContext, TState> apply)
        where TEvent : class =>
        Once(Handler(type).TrySet(apply), "applies", type);

    public IModuleBuilder<TState> React<TEvent>(EventType<TEvent> type, Action<TState, TEvent, IReactContext> react)
        where TEvent : class =>
        Once(Handler(type).TrySet(react), "reacts to", type);

    public IModuleBuilder<TState> Decide<TEvent>(EventType<TEvent> type, Action<TState, TEvent, IDecideContext> decide)
        where TEvent : class
    {
        Once(Handler(type).TrySet(decide), "decides on", type);
        catalog.Declare(type).AddDecider(index);
        return this;
    }

    public IModuleBuilder<TState> OnTimer(Action<TState, TimerFired, IDecideContext> decide) =>
        Decide(RuntimeEvents.TimerFired, decide);

    /// <summary>The handlers, each at its event type's place in the catalog; null where the module has none.</summary>
    public Handler<TState>?[] Build()
    {
        var handlers = new Handler<TState>?[_handlers.Count == 0 ? 0 : _handlers.Keys.Max() + 1];
        foreach ((int type, Handler<TState> handler) in _handlers)
            handlers[type] = handler;
        return handlers;
    }

    private Handler<TState, TEvent> Handler<TEvent>(EventType<TEvent> type)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(type);
        EventRegistration registration = catalog.Declare(type);
        registration.AddModule(index);
        if (_handlers.TryGetValue(registration.Index, out Handler<TState>? known))
            return (Handler<TState, TEvent>)known;
        var added = new Handler<TState, TEvent>();
        _handlers.Add(registration.Index, added);
        return added;
    }

    private ModuleBuilder<TState> Once(bool first, string verb, EventType type) => first
        ? this
        : throw new ArgumentException($"The module {module} {verb} {type.Name} twice; once is allowed.");
}
