using System.Globalization;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway;

/// <summary>
/// Discord closed the gateway for good: to connect again would not help until something is changed, which the message
/// names. See <see href="https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes"/>.
/// </summary>
public sealed class GatewayClosedException : Exception
{
    internal GatewayClosedException(GatewayCloseCode code, Intents intents, GatewayShard? shard)
        : base(Explain(code, intents, shard)) => Code = code;

    /// <summary>Why it was closed: 4004 or 4010 to 4014.</summary>
    public GatewayCloseCode Code { get; }

    private static string Explain(GatewayCloseCode code, Intents intents, GatewayShard? shard)
    {
        var remedy = code switch
        {
            GatewayCloseCode.AuthenticationFailed =>
                "the bot's token is wrong. Reset it in the Developer Portal (Bot, Reset Token) and configure the new one.",
            GatewayCloseCode.InvalidShard => string.Create(CultureInfo.InvariantCulture,
                $"shard {shard?.Id ?? 0} of {shard?.Count ?? 1} does not exist. The id must be at least 0 and below the count."),
            GatewayCloseCode.ShardingRequired => string.Create(CultureInfo.InvariantCulture,
                $"the bot is in too many guilds for {shard?.Count ?? 1} connection(s). Raise the number of shards."),
            GatewayCloseCode.InvalidApiVersion =>
                $"version {GatewayProtocol.Version} of the gateway is no longer offered. Update Bingobot.",
            GatewayCloseCode.InvalidIntents =>
                $"the intents {intents:D} ({intents}) contain one that does not exist. Ask only for those that Discord documents.",
            GatewayCloseCode.DisallowedIntents =>
                $"the application was not given these privileged intents: {intents & Intents.Privileged}. "
                + "Enable them in the Developer Portal (Bot, Privileged Gateway Intents), or do without what needs them.",
            _ => "it says that connecting again will not help.",
        };
        return string.Create(CultureInfo.InvariantCulture, $"Discord closed the gateway for good ({(int)code}): {remedy}");
    }
}
