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
    /// <summary>
    /// How long Discord is trusted to know a nonce: it says "a few minutes". See
    /// <see href="https://docs.discord.com/developers/resources/message#create-message"/>.
    /// </summary>
    private static readonly TimeSpan NonceMemory = TimeSpan.FromMinutes(2);

    /// <summary>How much the clocks of Discord and this machine may differ.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    private const int MostMessages = 100;

    public async ValueTask<EffectOutcome> CreateAsync(
        PendingEffect effect, MessageToCreate message, CancellationToken cancellationToken)
    {
        try
        {
            var placed = await rest.CreateMessageAsync(
                message.Channel,
                writer.ToCreate(message.Body) with { Nonce = effect.Id, EnforceNonce = true },
                cancellationToken);
            return RestOutcomes.Placed(message.Channel, placed.Id);
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
    /// does it once, and tells the message. Later it is told by its nonce, or its text and its time.
    /// </summary>
    public async ValueTask<EffectReconciliation> ReconcileAsync(
        PendingEffect effect, MessageToCreate message, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() - effect.Time <= NonceMemory)
            return new EffectReconciliation.NotDone();
        try
        {
            return await FindAsync(effect, message, cancellationToken) is { } found
                ? new EffectReconciliation.Done(RestOutcomes.ResultOf(message.Channel, found.Id))
                : new EffectReconciliation.NotDone();
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

    /// <summary>A message of the bot that was written for this effect; null where there is none.</summary>
    private async Task<Message?> FindAsync(PendingEffect effect, MessageToCreate message, CancellationToken cancellationToken)
    {
        var since = Snowflake.From(effect.Time - ClockDifference);
        var messages = await rest.GetChannelMessagesAsync(
            message.Channel, MostMessages, after: since, cancellationToken: cancellationToken);
        return messages.FirstOrDefault(m => m.Author.Bot == true
            && (m.Nonce == effect.Id || m.Content == message.Body.Text));
    }
}
