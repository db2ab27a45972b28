using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// Gives the answers to interactions. Discord takes one acknowledgement of each, so a second attempt shows by error 40060
/// that the first was done: nothing is answered twice. See
/// <see href="https://docs.discord.com/developers/interactions/receiving-and-responding"/>.
/// </summary>
/// <param name="rest">Discord.</param>
/// <param name="deferrals">What was deferred in the meantime.</param>
/// <param name="clock">The clock of Discord's ids.</param>
internal sealed class InteractionResponder(DiscordRest rest, Deferrals deferrals, TimeProvider clock)
{
    /// <summary>How long a token is good.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    public async ValueTask<EffectOutcome> RespondAsync(
        PendingEffect effect, InteractionAnswered answered, CancellationToken cancellationToken)
    {
        using var turn = await deferrals.EnterAsync(answered.Interaction, cancellationToken);
        var outcome = await AttemptAsync(effect, answered, turn.Deferred, cancellationToken);
        if (outcome is not EffectOutcome.Retry)
            turn.Settle();
        return outcome;
    }

    private async ValueTask<EffectOutcome> AttemptAsync(
        PendingEffect effect, InteractionAnswered answered, bool deferred, CancellationToken cancellationToken)
    {
        var expires = answered.Interaction.Timestamp + TokenLifetime;
        if (clock.GetUtcNow() >= expires)
        {
            return effect.Time >= expires
                ? new EffectOutcome.Failed("It reached the bot more than 15 minutes late, when Discord takes no answer any more.")
                : new EffectOutcome.Unknown("Its 15 minutes are over; whether an earlier attempt answered it cannot be known.");
        }

        try
        {
            if (deferred)
                return await AfterDeferralAsync(answered, cancellationToken);
            var response = await rest.CreateInteractionResponseAsync(
                answered.Interaction, answered.Token, ToResponse(answered), cancellationToken);
            return Placed(answered, response.Resource?.Message?.Id ?? response.Interaction.ResponseMessageId);
        }
        catch (DiscordRestException e) when (e.Code == DiscordErrors.AlreadyAcknowledged)
        {
            return await AfterAcknowledgementAsync(answered, cancellationToken);
        }
        catch (DiscordRestException e) when (e.Code == DiscordErrors.UnknownInteraction)
        {
            return new EffectOutcome.Failed("It reached the bot more than 3 seconds late, when Discord takes no answer any more.");
        }
        catch (DiscordRestException e) when (e is not DiscordUnauthorizedException)
        {
            return RestOutcomes.Of(e, idempotent: true) is EffectOutcome.Retry retry
                ? new EffectOutcome.Retry(e.RetryAfter ?? RetryAfter, retry.Reason)
                : RestOutcomes.Of(e, idempotent: true);
        }
    }

    /// <summary>The bot itself has acknowledged, and Discord waits for the answer.</summary>
    private async ValueTask<EffectOutcome> AfterDeferralAsync(InteractionAnswered answered, CancellationToken cancellationToken)
    {
        if (answered is { Kind: InteractionKind.Component, Answer.Kind: AnswerKind.Reply })
            return await FollowUpAsync(answered, cancellationToken);
        return await EditOriginalAsync(answered, cancellationToken);
    }

    /// <summary>An earlier life of the bot has acknowledged: by the answer, or by a deferral.</summary>
    private async ValueTask<EffectOutcome> AfterAcknowledgementAsync(
        InteractionAnswered answered, CancellationToken cancellationToken)
    {
        try
        {
            if (answered is not { Kind: InteractionKind.Component, Answer.Kind: AnswerKind.Reply })
                return await EditOriginalAsync(answered, cancellationToken);
            var original = await rest.GetOriginalInteractionResponseAsync(
                answered.Application, answered.Token, cancellationToken);
            return original.Id == answered.Message
                ? await FollowUpAsync(answered, cancellationToken)
                : Placed(answered, original.Id);
        }
        catch (DiscordRestException e) when (e is not DiscordUnauthorizedException)
        {
            return RestOutcomes.Of(e, idempotent: true) switch
            {
                EffectOutcome.Failed failed => new EffectOutcome.Unknown(
                    $"It was acknowledged before; what was answered cannot be known. {failed.Reason}"),
                var other => other,
            };
        }
    }

    private async ValueTask<EffectOutcome> EditOriginalAsync(InteractionAnswered answered, CancellationToken cancellationToken)
    {
        if (answered.Answer.Kind == AnswerKind.Silence)
            return Placed(answered, answered.Message);
        var message = await rest.EditOriginalInteractionResponseAsync(
            answered.Application, answered.Token, AnswerForm.ToEdit(answered.Answer.Body), cancellationToken);
        return Placed(answered, message.Id);
    }

    private async ValueTask<EffectOutcome> FollowUpAsync(InteractionAnswered answered, CancellationToken cancellationToken)
    {
        var message = AnswerForm.ToCreate(answered.Answer.Body) with
        {
            Flags = answered.Answer.Private ? MessageFlags.Ephemeral : null,
        };
        try
        {
            var written = await rest.CreateFollowupAsync(answered.Application, answered.Token, message, cancellationToken);
            return Placed(answered, written.Id);
        }
        catch (DiscordRestException e) when (e is not DiscordUnauthorizedException)
        {
            return RestOutcomes.Of(e, idempotent: false);
        }
    }

    private static EffectOutcome Placed(InteractionAnswered answered, Snowflake? message) => message is { } id
        ? RestOutcomes.Placed(answered.Channel, id)
        : new EffectOutcome.Succeeded(default);

    private static InteractionResponse ToResponse(InteractionAnswered answered) => answered.Answer.Kind switch
    {
        AnswerKind.Silence => new() { Type = InteractionCallbackType.DeferredUpdateMessage },
        AnswerKind.Update => new()
        {
            Type = InteractionCallbackType.UpdateMessage,
            Data = AnswerForm.ToCallback(answered.Answer),
        },
        _ => new()
        {
            Type = InteractionCallbackType.ChannelMessageWithSource,
            Data = AnswerForm.ToCallback(answered.Answer),
        },
    };
}
