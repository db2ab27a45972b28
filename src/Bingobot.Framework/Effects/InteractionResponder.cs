using System.Net;
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
/// <param name="writer">Puts answers into Discord's form.</param>
/// <param name="deferrals">What was deferred in the meantime.</param>
/// <param name="clock">The clock of Discord's ids.</param>
internal sealed class InteractionResponder(DiscordRest rest, MessageWriter writer, Deferrals deferrals, TimeProvider clock)
{
    /// <summary>How long a token is good.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    public async ValueTask<EffectOutcome> RespondAsync(
        PendingEffect effect, InteractionAnswered answered, CancellationToken cancellationToken)
    {
        using var turn = await deferrals.EnterAsync(answered.Interaction, cancellationToken);
        var outcome = await AttemptAsync(effect, answered, turn.Deferral, cancellationToken);
        if (outcome is not EffectOutcome.Retry)
            turn.Settle();
        return outcome;
    }

    private async ValueTask<EffectOutcome> AttemptAsync(
        PendingEffect effect, InteractionAnswered answered, Deferral deferral, CancellationToken cancellationToken)
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
            if (deferral != Deferral.None)
                return await AfterDeferralAsync(InTime(answered), deferral, cancellationToken);
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

    /// <summary>What can still be said once it is acknowledged: a modal opens at once or not at all.</summary>
    private static InteractionAnswered InTime(InteractionAnswered answered) => answered.Answer.Kind == AnswerKind.Modal
        ? answered with { Answer = Answer.Whisper(FrameworkTexts.In(answered.Locale).Say(FrameworkTexts.ModalTooLate)) }
        : answered;

    /// <summary>Discord waits for the answer, as the deferral said.</summary>
    private async ValueTask<EffectOutcome> AfterDeferralAsync(
        InteractionAnswered answered, Deferral deferral, CancellationToken cancellationToken)
    {
        if (answered.Message is not null)
        {
            return answered.Answer.Kind == AnswerKind.Reply
                ? await FollowUpAsync(answered, cancellationToken)
                : await EditOriginalAsync(answered, cancellationToken);
        }
        if (answered.Answer.Private == (deferral == Deferral.Private))
            return await EditOriginalAsync(answered, cancellationToken);
        return await BesideAsync(answered, cancellationToken);
    }

    /// <summary>
    /// Who sees a deferred answer is fixed by the deferral. Where that was not foreseen, the place of the answer says that it
    /// is given otherwise, and it follows.
    /// </summary>
    private async ValueTask<EffectOutcome> BesideAsync(InteractionAnswered answered, CancellationToken cancellationToken)
    {
        var note = FrameworkTexts.In(answered.Locale).Say(
            answered.Answer.Private ? FrameworkTexts.AnsweredPrivately : FrameworkTexts.AnsweredBelow);
        await rest.EditOriginalInteractionResponseAsync(
            answered.Application, answered.Token, writer.ToEdit(new MessageBody(note)), cancellationToken);
        return await FollowUpAsync(answered, cancellationToken);
    }

    /// <summary>An earlier life of the bot, or an attempt without an end, has acknowledged: by the answer, or by a deferral.</summary>
    private async ValueTask<EffectOutcome> AfterAcknowledgementAsync(
        InteractionAnswered answered, CancellationToken cancellationToken)
    {
        try
        {
            return answered.Message is { } message
                ? await AcknowledgedOnMessageAsync(answered, message, cancellationToken)
                : await AcknowledgedAsync(answered, cancellationToken);
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

    private async ValueTask<EffectOutcome> AcknowledgedOnMessageAsync(
        InteractionAnswered answered, Snowflake message, CancellationToken cancellationToken)
    {
        if (answered.Answer.Kind == AnswerKind.Modal)
            return new EffectOutcome.Unknown("It was acknowledged before; whether the modal opened cannot be known.");
        if (answered.Answer.Kind != AnswerKind.Reply)
            return await EditOriginalAsync(answered, cancellationToken);
        var original = await rest.GetOriginalInteractionResponseAsync(answered.Application, answered.Token, cancellationToken);
        return original.Id == message
            ? await FollowUpAsync(answered, cancellationToken)
            : Placed(answered, original.Id);
    }

    private async ValueTask<EffectOutcome> AcknowledgedAsync(InteractionAnswered answered, CancellationToken cancellationToken)
    {
        Message original;
        try
        {
            original = await rest.GetOriginalInteractionResponseAsync(answered.Application, answered.Token, cancellationToken);
        }
        catch (DiscordRestException e) when (answered.Answer.Kind == AnswerKind.Modal && e.Status == HttpStatusCode.NotFound)
        {
            // A deferral would have left a message: the modal was what acknowledged it.
            return new EffectOutcome.Succeeded(default);
        }

        var flags = original.Flags ?? MessageFlags.None;
        var sayable = InTime(answered);
        if (sayable.Answer.Private == flags.HasFlag(MessageFlags.Ephemeral))
            return await EditOriginalAsync(sayable, cancellationToken);
        return flags.HasFlag(MessageFlags.Loading)
            ? await BesideAsync(sayable, cancellationToken)
            : new EffectOutcome.Unknown("It was deferred and its place was taken; whether the answer followed cannot be known.");
    }

    private async ValueTask<EffectOutcome> EditOriginalAsync(InteractionAnswered answered, CancellationToken cancellationToken)
    {
        if (answered.Answer.Kind == AnswerKind.Silence)
            return Placed(answered, answered.Message);
        var message = await rest.EditOriginalInteractionResponseAsync(
            answered.Application, answered.Token, writer.ToEdit(answered.Answer.Body), cancellationToken);
        return Placed(answered, message.Id);
    }

    private async ValueTask<EffectOutcome> FollowUpAsync(InteractionAnswered answered, CancellationToken cancellationToken)
    {
        var message = writer.ToCreate(answered.Answer.Body);
        if (answered.Answer.Private)
            message = message with { Flags = message.Flags.GetValueOrDefault() | MessageFlags.Ephemeral };
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

    private InteractionResponse ToResponse(InteractionAnswered answered) => answered.Answer.Kind switch
    {
        AnswerKind.Silence => new() { Type = InteractionCallbackType.DeferredUpdateMessage },
        AnswerKind.Modal => new() { Type = InteractionCallbackType.Modal, Data = writer.ToModal(answered.Answer.Modal!) },
        AnswerKind.Update => new()
        {
            Type = InteractionCallbackType.UpdateMessage,
            Data = writer.ToCallback(answered.Answer),
        },
        _ => new()
        {
            Type = InteractionCallbackType.ChannelMessageWithSource,
            Data = writer.ToCallback(answered.Answer),
        },
    };
}
