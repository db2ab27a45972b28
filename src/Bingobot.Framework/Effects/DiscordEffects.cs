using System.Text.Json;
using Bingobot.Discord.Rest;
using Bingobot.Events;
using Microsoft.Extensions.Logging;

namespace Bingobot.Framework;

/// <summary>Does effects by Discord's REST API, and says precisely how each came out.</summary>
internal sealed partial class DiscordEffects(
    MessageEffects messages, InteractionResponder responder, Action<DiscordUnauthorizedException> refused, ILogger logger)
    : IEffectExecutor, IEffectReconciler
{
    private static readonly TimeSpan RefusedRetry = TimeSpan.FromMinutes(1);

    public async ValueTask<EffectOutcome> ExecuteAsync(PendingEffect effect, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = effect.Kind switch
            {
                "message.create" => await messages.CreateAsync(
                    effect, Read(effect, DiscordEffectTypes.MessageCreate), cancellationToken),
                "message.edit" => await messages.EditAsync(
                    Read(effect, DiscordEffectTypes.MessageEdit), cancellationToken),
                "interaction.respond" => await RespondAsync(effect, cancellationToken),
                _ => new EffectOutcome.Failed($"This bot cannot do '{effect.Kind}'."),
            };
            Log(effect, outcome);
            return outcome;
        }
        catch (DiscordUnauthorizedException e)
        {
            refused(e);
            return new EffectOutcome.Retry(RefusedRetry, e.Message);
        }
        catch (JsonException e)
        {
            return new EffectOutcome.Failed($"The effect cannot be read: {e.Message}");
        }
    }

    public async ValueTask<EffectReconciliation> ReconcileAsync(PendingEffect effect, CancellationToken cancellationToken)
    {
        try
        {
            return effect.Kind == DiscordEffectTypes.MessageCreate.Name
                ? await messages.ReconcileAsync(effect, Read(effect, DiscordEffectTypes.MessageCreate), cancellationToken)
                : new EffectReconciliation.Undecidable($"This bot cannot find out whether '{effect.Kind}' was done.");
        }
        catch (DiscordUnauthorizedException e)
        {
            refused(e);
            return new EffectReconciliation.Retry(RefusedRetry, e.Message);
        }
        catch (JsonException e)
        {
            return new EffectReconciliation.Undecidable($"The effect cannot be read: {e.Message}");
        }
    }

    private async ValueTask<EffectOutcome> RespondAsync(PendingEffect effect, CancellationToken cancellationToken)
    {
        var answered = Read(effect, DiscordEffectTypes.InteractionRespond);
        if (answered.Fault is { } fault)
            LogFault(answered.Module, answered.Interaction.Value, fault);
        return await responder.RespondAsync(effect, answered, cancellationToken);
    }

    private static TEffect Read<TEffect>(PendingEffect effect, EffectType<TEffect> type)
        where TEffect : class =>
        JsonSerializer.Deserialize(effect.Data.Span, type.Json) ?? throw new JsonException("null");

    private void Log(PendingEffect effect, EffectOutcome outcome)
    {
        switch (outcome)
        {
            case EffectOutcome.Failed failed:
                LogFailed(effect.Kind, effect.Id, effect.Sequence, failed.Reason);
                break;
            case EffectOutcome.Unknown unknown:
                LogUnknown(effect.Kind, effect.Id, effect.Sequence, unknown.Reason);
                break;
            case EffectOutcome.Retry retry:
                LogRetry(effect.Kind, effect.Id, effect.Sequence, retry.After.TotalSeconds, retry.Reason);
                break;
            case EffectOutcome.InDoubt doubt:
                LogInDoubt(effect.Kind, effect.Id, effect.Sequence, doubt.Reason);
                break;
            case EffectOutcome.Succeeded:
                break;
        }
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Error, Message = "The module {Module} failed at interaction {Interaction}: {Fault}")]
    private partial void LogFault(string module, ulong interaction, string fault);

    [LoggerMessage(EventId = 11, Level = LogLevel.Warning, Message = "{Kind} {Effect} of event {Sequence} was not done: {Reason}")]
    private partial void LogFailed(string kind, string effect, long sequence, string reason);

    [LoggerMessage(EventId = 12, Level = LogLevel.Warning, Message = "It cannot be known whether {Kind} {Effect} of event {Sequence} was done: {Reason}")]
    private partial void LogUnknown(string kind, string effect, long sequence, string reason);

    [LoggerMessage(EventId = 13, Level = LogLevel.Information, Message = "{Kind} {Effect} of event {Sequence} is tried again in {Seconds} s: {Reason}")]
    private partial void LogRetry(string kind, string effect, long sequence, double seconds, string reason);

    [LoggerMessage(EventId = 14, Level = LogLevel.Information, Message = "{Kind} {Effect} of event {Sequence} is in doubt: {Reason}")]
    private partial void LogInDoubt(string kind, string effect, long sequence, string reason);
}
