using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// A user in a guild. See <see href="https://docs.discord.com/developers/resources/guild#guild-member-object"/>.
/// </summary>
public sealed record GuildMember
{
    /// <summary>Who; absent in MESSAGE_CREATE, where the message names the author.</summary>
    public User? User { get; init; }

    /// <summary>The guild; in GUILD_MEMBER_ADD and GUILD_MEMBER_UPDATE.</summary>
    public Snowflake? GuildId { get; init; }

    /// <summary>The name in this guild, where one is set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Nick { get; init; }

    /// <summary>The hash of the avatar in this guild.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Avatar { get; init; }

    /// <summary>The ids of the roles, without everybody's.</summary>
    public IReadOnlyList<Snowflake> Roles { get; init; } = [];

    /// <summary>When the user joined; absent for guests.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>Since when the user boosts the guild.</summary>
    public DateTimeOffset? PremiumSince { get; init; }

    /// <summary>Whether deafened in voice; absent where the member is partial.</summary>
    public bool? Deaf { get; init; }

    /// <summary>Whether muted in voice; absent where the member is partial.</summary>
    public bool? Mute { get; init; }

    /// <summary>The member's flags, a bit field.</summary>
    public int Flags { get; init; }

    /// <summary>Whether the member has yet to pass the guild's screening.</summary>
    public bool? Pending { get; init; }

    /// <summary>What the member may do in the channel; only in an interaction.</summary>
    public Permissions? Permissions { get; init; }

    /// <summary>Until when the member is timed out.</summary>
    public DateTimeOffset? CommunicationDisabledUntil { get; init; }
}

/// <summary>
/// A member left or was removed. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#guild-member-remove"/>.
/// </summary>
public sealed record GuildMemberRemove
{
    /// <summary>The guild.</summary>
    public Snowflake GuildId { get; init; }

    /// <summary>Who left.</summary>
    public User User { get; init; } = new();
}
