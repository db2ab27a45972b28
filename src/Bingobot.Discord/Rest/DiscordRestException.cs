using System.Net;

namespace Bingobot.Discord.Rest;

/// <summary>
/// A request to Discord failed. The message names the route without its ids and tokens, and what Discord said. See
/// <see href="https://docs.discord.com/developers/reference#error-messages"/>.
/// </summary>
public class DiscordRestException : Exception
{
    internal DiscordRestException(string route, string problem, RestOutcome outcome, Exception? inner = null)
        : base($"{route}: {problem}", inner)
    {
        Route = route;
        Outcome = outcome;
    }

    /// <summary>The method and the path, with names in the place of ids.</summary>
    public string Route { get; }

    /// <summary>Whether Discord did what was asked.</summary>
    public RestOutcome Outcome { get; }

    /// <summary>The HTTP status; null where no answer came.</summary>
    public HttpStatusCode? Status { get; internal init; }

    /// <summary>
    /// Discord's own number for what is wrong, 0 where it gave none. See
    /// <see href="https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"/>.
    /// </summary>
    public int Code { get; internal init; }

    /// <summary>What is wrong with which field of the body, as <c>embeds.0.title</c>; empty where nothing is told.</summary>
    public IReadOnlyList<DiscordFieldError> Errors { get; internal init; } = [];

    /// <summary>How long Discord wants to be left alone; of status 429.</summary>
    public TimeSpan? RetryAfter { get; internal init; }
}

/// <summary>One field of a body that Discord refused.</summary>
/// <param name="Path">Which field, as <c>embeds.0.title</c>; empty for the body itself.</param>
/// <param name="Code">Discord's name for the error.</param>
/// <param name="Message">What is wrong, in words.</param>
public sealed record DiscordFieldError(string Path, string Code, string Message);

/// <summary>
/// Discord refuses the bot's token. Every later request with it is refused at once without asking, since Discord bans who keeps
/// asking; requests by the token of an interaction, a webhook or a person go on. See
/// <see href="https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans"/>.
/// </summary>
public sealed class DiscordUnauthorizedException : DiscordRestException
{
    internal DiscordUnauthorizedException(string route, RestOutcome outcome = RestOutcome.NotDone)
        : base(
            route,
            "Discord refuses the bot's token (401). Reset it in the Developer Portal (Bot, Reset Token) and configure the new one.",
            outcome) => Status = HttpStatusCode.Unauthorized;
}

/// <summary>
/// So many requests were refused that Discord would soon ban the bot's address, so that nothing is sent until
/// <see cref="DiscordRestException.RetryAfter"/> has passed. Every request fails with this until then. See
/// <see href="https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans"/>.
/// </summary>
public sealed class DiscordInvalidRequestLimitException : DiscordRestException
{
    internal DiscordInvalidRequestLimitException(string route, int count, TimeSpan wait, DateTimeOffset resumesAt, RestOutcome outcome)
        : base(
            route,
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{count} requests of the last 10 minutes were refused (401, 403 or 429), so nothing is sent for {wait.TotalSeconds:0} s. The log tells which."),
            outcome)
    {
        RetryAfter = wait;
        ResumesAt = resumesAt;
    }

    /// <summary>When requests are sent again, by the client's clock.</summary>
    public DateTimeOffset ResumesAt { get; }
}
