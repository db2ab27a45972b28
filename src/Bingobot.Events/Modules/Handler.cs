namespace Bingobot.Events;

/// <summary>What one module does with one event type.</summary>
internal abstract class Handler<TState>
    where TState : class
{
    public abstract bool Applies { get; }

    public abstract bool Reacts { get; }

    public abstract TState Apply(TState state, object e, IApplyContext context);

    public abstract void React(TState state, object e, IReactContext context);

    public abstract void Decide(TState state, object e, IDecideContext context);
}

/// <inheritdoc/>
internal sealed class Handler<TState, TEvent> : Handler<TState>
    where TState : class
    where TEvent : class
{
    private Func<TState, TEvent, IApplyContext, TState>? _apply;
    private Action<TState, TEvent, IReactContext>? _react;
    private Action<TState, TEvent, IDecideContext>? _decide;

    public override bool Applies => _apply is not null;

    public override bool Reacts => _react is not null;

    public bool TrySet(Func<TState, TEvent, IApplyContext, TState> apply) => TrySet(ref _apply, apply);

    public bool TrySet(Action<TState, TEvent, IReactContext> react) => TrySet(ref _react, react);

    public bool TrySet(Action<TState, TEvent, IDecideContext> decide) => TrySet(ref _decide, decide);

    public override TState Apply(TState state, object e, IApplyContext context) => _apply!(state, (TEvent)e, context);

    public override void React(TState state, object e, IReactContext context) => _react!(state, (TEvent)e, context);

    public override void Decide(TState state, object e, IDecideContext context) => _decide!(state, (TEvent)e, context);

    private static bool TrySet<TFunction>(ref TFunction? field, TFunction function)
        where TFunction : Delegate
    {
        ArgumentNullException.ThrowIfNull(function);
        if (field is not null)
            return false;
        field = function;
        return true;
    }
}
