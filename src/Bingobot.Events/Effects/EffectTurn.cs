using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>Records what happens to effects.</summary>
internal interface IEffectJournal
{
    /// <summary>Records that an attempt is about to begin; completes when that is durable.</summary>
    /// <returns>False where the effect is not pending any more: it must not be attempted.</returns>
    ValueTask<bool> RecordStartAsync(PendingEffect effect);

    /// <summary>Records how an effect came out; completes when that is durable.</summary>
    ValueTask RecordResultAsync(PendingEffect effect, EffectOutcome outcome);
}

/// <summary>
/// One turn of an effect: asking what became of it where it is in doubt, then an attempt, as its policy has it. Thread-safe.
/// </summary>
/// <param name="executor">Does the effects.</param>
/// <param name="options">Bounds, clock and logger.</param>
/// <param name="journal">Takes the mark that an attempt begins.</param>
/// <param name="telemetry">Counts attempts.</param>
internal sealed partial class EffectTurn(
    IEffectExecutor executor, EventStreamOptions options, IEffectJournal journal, StreamTelemetry telemetry)
{
    private readonly ILogger _logger = options.Logger;

    /// <summary>Takes the turn.</summary>
    /// <returns>
    /// What came of it: a result, or <see cref="EffectOutcome.Retry"/>; null where the program stops, or the effect is not pending.
    /// </returns>
    public async ValueTask<EffectOutcome?> TakeAsync(EffectWork work, CancellationToken cancellationToken)
    {
        work.Tries++;
        EffectOutcome? outcome = work.IsInDoubt ? await ResolveAsync(work, cancellationToken).ConfigureAwait(false) : null;
        if (cancellationToken.IsCancellationRequested && outcome is null)
            return null;
        if (outcome is null)
        {
            if (!await MarkAsync(work).ConfigureAwait(false))
                return null;
            outcome = await AttemptAsync(work, cancellationToken).ConfigureAwait(false);
        }

        int most = work.Effect.Policy.Attempts ?? options.EffectAttempts;
        if (outcome is not EffectOutcome.Retry retry || work.Tries < most)
            return outcome;
        LogGivenUp(work.Effect.Kind, work.Effect.Id, work.Tries, retry.Reason);
        return new EffectOutcome.Unknown($"Given up after {work.Tries} tries: {retry.Reason}");
    }

    /// <summary>What is done about an effect that may have been done.</summary>
    /// <returns>A result, or when to ask again; null where it is to be attempted.</returns>
    private ValueTask<EffectOutcome?> ResolveAsync(EffectWork work, CancellationToken cancellationToken)
    {
        switch (work.Effect.Policy.OnUnknown)
        {
            case OnUnknown.Reconcile:
                return ReconcileAsync(work, cancellationToken);
            case OnUnknown.GiveUp when work.IsStarted:
                return ValueTask.FromResult<EffectOutcome?>(new EffectOutcome.Unknown(
                    "An attempt began before the program stopped; whether it was done cannot be known."));
            case OnUnknown.GiveUp:
                // Without the mark nothing was attempted, unless before a person asked for another try.
                work.IsInDoubt = work.Effect.IsInDoubt;
                return ValueTask.FromResult<EffectOutcome?>(null);
            default:
                return ValueTask.FromResult<EffectOutcome?>(null);
        }
    }

    private async ValueTask<EffectOutcome?> ReconcileAsync(EffectWork work, CancellationToken cancellationToken)
    {
        PendingEffect effect = work.Effect;
        if (executor is not IEffectReconciler reconciler)
            return UndecidedUnlessForced(work, $"The executor cannot find out whether {effect.Kind} was done.");
        EffectReconciliation found;
        try
        {
            found = await WithinAsync(
                effect, token => reconciler.ReconcileAsync(effect with { IsInDoubt = true }, token), cancellationToken).ConfigureAwait(false)
                ?? throw NoAnswer(effect, nameof(IEffectReconciler.ReconcileAsync));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogNotReconciled(fault, effect.Kind, effect.Id, work.Tries);
            return new EffectOutcome.Retry(TimeSpan.Zero, ErrorText.Of(fault));
        }

        switch (found)
        {
            case EffectReconciliation.Done done:
                return new EffectOutcome.Succeeded(done.Result);
            case EffectReconciliation.Undecidable undecidable:
                return UndecidedUnlessForced(work, undecidable.Reason);
            case EffectReconciliation.Retry retry:
                return new EffectOutcome.Retry(retry.After, retry.Reason);
            default:
                work.IsInDoubt = false;
                return null;
        }
    }

    /// <summary>Who asked for another try, knowing that nobody can tell, gets one.</summary>
    private static EffectOutcome.Unknown? UndecidedUnlessForced(EffectWork work, string reason)
    {
        if (!work.IsForced)
            return new EffectOutcome.Unknown(reason);
        work.IsForced = false;
        return null;
    }

    /// <summary>What must not be attempted twice is marked before it is attempted once.</summary>
    private async ValueTask<bool> MarkAsync(EffectWork work)
    {
        if (work.Effect.Policy.OnUnknown != OnUnknown.GiveUp || work.IsStarted)
            return true;
        if (!await journal.RecordStartAsync(work.Effect).ConfigureAwait(false))
            return false;
        work.IsStarted = true;
        return true;
    }

    private async ValueTask<EffectOutcome?> AttemptAsync(EffectWork work, CancellationToken cancellationToken)
    {
        PendingEffect effect = work.Effect;
        bool mayBeDone = work.IsInDoubt;
        long began = StreamTelemetry.Start(telemetry.EffectDuration);
        EffectOutcome outcome;
        try
        {
            outcome = await WithinAsync(
                effect, token => executor.ExecuteAsync(effect with { IsInDoubt = mayBeDone }, token), cancellationToken)
                .ConfigureAwait(false)
                ?? throw NoAnswer(effect, nameof(IEffectExecutor.ExecuteAsync));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogAttemptFailed(fault, effect.Kind, effect.Id, work.Tries);
            outcome = new EffectOutcome.InDoubt(ErrorText.Of(fault));
        }

        telemetry.Attempted(began, effect.Kind, outcome);
        if (outcome is not EffectOutcome.InDoubt doubt)
            return outcome;
        work.IsInDoubt = true;
        return effect.Policy.OnUnknown == OnUnknown.GiveUp
            ? new EffectOutcome.Unknown(doubt.Reason)
            : new EffectOutcome.Retry(TimeSpan.Zero, doubt.Reason);
    }

    /// <summary>An answer that is none: what it stands for cannot be told.</summary>
    private InvalidOperationException NoAnswer(PendingEffect effect, string method) => new(
        $"{executor.GetType().Name}.{method} returned null for {effect.Kind}; an answer is expected, whatever came of it.");

    private async ValueTask<TAnswer> WithinAsync<TAnswer>(
        PendingEffect effect, Func<CancellationToken, ValueTask<TAnswer>> call, CancellationToken cancellationToken)
    {
        if (effect.Policy.Timeout is not { } timeout)
            return await call(cancellationToken).ConfigureAwait(false);
        using var late = new CancellationTokenSource(timeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await call(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer came within {timeout}.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The effect {Kind} {Id} failed at try {Tries}, and is in doubt.")]
    private partial void LogAttemptFailed(Exception fault, string kind, string id, int tries);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether the effect {Kind} {Id} was done could not be asked at try {Tries}.")]
    private partial void LogNotReconciled(Exception fault, string kind, string id, int tries);

    [LoggerMessage(Level = LogLevel.Error, Message = "The effect {Kind} {Id} is given up after {Tries} tries: {Reason}")]
    private partial void LogGivenUp(string kind, string id, int tries, string reason);
}
