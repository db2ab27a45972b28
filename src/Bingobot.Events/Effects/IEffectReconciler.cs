namespace Bingobot.Events;

/// <summary>What became of an effect, as far as the other side tells.</summary>
public abstract record EffectReconciliation
{
    private EffectReconciliation()
    {
    }

    /// <summary>It was done; <paramref name="Result"/> is UTF-8 JSON, or empty.</summary>
    public sealed record Done(ReadOnlyMemory<byte> Result) : EffectReconciliation;

    /// <summary>It was not done, or to do it with the same id does it once: it is tried.</summary>
    public sealed record NotDone : EffectReconciliation;

    /// <summary>It cannot be found out: it is recorded as unknown.</summary>
    public sealed record Undecidable(string Reason) : EffectReconciliation;

    /// <summary>The other side cannot be asked now: it is asked again after <paramref name="After"/>.</summary>
    public sealed record Retry(TimeSpan After, string Reason) : EffectReconciliation;
}

/// <summary>
/// What an <see cref="IEffectExecutor"/> also implements where it does effects of the policy <see cref="OnUnknown.Reconcile"/>.
/// </summary>
public interface IEffectReconciler
{
    /// <summary>
    /// Finds out whether an effect that is in doubt was done. Called as <see cref="IEffectExecutor.ExecuteAsync"/> is, in the
    /// effect's turn; an exception counts as <see cref="EffectReconciliation.Retry"/> with back-off.
    /// </summary>
    ValueTask<EffectReconciliation> ReconcileAsync(PendingEffect effect, CancellationToken cancellationToken);
}
