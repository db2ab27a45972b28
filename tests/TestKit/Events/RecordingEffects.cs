using System.Collections.Concurrent;
using Bingobot.Events;

namespace Bingobot.TestKit.Events;

/// <summary>The outside world of a test: remembers what was done to it, and answers as the test says.</summary>
public sealed class RecordingEffects : IEffectExecutor
{
    private readonly ConcurrentQueue<PendingEffect> _executed = new();

    /// <summary>Every execution, in the order it began; the same id twice where an effect was tried twice.</summary>
    public IReadOnlyList<PendingEffect> Executed => [.. _executed];

    /// <summary>How an execution comes out. Default: it succeeds, with no answer.</summary>
    public Func<PendingEffect, CancellationToken, ValueTask<EffectOutcome>> Answer { get; set; } =
        (_, _) => ValueTask.FromResult<EffectOutcome>(new EffectOutcome.Succeeded(default));

    public ValueTask<EffectOutcome> ExecuteAsync(PendingEffect effect, CancellationToken cancellationToken)
    {
        _executed.Enqueue(effect);
        return Answer(effect, cancellationToken);
    }
}
