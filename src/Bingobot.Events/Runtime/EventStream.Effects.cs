namespace Bingobot.Events;

/// <content>Effects: what came of them, and what people ask for.</content>
public sealed partial class EventStream : IEffectJournal, IStreamGauges
{
    int IStreamGauges.QueueDepth => _writer.QueueDepth;

    StreamSnapshot IStreamGauges.Durable => Capture();

    long IStreamGauges.LastSequence => _recent.Last;

    internal StreamTelemetry Telemetry => _telemetry;

    /// <summary>
    /// Makes a dead letter (<see cref="StreamSnapshot.DeadLetters"/>) pending again, with the same id: it is executed once that is
    /// durable, or at the next start where the stream executes no effects. Cancelling is of effect until it is queued, not after.
    /// </summary>
    /// <param name="id">The effect's id.</param>
    /// <param name="ct">Ends waiting for a place in the queue.</param>
    /// <returns>Whether it was a dead letter, and is pending now, durably.</returns>
    /// <exception cref="StreamFailedException">The stream failed.</exception>
    public ValueTask<bool> RetryEffectAsync(string id, CancellationToken ct = default) =>
        RecordOnDeadLetterAsync(id, effect => EffectResultWriter.WriteRetry(_catalog, effect), ct);

    /// <summary>Strikes a dead letter off the list. Cancelling is of effect until it is queued, not after.</summary>
    /// <param name="id">The effect's id.</param>
    /// <param name="reason">Why, for people; may be empty. Beyond 4,096 characters it is shortened.</param>
    /// <param name="ct">Ends waiting for a place in the queue.</param>
    /// <returns>Whether it was a dead letter, and is none now, durably.</returns>
    /// <exception cref="StreamFailedException">The stream failed.</exception>
    public ValueTask<bool> DiscardEffectAsync(string id, string reason, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return RecordOnDeadLetterAsync(id, effect => EffectResultWriter.WriteDiscard(_catalog, effect, reason), ct);
    }

    async ValueTask<bool> IEffectJournal.RecordStartAsync(PendingEffect effect)
    {
        PreparedEvent started = EffectResultWriter.WriteStart(_catalog, effect);
        WorkItem item = WorkItem.Rent(started, effect.Partition, effect: effect);
        return await _writer.DoAsync(item, CancellationToken.None).ConfigureAwait(false) > 0;
    }

    async ValueTask IEffectJournal.RecordResultAsync(PendingEffect effect, EffectOutcome outcome)
    {
        PreparedEvent result = EffectResultWriter.Write(_catalog, effect, outcome);
        WorkItem item = WorkItem.Rent(result, effect.Partition, effect: effect);
        if (await _writer.DoAsync(item, CancellationToken.None).ConfigureAwait(false) > 0)
            _telemetry.CountResult(effect.Kind, outcome);
    }

    private async ValueTask<bool> RecordOnDeadLetterAsync(
        string id, Func<PendingEffect, PreparedEvent> write, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (Capture().FindDeadLetter(id) is not { } letter)
            return false;
        WorkItem item = WorkItem.Rent(write(letter.Effect), letter.Effect.Partition, effect: letter.Effect, isOfDeadLetter: true);
        return await _writer.DoAsync(item, ct).ConfigureAwait(false) > 0;
    }
}
