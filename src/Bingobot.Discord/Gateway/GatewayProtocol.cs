using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway;

/// <summary>What is fixed about the gateway's protocol.</summary>
internal static class GatewayProtocol
{
    /// <summary>The version of the API that is spoken.</summary>
    public const string Version = "10";

    /// <summary>
    /// Closes a connection whose session is to go on. Any code but 1000 and 1001 keeps it, see
    /// <see href="https://docs.discord.com/developers/events/gateway#initiating-a-disconnect"/>.
    /// </summary>
    public const int CloseKeepingSession = 4000;

    /// <summary>Closes a connection on which something came that cannot be read; keeps the session as well.</summary>
    public const int CloseUndecodable = 4002;

    /// <summary>Whether Discord says that connecting again cannot help.</summary>
    public static bool IsFatal(int code) => (GatewayCloseCode)code
        is GatewayCloseCode.AuthenticationFailed
        or GatewayCloseCode.InvalidShard
        or GatewayCloseCode.ShardingRequired
        or GatewayCloseCode.InvalidApiVersion
        or GatewayCloseCode.InvalidIntents
        or GatewayCloseCode.DisallowedIntents;

    /// <summary>Whether the session is over, so that a new one must be started.</summary>
    public static bool EndsSession(int code) => (GatewayCloseCode)code
        is GatewayCloseCode.InvalidSequence
        or GatewayCloseCode.SessionTimedOut;
}
