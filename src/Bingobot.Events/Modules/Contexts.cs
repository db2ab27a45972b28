namespace Bingobot.Events;

/// <summary>What every step of a module may know beside its state: only what replay can repeat.</summary>
public interface IEventContext
{
    /// <summary>The sequence of the event at hand.</summary>
    long Sequence { get; }

    /// <summary>The time of the event at hand. It is the only clock a module has.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The partition of the event at hand.</summary>
    ulong Partition { get; }
}

/// <summary>What <c>Apply</c> may do beside returning the new state: keep durable timers.</summary>
public interface IApplyContext : IEventContext
{
    /// <summary>
    /// Sets the timer <paramref name="key"/> of this module and partition, in place of one with the same key.
    /// It fires once, at <paramref name="at"/> or as soon after as the stream is running.
    /// </summary>
    void Schedule(string key, DateTimeOffset at);

    /// <summary>Removes the timer <paramref name="key"/> of this module and partition, if there is one.</summary>
    void Cancel(string key);
}

/// <summary>What <c>React</c> may do: derive effects.</summary>
public interface IReactContext : IEventContext
{
    /// <summary>
    /// Derives an effect. Its id is a hash of (stream, sequence, module, index), so that replay derives the same one;
    /// it is executed behind the barrier of this event, unless a result of it is already recorded.
    /// </summary>
    /// <param name="type">What kind of effect it is.</param>
    /// <param name="effect">What is to be done.</param>
    /// <param name="key">Comes back in the recorded result, so that the module knows its own; may be empty.</param>
    /// <param name="lane">Effects of one lane are executed in order, one at a time; empty: no order.</param>
    /// <returns>The effect's id: 22 characters of base64url.</returns>
    string Do<TEffect>(EffectType<TEffect> type, TEffect effect, string key = "", string lane = "")
        where TEffect : class;
}

/// <summary>What <c>Decide</c> may do: emit events. It runs once, live; its events are recorded with its cause.</summary>
public interface IDecideContext : IEventContext
{
    /// <summary>
    /// Appends an event to the same partition and the same batch as the event at hand: after a crash all of them are
    /// there or none. It is recorded and applied after <c>Decide</c> returns, in the order of the calls.
    /// </summary>
    void Emit<TEvent>(EventType<TEvent> type, TEvent e)
        where TEvent : class;

    /// <summary>Runs <paramref name="next"/> after the events emitted so far have been applied, in the same batch.</summary>
    void Then([Deterministic] Action<IDecideContext> next);

    /// <summary>
    /// The newest state that the module <paramref name="module"/> has in this partition; its empty state where it has
    /// none yet; null where no such module is registered, or its state is of another type, or it is stopped.
    /// </summary>
    TState? StateOf<TState>(string module)
        where TState : class;

    /// <summary>An id of 22 characters of base64url, unique in this stream: a hash of (stream, sequence, module, index).</summary>
    string NewId();
}
