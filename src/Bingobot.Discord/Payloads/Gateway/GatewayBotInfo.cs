namespace Bingobot.Discord.Payloads;

/// <summary>
/// Where the gateway is and how it may be used. See
/// <see href="https://docs.discord.com/developers/events/gateway#get-gateway-bot"/>.
/// </summary>
public sealed record GatewayBotInfo
{
    /// <summary>Where to connect, without the query.</summary>
    public string Url { get; init; } = "";

    /// <summary>How many shards are recommended.</summary>
    public int Shards { get; init; }

    /// <summary>How many sessions may still be started.</summary>
    public SessionStartLimit SessionStartLimit { get; init; } = new();
}

/// <summary>
/// How many sessions may be started. See
/// <see href="https://docs.discord.com/developers/events/gateway#session-start-limit-object"/>.
/// </summary>
public sealed record SessionStartLimit
{
    /// <summary>In a day.</summary>
    public int Total { get; init; }

    /// <summary>Still left.</summary>
    public int Remaining { get; init; }

    /// <summary>Milliseconds until the count starts again.</summary>
    public int ResetAfter { get; init; }

    /// <summary>How many may identify within 5 seconds.</summary>
    public int MaxConcurrency { get; init; }
}
