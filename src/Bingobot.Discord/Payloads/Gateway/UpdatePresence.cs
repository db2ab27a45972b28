using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// How the bot shows itself. See <see href="https://docs.discord.com/developers/events/gateway-events#update-presence"/>.
/// </summary>
public sealed record UpdatePresence
{
    /// <summary>Since when it is idle, in milliseconds since 1970; null: it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? Since { get; init; }

    /// <summary>What it does.</summary>
    public IReadOnlyList<PresenceActivity> Activities { get; init; } = [];

    /// <summary>One of <see cref="PresenceStatus"/>; online by default.</summary>
    public string Status { get; init; } = PresenceStatus.Online;

    /// <summary>Whether it is away from the keyboard.</summary>
    public bool Afk { get; init; }
}

/// <summary>
/// What a bot says that it does. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#activity-object"/>: bots can set these fields.
/// </summary>
public sealed record PresenceActivity
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What kind it is.</summary>
    public PresenceActivityType Type { get; init; }

    /// <summary>Of <see cref="PresenceActivityType.Streaming"/>: where.</summary>
    public string? Url { get; init; }

    /// <summary>The status text of <see cref="PresenceActivityType.Custom"/>; more about the others.</summary>
    public string? State { get; init; }
}

/// <summary>
/// What kind an activity is. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#activity-object-activity-types"/>.
/// </summary>
public enum PresenceActivityType
{
    /// <summary>Playing a game.</summary>
    Playing = 0,
    /// <summary>Streaming on Twitch or YouTube.</summary>
    Streaming = 1,
    /// <summary>Listening to something.</summary>
    Listening = 2,
    /// <summary>Watching something.</summary>
    Watching = 3,
    /// <summary>A text of its own: the state.</summary>
    Custom = 4,
    /// <summary>Competing in something.</summary>
    Competing = 5,
}

/// <summary>
/// The states that a bot may show. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#update-presence-status-types"/>.
/// </summary>
public static class PresenceStatus
{
    /// <summary>Online.</summary>
    public const string Online = "online";
    /// <summary>Do not disturb.</summary>
    public const string DoNotDisturb = "dnd";
    /// <summary>Away.</summary>
    public const string Idle = "idle";
    /// <summary>Online, and shown as offline.</summary>
    public const string Invisible = "invisible";
    /// <summary>Offline.</summary>
    public const string Offline = "offline";
}
