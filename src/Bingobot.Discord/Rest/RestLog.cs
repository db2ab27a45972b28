using Microsoft.Extensions.Logging;

namespace Bingobot.Discord.Rest;

/// <summary>What the REST client tells of itself. Never a token, nor a path that holds one.</summary>
internal static partial class RestLog
{
    [LoggerMessage(101, LogLevel.Warning, "{Route} is rate-limited for {Seconds:0.###} s (global: {Global})")]
    public static partial void RateLimited(ILogger logger, string route, double seconds, bool global);

    [LoggerMessage(102, LogLevel.Warning, "{Route} failed and is sent again in {Seconds:0.###} s: {Problem}")]
    public static partial void Retrying(ILogger logger, string route, double seconds, string problem);

    [LoggerMessage(103, LogLevel.Warning, "{Route} was refused with {Status}; {Count} of at most {Most} in 10 minutes")]
    public static partial void InvalidRequests(ILogger logger, string route, int status, int count, int most);

    [LoggerMessage(104, LogLevel.Error, "{Count} requests were refused in 10 minutes; nothing is sent for {Seconds:0} s")]
    public static partial void InvalidRequestLimit(ILogger logger, int count, double seconds);

    [LoggerMessage(105, LogLevel.Warning, "{Route}: there is no such webhook; it is not asked for again")]
    public static partial void WebhookGone(ILogger logger, string route);
}
