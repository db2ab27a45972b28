using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// An invitation to a guild. See <see href="https://docs.discord.com/developers/resources/invite#invite-object"/>.
/// </summary>
public sealed record Invite
{
    /// <summary>The code, unique over Discord.</summary>
    public string Code { get; init; } = "";

    /// <summary>The guild, in part.</summary>
    public Guild? Guild { get; init; }

    /// <summary>The channel, in part.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Who made it.</summary>
    public User? Inviter { get; init; }

    /// <summary>When it ends; null is never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How often it was used; where the bot may know.</summary>
    public int? Uses { get; init; }

    /// <summary>How often it may be used, 0 without limit; where the bot may know.</summary>
    public int? MaxUses { get; init; }
}

/// <summary>
/// An invitation to make. See <see href="https://docs.discord.com/developers/resources/channel#create-channel-invite"/>.
/// </summary>
public sealed record CreateInvite
{
    /// <summary>For how many seconds, up to 604,800; 0 for ever; absent is a day.</summary>
    public int? MaxAge { get; init; }

    /// <summary>How often it may be used, up to 100; 0 or absent is without limit.</summary>
    public int? MaxUses { get; init; }

    /// <summary>Whether who joins by it leaves with their connection; absent is false.</summary>
    public bool? Temporary { get; init; }

    /// <summary>Whether to make a new one though one like it exists; absent is false.</summary>
    public bool? Unique { get; init; }
}

/// <summary>Where an announcement channel's messages go to.</summary>
public sealed record FollowChannel
{
    /// <summary>The channel that shall show them.</summary>
    public Snowflake WebhookChannelId { get; init; }
}

/// <summary>
/// One channel follows another. See
/// <see href="https://docs.discord.com/developers/resources/channel#followed-channel-object"/>.
/// </summary>
public sealed record FollowedChannel
{
    /// <summary>The channel that is followed.</summary>
    public Snowflake ChannelId { get; init; }

    /// <summary>The webhook that sends its messages.</summary>
    public Snowflake WebhookId { get; init; }
}
