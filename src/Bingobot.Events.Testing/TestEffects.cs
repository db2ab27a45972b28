using System.Collections.Concurrent;

namespace Bingobot.Events.Testing;

/// <summary>The outside world of a test: remembers what was done to it, and answers as the test says. Thread-safe.</summary>
public sealed class TestEffects : IEffectExecutor
{
    private readonly ConcurrentQueue<PendingEffect> _executed = new();
    private readonly ConcurrentDictionary<string, bool> _atRest = new(StringComparer.Ordinal);

    /// <summary>Every execution, in the order it began; the same id twice where an effect was tried twice.</summary>
    public IReadOnlyList<PendingEffect> Executed => [.. _executed];

    /// <summary>
    /// How an execution comes out; null where there is no answer: the effect then stays pending until the next start. Default:
    /// it succeeds, with no result.
    /// </summary>
    public Func<PendingEffect, EffectOutcome?> Answer { get; set; } = static _ => new EffectOutcome.Succeeded(default);

    /// <inheritdoc/>
    public async ValueTask<EffectOutcome> ExecuteAsync(PendingEffect effect, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(effect);
        _atRest.TryRemove(effect.Id, out _);
        _executed.Enqueue(effect);
        EffectOutcome? outcome = Answer(effect);
        if (outcome is EffectOutcome.Retry)
            _atRest[effect.Id] = true;
        if (outcome is not null)
            return outcome;
        _atRest[effect.Id] = false;
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return new EffectOutcome.Unknown("The test gave no answer.");
    }

    /// <summary>
    /// How many of these effects asked to be tried again, and were not yet; null where something comes of them before time passes or
    /// the stream is opened again. Each is looked at once: asked twice, one that begins in between would be neither.
    /// </summary>
    internal int? RetriesAtRest(IEnumerable<PendingEffect> inOrder)
    {
        int retries = 0;
        var heldUp = new HashSet<string>(StringComparer.Ordinal);
        foreach (PendingEffect effect in inOrder)
        {
            bool rests = _atRest.TryGetValue(effect.Id, out bool isRetry);
            if (!rests && (effect.Lane.Length == 0 || !heldUp.Contains(effect.Lane)))
                return null;
            if (isRetry)
                retries++;
            heldUp.Add(effect.Lane);
        }

        return retries;
    }

    internal void Forget() => _atRest.Clear();
}
