using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// One message of the gateway, in either direction. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#payload-structure"/>.
/// </summary>
public sealed record GatewayFrame
{
    /// <summary>What it means.</summary>
    public GatewayOpcode Op { get; init; }

    /// <summary>What it carries, whatever JSON that is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonElement? D { get; init; }

    /// <summary>Of a dispatch: its sequence within the session, from 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? S { get; init; }

    /// <summary>Of a dispatch: the name of the event.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? T { get; init; }
}

/// <summary>
/// The first frame received. See <see href="https://docs.discord.com/developers/events/gateway-events#hello"/>.
/// </summary>
public sealed record Hello
{
    /// <summary>Milliseconds between two heartbeats.</summary>
    public int HeartbeatInterval { get; init; }
}

/// <summary>
/// Starts a session. See <see href="https://docs.discord.com/developers/events/gateway-events#identify"/>.
/// </summary>
public sealed record Identify
{
    /// <summary>The bot's token. A secret: not to be logged.</summary>
    public string Token { get; init; } = "";

    /// <summary>What the client runs on.</summary>
    public IdentifyProperties Properties { get; init; } = new();

    /// <summary>Whether payloads may be compressed one by one.</summary>
    public bool? Compress { get; init; }

    /// <summary>From how many members on a guild is large, 50 to 250; absent is 50.</summary>
    public int? LargeThreshold { get; init; }

    /// <summary>The number of this shard, and how many there are.</summary>
    public IReadOnlyList<int>? Shard { get; init; }

    /// <summary>The presence to begin with.</summary>
    public JsonElement? Presence { get; init; }

    /// <summary>Which events are wanted.</summary>
    public Intents Intents { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"Identify {{ Intents = {Intents} }}";
}

/// <summary>What a client runs on; see <see cref="Identify"/>.</summary>
public sealed record IdentifyProperties
{
    /// <summary>The operating system.</summary>
    public string Os { get; init; } = "";

    /// <summary>The library.</summary>
    public string Browser { get; init; } = "";

    /// <summary>The library.</summary>
    public string Device { get; init; } = "";
}

/// <summary>
/// Goes on with a session. See <see href="https://docs.discord.com/developers/events/gateway-events#resume"/>.
/// </summary>
public sealed record Resume
{
    /// <summary>The bot's token. A secret: not to be logged.</summary>
    public string Token { get; init; } = "";

    /// <summary>The session.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>The last sequence received; what follows it is sent again.</summary>
    public long Seq { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"Resume {{ SessionId = {SessionId}, Seq = {Seq} }}";
}

/// <summary>
/// The first event of a session. See <see href="https://docs.discord.com/developers/events/gateway-events#ready"/>.
/// </summary>
public sealed record Ready
{
    /// <summary>The version of the API.</summary>
    public int V { get; init; }

    /// <summary>The bot.</summary>
    public User User { get; init; } = new();

    /// <summary>The guilds, all unavailable until their GUILD_CREATE.</summary>
    public IReadOnlyList<UnavailableGuild> Guilds { get; init; } = [];

    /// <summary>The session.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>Where to resume it.</summary>
    public string ResumeGatewayUrl { get; init; } = "";

    /// <summary>The number of this shard, and how many there are.</summary>
    public IReadOnlyList<int>? Shard { get; init; }

    /// <summary>The application, its id and flags only.</summary>
    public Application Application { get; init; } = new();
}
