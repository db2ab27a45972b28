using System.Net;
using System.Text.Json;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>What a failed request means for the effect it was to do.</summary>
internal static class RestOutcomes
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <param name="e">How it failed.</param>
    /// <param name="idempotent">Whether to do it twice is to do it once.</param>
    public static EffectOutcome Of(DiscordRestException e, bool idempotent) => e switch
    {
        { Outcome: RestOutcome.Done } => new EffectOutcome.Succeeded(default),
        { Status: HttpStatusCode.TooManyRequests } or { RetryAfter: not null } when idempotent || e.Outcome == RestOutcome.NotDone =>
            new EffectOutcome.Retry(e.RetryAfter ?? RetryAfter, e.Message),
        { Outcome: RestOutcome.Unknown } => idempotent
            ? new EffectOutcome.Retry(RetryAfter, e.Message)
            : new EffectOutcome.Unknown(e.Message),
        { Status: null } or { Status: >= HttpStatusCode.InternalServerError } => new EffectOutcome.Retry(RetryAfter, e.Message),
        _ => new EffectOutcome.Failed(e.Message),
    };

    public static EffectOutcome Placed(Snowflake channel, Snowflake message) =>
        new EffectOutcome.Succeeded(ResultOf(channel, message));

    /// <summary>The result of an effect that placed a message, as JSON.</summary>
    public static byte[] ResultOf(Snowflake channel, Snowflake message) =>
        JsonSerializer.SerializeToUtf8Bytes(new PlacedMessage(channel, message), FrameworkJson.Default.PlacedMessage);
}

/// <summary>
/// Discord's numbers for what can go wrong. See
/// <see href="https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes"/>.
/// </summary>
internal static class DiscordErrors
{
    public const int UnknownInteraction = 10062;
    public const int AlreadyAcknowledged = 40060;
}
