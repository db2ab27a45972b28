using Microsoft.Extensions.Logging;

namespace Bingobot.Discord.Rest;

/// <summary>What the REST client tells of itself. Never a token, nor a path that holds one.</summary>
internal static partial class RestLog
{
    [LoggerMessage(101, LogLevel.Warning, "{Route} is rate-limited for {Seconds:0.###} s (global: {Global})")]
    public static partial void RateLimited(ILogger logger, string route, double seconds, bool global);

    [LoggerMessage(102, LogLevel.Warning, "{Route} failed and is sent again in {Seconds:0.###} s: {Problem}")]
    public static partial void Retrying(ILogger logger, string route, double seconds, string problem);
}
