using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// What a handler decides: events, and an answer. An <see cref="Framework.Answer"/> alone is a decision too, so a refusal is
/// <c>return Answer.Whisper("…")</c>.
/// </summary>
/// <typeparam name="TState">The state of the module.</typeparam>
public sealed class Decision<TState>
    where TState : class
{
    private readonly List<Action<IDecideContext>> _emits = [];
    private Func<TState, IStates, Answer> _answer = static (_, _) => new Answer { Kind = AnswerKind.Silence };

    /// <summary>Decides that an event happened, after those before. All are in one batch: after a crash all are there or none.</summary>
    public Decision<TState> Emit<TEvent>(EventType<TEvent> type, TEvent e)
        where TEvent : class
    {
        _emits.Add(context => context.Emit(type, e));
        return this;
    }

    /// <summary>Answers by the state that the module has after the events.</summary>
    public Decision<TState> Answer([Deterministic] Func<TState, Answer> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _answer = (state, _) => answer(state);
        return this;
    }

    /// <summary>Answers by the states that this and other modules have after the events.</summary>
    public Decision<TState> Answer([Deterministic] Func<TState, IStates, Answer> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _answer = answer;
        return this;
    }

    /// <summary>Answers without events.</summary>
    public static implicit operator Decision<TState>(Answer answer) => new Decision<TState>().Answer(_ => answer);

    internal void EmitTo(IDecideContext context)
    {
        foreach (var emit in _emits)
            emit(context);
    }

    internal Answer AnswerFor(TState state, IStates others) => _answer(state, others);
}
