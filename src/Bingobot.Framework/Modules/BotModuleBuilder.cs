using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>Collects what a module declares. What Discord would refuse is refused here, saying what to mend.</summary>
/// <typeparam name="TState">The state of one guild.</typeparam>
public sealed partial class BotModuleBuilder<TState>
    where TState : class
{
    private readonly string _module;
    private readonly Translations _texts;
    private readonly IModuleBuilder<TState>? _inner;
    private readonly CommandTree _tree = new();
    private readonly SortedSet<string> _events = new(StringComparer.Ordinal);
    private readonly List<Route> _routes = [];
    private readonly List<Completion> _completions = [];
    private readonly Dictionary<string, CommandOptions> _options = new(StringComparer.Ordinal);
    private Gate? _gate;

    internal BotModuleBuilder(string module, Translations texts, IModuleBuilder<TState>? inner)
    {
        _module = module;
        _texts = texts;
        _inner = inner;
    }

    /// <summary>
    /// Lets the module keep users from the commands and components of all modules. It says why, and how that can be
    /// undone, or null for whoever may pass. One per module; while the module is stopped by a fault, all may pass.
    /// </summary>
    public BotModuleBuilder<TState> Gate([Deterministic] Func<TState, Snowflake, string?> refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return Gate((state, user, _) => refusal(state, user));
    }

    /// <summary>As the other, for a refusal in the language of the user.</summary>
    public BotModuleBuilder<TState> Gate(GateKeeper<TState> keeper)
    {
        ArgumentNullException.ThrowIfNull(keeper);
        if (_gate is not null)
            throw new InvalidOperationException($"The module '{_module}' has its gate already.");
        _gate = new Gate<TState>(_module, _texts, keeper);
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

    internal BotManifest ToManifest()
    {
        var commands = _tree.Localized(_texts);
        CommandLimits.Check(commands);
        return new BotManifest(commands, _events, _routes, _completions, _gate);
    }

    private EventType<TEvent> Seen<TEvent>(EventType<TEvent> type)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(type);
        _events.Add(type.Name);
        return type;
    }
}
