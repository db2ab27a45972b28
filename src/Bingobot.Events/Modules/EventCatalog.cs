namespace Bingobot.Events;

/// <summary>The modules in the order of their registration, and every event type that they or the runtime declare.</summary>
internal sealed class EventCatalog
{
    private readonly List<EventRegistration> _types = [];
    private readonly Dictionary<string, EventRegistration> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, EventRegistration> _byClass = [];
    private readonly Dictionary<string, ModuleRunner> _modules = new(StringComparer.Ordinal);
    private readonly List<ModuleRunner> _inOrder = [];
    private readonly EventTypeTable _byUtf8;

    /// <exception cref="ArgumentException">Two modules or event types contradict each other.</exception>
    public EventCatalog(IEnumerable<IModule> modules)
    {
        StreamCreated = AddOfRuntime(RuntimeEvents.StreamCreated);
        RuntimeStarted = AddOfRuntime(RuntimeEvents.RuntimeStarted);
        DecisionFailed = AddOfRuntime(RuntimeEvents.DecisionFailed);
        CursorAdvanced = AddOfRuntime(RuntimeEvents.CursorAdvanced);
        TimerFired = AddOfRuntime(RuntimeEvents.TimerFired);
        EffectSucceeded = AddOfRuntime(RuntimeEvents.EffectSucceeded);
        EffectFailed = AddOfRuntime(RuntimeEvents.EffectFailed);
        EffectUnknown = AddOfRuntime(RuntimeEvents.EffectUnknown);
        var registrar = new Registrar(this);
        foreach (IModule module in modules)
        {
            CheckName(module.Name);
            module.Accept(registrar);
            if (_inOrder.Count == 0 || _inOrder[^1].Name != module.Name)
                throw new ArgumentException($"The module {module.Name} did not give itself to the visitor.");
        }

        _byUtf8 = new EventTypeTable(_byName);
    }

    public EventRegistration<StreamCreated> StreamCreated { get; }

    public EventRegistration<RuntimeStarted> RuntimeStarted { get; }

    public EventRegistration<DecisionFailed> DecisionFailed { get; }

    public EventRegistration<CursorAdvanced> CursorAdvanced { get; }

    public EventRegistration<TimerFired> TimerFired { get; }

    public EventRegistration<EffectSucceeded> EffectSucceeded { get; }

    public EventRegistration<EffectFailed> EffectFailed { get; }

    public EventRegistration<EffectUnknown> EffectUnknown { get; }

    /// <summary>The modules in the order of their registration.</summary>
    public IReadOnlyList<ModuleRunner> Modules => _inOrder;

    /// <summary>The types, each at its <see cref="EventRegistration.Index"/>.</summary>
    public IReadOnlyList<EventRegistration> Types => _types;

    /// <summary>Every name that is read, also former ones, with its type.</summary>
    public IReadOnlyDictionary<string, EventRegistration> Names => _byName;

    /// <summary>The type whose name, also a former one, has these UTF-8 bytes, or null.</summary>
    public EventRegistration? Find(ReadOnlySpan<byte> type) => _byUtf8.Find(type);

    /// <summary>The type that is recorded under a name, also a former one; null where no module declares it.</summary>
    public EventRegistration? Find(string type) => _byName.GetValueOrDefault(type);

    public ModuleRunner? FindModule(string name) => _modules.GetValueOrDefault(name);

    /// <summary>The event type of a class, as modules have declared it.</summary>
    /// <exception cref="InvalidOperationException">No module declares it, or the runtime alone may record it.</exception>
    public EventRegistration OfClass(Type type)
    {
        if (!_byClass.TryGetValue(type, out EventRegistration? found))
            throw new InvalidOperationException($"No module declares the event {type.Name}; declare it with Event, Apply, React or Decide.");
        return Publishable(found);
    }

    /// <summary>The registration of a type that a module emits.</summary>
    /// <exception cref="InvalidOperationException">No module declares it, or the runtime alone may record it.</exception>
    public EventRegistration<TEvent> OfType<TEvent>(EventType<TEvent> type)
        where TEvent : class
    {
        if (Find(type.Name) is not EventRegistration<TEvent> found || found.Name != type.Name)
        {
            throw new InvalidOperationException(
                $"No module declares the event {type.Name} as {typeof(TEvent).Name}; declare it with Event, Apply, React or Decide.");
        }

        Publishable(found);
        return found;
    }

    /// <summary>Declares a type; the same name with the same class is the same type.</summary>
    public EventRegistration Declare<TEvent>(EventType<TEvent> type)
        where TEvent : class
    {
        if (_byName.TryGetValue(type.Name, out EventRegistration? known))
            return Same(known, type);

        if (_byClass.TryGetValue(typeof(TEvent), out EventRegistration? other))
        {
            throw new ArgumentException(
                $"The class {typeof(TEvent)} is declared as event {other.Name} and as {type.Name}; one class has one name.");
        }

        return Add(new EventRegistration<TEvent>(type, _types.Count, ofRuntime: false));
    }

    /// <summary>What is declared again must be the same.</summary>
    private static EventRegistration Same(EventRegistration known, EventType again)
    {
        if (known.Name != again.Name)
            throw Taken(again.Name, known.Name);
        if (known.ClrType != again.ClrType)
        {
            throw new ArgumentException(
                $"The event {again.Name} is declared as {known.ClrType} and as {again.ClrType}; one name has one class.");
        }

        EventType first = known.Declaration;
        bool same = ReferenceEquals(first, again)
            || (first.Version == again.Version
                && first.FormerNames.SequenceEqual(again.FormerNames)
                && Equals(first.Retention, again.Retention));
        return same
            ? known
            : throw new ArgumentException(
                $"The event {again.Name} is declared twice, with different versions, former names or retention; share one EventType.");
    }

    private static ArgumentException Taken(string name, string by) => new(
        $"The name {name} is a former name of the event {by}, and cannot be that of another event.");

    private static EventRegistration Publishable(EventRegistration type) => !type.OfRuntime
        ? type
        : throw new InvalidOperationException($"The event {type.Name} is recorded by the runtime alone.");

    private static void CheckName(string name)
    {
        if (string.IsNullOrEmpty(name) || name.Any(c => c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')))
            throw new ArgumentException($"The module name '{name}' is not made of lower-case letters, digits and hyphens.");
    }

    private EventRegistration<TEvent> AddOfRuntime<TEvent>(EventType<TEvent> type)
        where TEvent : class
    {
        var added = new EventRegistration<TEvent>(type, _types.Count, ofRuntime: true);
        Add(added);
        return added;
    }

    private EventRegistration Add(EventRegistration type)
    {
        foreach (string former in type.Declaration.FormerNames ?? [])
        {
            if (string.IsNullOrWhiteSpace(former) || former == type.Name)
                throw new ArgumentException($"The event {type.Name} has '{former}' as a former name; name what it was called before.");
            if (_byName.TryGetValue(former, out EventRegistration? other))
                throw Taken(former, other.Name == former ? type.Name : other.Name);
        }

        _types.Add(type);
        _byName.Add(type.Name, type);
        _byClass.Add(type.ClrType, type);
        foreach (string former in type.Declaration.FormerNames ?? [])
        {
            if (!_byName.TryAdd(former, type))
                throw new ArgumentException($"The event {type.Name} has the former name {former} twice; remove one of them.");
        }

        return type;
    }

    private sealed class Registrar(EventCatalog catalog) : IModuleVisitor
    {
        public void Visit<TState>(Module<TState> module)
            where TState : class
        {
            var runner = new ModuleRunner<TState>(module, catalog, catalog._inOrder.Count);
            if (!catalog._modules.TryAdd(runner.Name, runner))
                throw new ArgumentException($"Two modules are called {runner.Name}; a name is given once.");
            catalog._inOrder.Add(runner);
        }
    }
}
