using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>A feature of a bot: a <see cref="Module{TState}"/> that also has commands and buttons. See docs/modules.md.</summary>
/// <typeparam name="TState">The state of one guild: immutable, with a source-generated JSON contract.</typeparam>
public abstract class BotModule<TState> : Module<TState>, IBotModule
    where TState : class
{
    private BotModuleBuilder<TState>? _declared;

    /// <inheritdoc/>
    public BotManifest Manifest => Declared.ToManifest();

    internal BotModuleBuilder<TState> Declared => _declared ??= Declare(inner: null);

    /// <summary>Declares commands, components and events. Called more than once; it does nothing but declare.</summary>
    protected abstract void Define(BotModuleBuilder<TState> bot);

    /// <inheritdoc/>
    public sealed override void Configure(IModuleBuilder<TState> module)
    {
        ArgumentNullException.ThrowIfNull(module);
        Declare(module);
    }

    private BotModuleBuilder<TState> Declare(IModuleBuilder<TState>? inner)
    {
        BotModuleBuilder<TState> builder = new(Name, inner);
        Define(builder);
        return builder;
    }
}

/// <summary>Collects what a module declares.</summary>
/// <typeparam name="TState">The state of one guild.</typeparam>
public sealed class BotModuleBuilder<TState>
    where TState : class
{
    private readonly string _module;
    private readonly IModuleBuilder<TState>? _inner;
    private readonly CommandTree _tree = new();
    private readonly SortedSet<string> _events = new(StringComparer.Ordinal);
    private readonly List<Route> _routes = [];

    internal BotModuleBuilder(string module, IModuleBuilder<TState>? inner)
    {
        _module = module;
        _inner = inner;
    }

    internal IReadOnlyList<Route> Routes => _routes;

    internal Gate? DeclaredGate { get; private set; }

    /// <summary>Describes a command that has subcommands: declare it before them.</summary>
    public BotModuleBuilder<TState> Group(string name, string description)
    {
        _tree.AddGroup(name, description);
        return this;
    }

    /// <summary>Declares a slash command.</summary>
    /// <param name="path">Its name, or <c>group name</c>.</param>
    /// <param name="description">What it does, 1 to 100 characters.</param>
    /// <param name="handle">Decides what it does.</param>
    /// <param name="options">Declares its options; null: it has none.</param>
    public BotModuleBuilder<TState> Command(
        string path, string description, CommandHandler<TState> handle, Action<CommandOptions>? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(handle);
        CommandOptions declared = new();
        options?.Invoke(declared);
        _tree.Add(path, description, declared);
        _routes.Add(new CommandRoute<TState>(_module, path, declared.Declared, handle));
        return this;
    }

    /// <summary>Declares what happens when a component whose custom id is of this kind is used.</summary>
    /// <param name="kind">The second part of the <see cref="CustomId"/>.</param>
    /// <param name="handle">Decides what it does.</param>
    public BotModuleBuilder<TState> Component(string kind, ComponentHandler<TState> handle)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(handle);
        if (_routes.Exists(route => route is ComponentRoute<TState> && route.Path == kind))
            throw new ArgumentException($"Components of kind '{kind}' are declared twice.", nameof(kind));
        _routes.Add(new ComponentRoute<TState>(_module, kind, handle));
        return this;
    }

    /// <summary>
    /// Lets the module keep users from the commands and components of all modules. It says why, and how that can be
    /// undone, or null for whoever may pass. One per module; while the module is stopped by a fault, all may pass.
    /// </summary>
    public BotModuleBuilder<TState> Gate([Deterministic] Func<TState, Snowflake, string?> refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        if (DeclaredGate is not null)
            throw new InvalidOperationException($"The module '{_module}' has its gate already.");
        DeclaredGate = new Gate<TState>(_module, refusal);
        return this;
    }

    /// <inheritdoc cref="IModuleBuilder{TState}.Event"/>
    public BotModuleBuilder<TState> Event<TEvent>(EventType<TEvent> type)
        where TEvent : class
    {
        _inner?.Event(Seen(type));
        return this;
    }

    /// <inheritdoc cref="IModuleBuilder{TState}.Apply"/>
    public BotModuleBuilder<TState> Apply<TEvent>(
        EventType<TEvent> type, [Deterministic] Func<TState, TEvent, IApplyContext, TState> apply)
        where TEvent : class
    {
        Seen(type);
        _inner?.Apply(type, apply);
        return this;
    }

    /// <inheritdoc cref="IModuleBuilder{TState}.React"/>
    public BotModuleBuilder<TState> React<TEvent>(EventType<TEvent> type, [Deterministic] Action<TState, TEvent, IReactContext> react)
        where TEvent : class
    {
        Seen(type);
        _inner?.React(type, react);
        return this;
    }

    /// <inheritdoc cref="IModuleBuilder{TState}.Decide"/>
    public BotModuleBuilder<TState> Decide<TEvent>(EventType<TEvent> type, [Deterministic] Action<TState, TEvent, IDecideContext> decide)
        where TEvent : class
    {
        Seen(type);
        _inner?.Decide(type, decide);
        return this;
    }

    /// <inheritdoc cref="IModuleBuilder{TState}.OnTimer"/>
    public BotModuleBuilder<TState> OnTimer([Deterministic] Action<TState, TimerFired, IDecideContext> decide)
    {
        _inner?.OnTimer(decide);
        return this;
    }

    internal BotManifest ToManifest() => new(_tree.Commands, _events, _routes, DeclaredGate);

    private EventType<TEvent> Seen<TEvent>(EventType<TEvent> type)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(type);
        _events.Add(type.Name);
        return type;
    }
}
