using System.Collections.Concurrent;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>Writes and changes messages.</summary>
/// <param name="rest">Discord.</param>
/// <param name="writer">Puts messages into Discord's form.</param>
/// <param name="clock">The clock by which the stream's events are timed.</param>
internal sealed class MessageEffects(DiscordRest rest, MessageWriter writer, TimeProvider clock)
{
    private readonly MessageSearch _search = new(rest);

    /// <summary>Effects that may have been done, whose next attempt is kept from doubling them by the nonce alone.</summary>
    private readonly ConcurrentDictionary<string, byte> _keptByNonce = new(StringComparer.Ordinal);

    public async ValueTask<EffectOutcome> CreateAsync(
        PendingEffect effect, MessageToCreate message, CancellationToken cancellationToken)
    {
        TimeSpan? left = _keptByNonce.TryRemove(effect.Id, out _) ? NonceLeft(effect) : null;
        if (left <= TimeSpan.Zero)
            return new EffectOutcome.InDoubt("Discord may have forgotten the nonce of an earlier attempt.");
        using CancellationTokenSource forgotten = new(left ?? Timeout.InfiniteTimeSpan, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(forgotten.Token, cancellationToken);
        try
        {
            var placed = await rest.CreateMessageAsync(
                message.Channel,
                writer.ToCreate(message.Body) with { Nonce = effect.Id, EnforceNonce = true },
                either.Token);
            return RestOutcomes.Placed(message.Channel, placed.Id);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new EffectOutcome.InDoubt("It was not answered before Discord may have forgotten the nonce of an earlier attempt.");
        }
        catch (DiscordRestException e) when (e is not DiscordUnauthorizedException)
        {
            return RestOutcomes.Of(e, idempotent: false) switch
            {
                EffectOutcome.Unknown unknown => new EffectOutcome.InDoubt(unknown.Reason),
                var other => other,
            };
        }
    }

    /// <summary>
    /// Finds out whether a message was written by an attempt whose end is not known. While Discord knows the nonce, trying again
    /// does it once, and tells the message. Later it is looked for in the channel.
    /// </summary>
    public async ValueTask<EffectReconciliation> ReconcileAsync(
        PendingEffect effect, MessageToCreate message, CancellationToken cancellationToken)
    {
        if (NonceLeft(effect) > TimeSpan.Zero)
        {
            _keptByNonce[effect.Id] = 0;
            return new EffectReconciliation.NotDone();
        }
        try
        {
            return await _search.FindAsync(effect, message, cancellationToken);
        }
        catch (DiscordRestException e) when (e is not DiscordUnauthorizedException)
        {
            return RestOutcomes.Of(e, idempotent: true) switch
            {
                EffectOutcome.Retry retry => new EffectReconciliation.Retry(retry.After, retry.Reason),
                _ => new EffectReconciliation.Undecidable(
                    $"Whether an earlier attempt wrote it cannot be known, since the channel cannot be read: {e.Message}"),
            };
        }
    }

    public async ValueTask<EffectOutcome> EditAsync(MessageToEdit edit, CancellationToken cancellationToken)
    {
        try
        {
            await rest.EditMessageAsync(edit.Channel, edit.Message, writer.ToEdit(edit.Body), cancellationToken);
            return RestOutcomes.Placed(edit.Channel, edit.Message);
        }
        catch (DiscordRestException e) when (e is not DiscordUnauthorizedException)
        {
            return RestOutcomes.Of(e, idempotent: true);
        }
    }

    /// <summary>How long Discord still knows the nonce of an attempt, however early that was.</summary>
    private TimeSpan NonceLeft(PendingEffect effect) => effect.Time + CreateMessage.NonceMemory - clock.GetUtcNow();
}
