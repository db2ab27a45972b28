using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>Writes and changes messages.</summary>
/// <param name="rest">Discord.</param>
/// <param name="clock">The clock by which the stream's events are timed.</param>
internal sealed class MessageEffects(DiscordRest rest, TimeProvider clock)
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
            var placed = clock.GetUtcNow() - effect.Time > NonceMemory
                ? await FindAsync(effect, message, cancellationToken)
                : null;
            placed ??= await rest.CreateMessageAsync(
                message.Channel,
                AnswerForm.ToCreate(message.Body) with { Nonce = effect.Id, EnforceNonce = true },
                cancellationToken);
            return RestOutcomes.Placed(message.Channel, placed.Id);
        }
        catch (DiscordRestException e) when (e is not DiscordUnauthorizedException)
        {
            return RestOutcomes.Of(e, idempotent: true);
        }
    }

    public async ValueTask<EffectOutcome> EditAsync(MessageToEdit edit, CancellationToken cancellationToken)
    {
        try
        {
            await rest.EditMessageAsync(edit.Channel, edit.Message, AnswerForm.ToEdit(edit.Body), cancellationToken);
            return RestOutcomes.Placed(edit.Channel, edit.Message);
        }
        catch (DiscordRestException e) when (e is not DiscordUnauthorizedException)
        {
            return RestOutcomes.Of(e, idempotent: true);
        }
    }

    /// <summary>
    /// A message that an earlier life of the bot wrote for this effect without recording it. Discord forgets the nonce
    /// after minutes, so it is told by its text and its time; null where there is none, or where the bot may not look.
    /// </summary>
    private async Task<Message?> FindAsync(PendingEffect effect, MessageToCreate message, CancellationToken cancellationToken)
    {
        try
        {
            var since = Snowflake.From(effect.Time - ClockDifference);
            var messages = await rest.GetChannelMessagesAsync(
                message.Channel, MostMessages, after: since, cancellationToken: cancellationToken);
            return messages.FirstOrDefault(m => m.Author.Bot == true
                && (m.Nonce == effect.Id || m.Content == message.Body.Text));
        }
        catch (DiscordRestException e) when (e is { Outcome: RestOutcome.NotDone, Status: System.Net.HttpStatusCode.Forbidden })
        {
            return null;
        }
    }
}
