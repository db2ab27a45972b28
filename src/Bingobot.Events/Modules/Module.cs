using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events;

/// <summary>
/// A feature: state that is a deterministic function of the stream, one per partition, plus what it decides and does.
/// </summary>
/// <remarks>
/// In its functions the only time, ids and randomness are the context's, and there is no I/O and no enumeration in hash
/// order. States are immutable (records, <c>ImmutableSortedDictionary</c> …): a function returns the new one.
/// </remarks>
public interface IModule
{
    /// <summary>Its stable name: lower-case letters, digits and hyphens.</summary>
    string Name { get; }

    /// <summary>Grows whenever the same events give another state or other effects than before. From 1.</summary>
    int Version { get; }

    /// <summary>Accepts a visitor that knows the type of the state. Called once, at registration.</summary>
    void Accept(IModuleVisitor visitor);
}

/// <summary>Receives a module together with the type of its state, without reflection.</summary>
public interface IModuleVisitor
{
    /// <summary>Takes the module.</summary>
    void Visit<TState>(Module<TState> module)
        where TState : class;
}

/// <summary>The base of modules.</summary>
/// <typeparam name="TState">The state of one partition: immutable, with a source-generated JSON contract.</typeparam>
public abstract class Module<TState> : IModule
    where TState : class
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public virtual int Version => 1;

    /// <summary>
    /// The oldest version of this module whose state, as JSON, this version reads and goes on from. Default: its own alone. It
    /// matters where compaction dropped events that the module read: then a new version cannot be given them again, and goes on
    /// from the state that the old one had; or it is stopped, if it cannot read that.
    /// </summary>
    public virtual int ReadsStateSince => Version;

    /// <summary>The state of a partition in which nothing has happened yet.</summary>
    public abstract TState Empty { get; }

    /// <summary>
    /// The JSON contract of the state, for <c>bingobot state</c> and for the state's hash. A set in it must be a sorted one: others are
    /// refused at registration, since they are written in hash order.
    /// </summary>
    public abstract JsonTypeInfo<TState> StateJson { get; }

    /// <summary>Declares what the module does with which events. Called once, at registration.</summary>
    public abstract void Configure(IModuleBuilder<TState> module);

    /// <inheritdoc/>
    public void Accept(IModuleVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        visitor.Visit(this);
    }
}

/// <summary>Collects what a module does with which events.</summary>
/// <typeparam name="TState">The state of one partition.</typeparam>
public interface IModuleBuilder<TState>
    where TState : class
{
    /// <summary>
    /// Declares an event type, so that it can be published or emitted. <see cref="Apply"/>, <see cref="React"/> and
    /// <see cref="Decide"/> declare theirs. The same name with another class is an error.
    /// </summary>
    IModuleBuilder<TState> Event<TEvent>(EventType<TEvent> type)
        where TEvent : class;

    /// <summary>State + event → state, live and on replay. One per event type.</summary>
    IModuleBuilder<TState> Apply<TEvent>(
        EventType<TEvent> type, [Deterministic] Func<TState, TEvent, IApplyContext, TState> apply)
        where TEvent : class;

    /// <summary>State after the event + event → effects, live and on replay. One per event type.</summary>
    IModuleBuilder<TState> React<TEvent>(EventType<TEvent> type, [Deterministic] Action<TState, TEvent, IReactContext> react)
        where TEvent : class;

    /// <summary>State after the event + event → further events. Live only: its events are recorded. One per event type.</summary>
    IModuleBuilder<TState> Decide<TEvent>(EventType<TEvent> type, [Deterministic] Action<TState, TEvent, IDecideContext> decide)
        where TEvent : class;

    /// <summary>What a due timer of this module decides. Live only: its events are recorded, after <see cref="TimerFired"/>.</summary>
    IModuleBuilder<TState> OnTimer([Deterministic] Action<TState, TimerFired, IDecideContext> decide);
}
