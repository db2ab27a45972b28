using System.Text.Json;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// A guild ("server"), with what GUILD_CREATE adds. Partial where it is part of an interaction. See
/// <see href="https://docs.discord.com/developers/resources/guild#guild-object"/> and
/// <see href="https://docs.discord.com/developers/events/gateway-events#guild-create"/>.
/// </summary>
public sealed record Guild
{
    /// <summary>The guild's id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>The guild's name.</summary>
    public string? Name { get; init; }

    /// <summary>The hash of the icon.</summary>
    public string? Icon { get; init; }

    /// <summary>The hash of the picture on invitations.</summary>
    public string? Splash { get; init; }

    /// <summary>Whose guild it is.</summary>
    public Snowflake? OwnerId { get; init; }

    /// <summary>Where idle members are moved to.</summary>
    public Snowflake? AfkChannelId { get; init; }

    /// <summary>After how many seconds a member is idle.</summary>
    public int? AfkTimeout { get; init; }

    /// <summary>How members must be verified to write.</summary>
    public int? VerificationLevel { get; init; }

    /// <summary>What members are notified of by default: 0 all messages, 1 mentions.</summary>
    public int? DefaultMessageNotifications { get; init; }

    /// <summary>Whose media are scanned.</summary>
    public int? ExplicitContentFilter { get; init; }

    /// <summary>The roles.</summary>
    public IReadOnlyList<Role>? Roles { get; init; }

    /// <summary>The guild's own emoji.</summary>
    public IReadOnlyList<Emoji>? Emojis { get; init; }

    /// <summary>What is enabled for the guild, by name.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>Whether moderators need a second factor: 0 no, 1 yes.</summary>
    public int? MfaLevel { get; init; }

    /// <summary>Where notices of Discord are posted.</summary>
    public Snowflake? SystemChannelId { get; init; }

    /// <summary>Which notices are posted, a bit field.</summary>
    public int? SystemChannelFlags { get; init; }

    /// <summary>The description of a community.</summary>
    public string? Description { get; init; }

    /// <summary>The boost level, 0 to 3.</summary>
    public int? PremiumTier { get; init; }

    /// <summary>The language of the guild, as "en-US".</summary>
    public string? PreferredLocale { get; init; }

    /// <summary>The age restriction.</summary>
    public int? NsfwLevel { get; init; }

    /// <summary>When the bot joined.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>Whether not all members are listed here.</summary>
    public bool? Large { get; init; }

    /// <summary>Whether an outage makes the guild unavailable.</summary>
    public bool? Unavailable { get; init; }

    /// <summary>How many members there are.</summary>
    public int? MemberCount { get; init; }

    /// <summary>About how many members there are; where it was asked for.</summary>
    public int? ApproximateMemberCount { get; init; }

    /// <summary>About how many of them are there; where it was asked for.</summary>
    public int? ApproximatePresenceCount { get; init; }

    /// <summary>Who sits in a voice channel; these lack their guild's id.</summary>
    public IReadOnlyList<VoiceState>? VoiceStates { get; init; }

    /// <summary>The members, or some of them where <see cref="Large"/>.</summary>
    public IReadOnlyList<GuildMember>? Members { get; init; }

    /// <summary>The channels; these lack their guild's id.</summary>
    public IReadOnlyList<Channel>? Channels { get; init; }

    /// <summary>The active threads that the bot can see.</summary>
    public IReadOnlyList<Channel>? Threads { get; init; }

    /// <summary>Presences of members, as Discord sent them.</summary>
    public IReadOnlyList<JsonElement>? Presences { get; init; }

    /// <summary>Stage instances, as Discord sent them.</summary>
    public IReadOnlyList<JsonElement>? StageInstances { get; init; }

    /// <summary>Scheduled events, as Discord sent them.</summary>
    public IReadOnlyList<JsonElement>? GuildScheduledEvents { get; init; }

    /// <summary>Stickers, as Discord sent them.</summary>
    public IReadOnlyList<JsonElement>? Stickers { get; init; }

    /// <summary>Soundboard sounds, as Discord sent them.</summary>
    public IReadOnlyList<JsonElement>? SoundboardSounds { get; init; }
}

/// <summary>
/// A guild not yet or no longer available: in READY, and in GUILD_DELETE. See
/// <see href="https://docs.discord.com/developers/resources/guild#unavailable-guild-object"/>.
/// </summary>
public sealed record UnavailableGuild
{
    /// <summary>The guild's id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>True in an outage; absent from GUILD_DELETE when the bot was removed from the guild.</summary>
    public bool? Unavailable { get; init; }
}
