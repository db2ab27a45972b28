using Microsoft.Extensions.Logging;

namespace Bingobot.Discord.Gateway;

/// <summary>What the gateway client tells of itself. Never a token.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1, LogLevel.Information, "Connecting to the gateway at {Host} (resuming: {Resumes})")]
    public static partial void Connecting(ILogger logger, string host, bool resumes);

    [LoggerMessage(2, LogLevel.Information, "Gateway session {Session} started")]
    public static partial void SessionStarted(ILogger logger, string session);

    [LoggerMessage(20, LogLevel.Warning, "Gateway session {Lost} is gone; session {Session} replaces it, and what happened in between was missed")]
    public static partial void SessionReplaced(ILogger logger, string session, string lost);

    [LoggerMessage(3, LogLevel.Information, "Gateway session {Session} resumed at {Sequence}")]
    public static partial void SessionResumed(ILogger logger, string session, long sequence);

    [LoggerMessage(4, LogLevel.Information, "Closing the gateway with {Code}: {Reason}")]
    public static partial void Closing(ILogger logger, int code, string reason);

    [LoggerMessage(5, LogLevel.Warning, "The gateway's connection ended with {Code}: {Reason}")]
    public static partial void Closed(ILogger logger, int? code, string reason);

    [LoggerMessage(6, LogLevel.Warning, "The gateway could not be reached")]
    public static partial void ConnectionFailed(ILogger logger, Exception exception);

    [LoggerMessage(7, LogLevel.Information, "Connecting to the gateway again in {Seconds:0.0} s")]
    public static partial void Waiting(ILogger logger, double seconds);

    [LoggerMessage(8, LogLevel.Warning, "A gateway frame of {Length} bytes could not be read")]
    public static partial void Malformed(ILogger logger, int length, Exception exception);

    [LoggerMessage(16, LogLevel.Warning, "A gateway frame of {Length} compressed bytes could not be read")]
    public static partial void NotDecompressed(ILogger logger, int length, Exception exception);

    [LoggerMessage(17, LogLevel.Debug, "A command was not sent, since the connection broke; it is sent on the next one")]
    public static partial void CommandWaits(ILogger logger, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "A gateway frame is larger than the {Limit} bytes allowed")]
    public static partial void TooLarge(ILogger logger, int limit);

    [LoggerMessage(18, LogLevel.Warning, "What came over the gateway is no WebSocket's: {Problem}")]
    public static partial void Violation(ILogger logger, string problem);

    [LoggerMessage(10, LogLevel.Warning, "The resume URL '{Url}' is not one to connect to; the gateway's own is used")]
    public static partial void BadResumeUrl(ILogger logger, string url);

    [LoggerMessage(11, LogLevel.Warning, "Shard {Shard} has to wait {Seconds:0} s until it may identify: Discord counts identifies")]
    public static partial void IdentifyWaits(ILogger logger, int shard, double seconds);

    [LoggerMessage(12, LogLevel.Information, "The gateway client stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(13, LogLevel.Debug, "Delivery of events stopped")]
    public static partial void DeliveryStopped(ILogger logger);

    [LoggerMessage(14, LogLevel.Debug, "The connection ended while events were waiting for their handler")]
    public static partial void PausedAtTheEnd(ILogger logger);

    [LoggerMessage(
        15, LogLevel.Error, "The API gave '{Url}' as the gateway's address: wss://… is expected, or ws://… on this machine")]
    public static partial void BadGatewayUrl(ILogger logger, string url);
}
