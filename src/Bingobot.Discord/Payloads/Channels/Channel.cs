namespace Bingobot.Discord.Payloads;

/// <summary>
/// A channel or thread; partial within an interaction. See
/// <see href="https://docs.discord.com/developers/resources/channel#channel-object"/>.
/// </summary>
public sealed record Channel
{
    /// <summary>The channel's id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>What kind of channel it is.</summary>
    public ChannelType Type { get; init; }

    /// <summary>The guild; absent within GUILD_CREATE and for direct messages.</summary>
    public Snowflake? GuildId { get; init; }

    /// <summary>Its place in the order.</summary>
    public int? Position { get; init; }

    /// <summary>Who may do what here beyond the roles.</summary>
    public IReadOnlyList<PermissionOverwrite>? PermissionOverwrites { get; init; }

    /// <summary>Its name, 1 to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What it is about.</summary>
    public string? Topic { get; init; }

    /// <summary>Whether it is age-restricted.</summary>
    public bool? Nsfw { get; init; }

    /// <summary>The most recent message, which may be gone.</summary>
    public Snowflake? LastMessageId { get; init; }

    /// <summary>Bits per second of a voice channel.</summary>
    public int? Bitrate { get; init; }

    /// <summary>The most people in a voice channel; 0 is without limit.</summary>
    public int? UserLimit { get; init; }

    /// <summary>Seconds between two messages of one user.</summary>
    public int? RateLimitPerUser { get; init; }

    /// <summary>The people in a direct message.</summary>
    public IReadOnlyList<User>? Recipients { get; init; }

    /// <summary>Its category, or the channel of a thread.</summary>
    public Snowflake? ParentId { get; init; }

    /// <summary>What the invoking user may do here; only in an interaction.</summary>
    public Permissions? Permissions { get; init; }

    /// <summary>The channel's flags, a bit field.</summary>
    public int? Flags { get; init; }

    /// <summary>Who began the thread.</summary>
    public Snowflake? OwnerId { get; init; }

    /// <summary>The region of a voice channel; null is chosen by Discord.</summary>
    public string? RtcRegion { get; init; }

    /// <summary>Of a thread: how many messages there are, without the first.</summary>
    public int? MessageCount { get; init; }

    /// <summary>Of a thread: about how many are in it, up to 50.</summary>
    public int? MemberCount { get; init; }

    /// <summary>What is special about a thread.</summary>
    public ThreadMetadata? ThreadMetadata { get; init; }

    /// <summary>The bot in the thread, where it is.</summary>
    public ThreadMember? Member { get; init; }

    /// <summary>After how many quiet minutes new threads are archived.</summary>
    public int? DefaultAutoArchiveDuration { get; init; }

    /// <summary>The tags of a forum.</summary>
    public IReadOnlyList<ForumTag>? AvailableTags { get; init; }

    /// <summary>The tags of a forum's thread.</summary>
    public IReadOnlyList<Snowflake>? AppliedTags { get; init; }

    /// <summary>What the button of a forum's thread reacts with.</summary>
    public DefaultReaction? DefaultReactionEmoji { get; init; }

    /// <summary>The first message of a forum's thread; only where it was just begun.</summary>
    public Message? Message { get; init; }
}

/// <summary>
/// The kinds of channel. See
/// <see href="https://docs.discord.com/developers/resources/channel#channel-object-channel-types"/>.
/// </summary>
public enum ChannelType
{
    /// <summary>Text within a guild.</summary>
    GuildText = 0,
    /// <summary>A direct message between two users.</summary>
    DirectMessage = 1,
    /// <summary>Voice within a guild.</summary>
    GuildVoice = 2,
    /// <summary>A direct message among several users.</summary>
    GroupDirectMessage = 3,
    /// <summary>A category of channels.</summary>
    GuildCategory = 4,
    /// <summary>News that other guilds may follow.</summary>
    GuildAnnouncement = 5,
    /// <summary>A thread of a news channel.</summary>
    AnnouncementThread = 10,
    /// <summary>A thread that all may see.</summary>
    PublicThread = 11,
    /// <summary>A thread of those invited.</summary>
    PrivateThread = 12,
    /// <summary>Voice with an audience.</summary>
    GuildStageVoice = 13,
    /// <summary>The directory of a hub.</summary>
    GuildDirectory = 14,
    /// <summary>A channel of threads.</summary>
    GuildForum = 15,
    /// <summary>A channel of threads with media.</summary>
    GuildMedia = 16,
}

/// <summary>
/// What a role or member may do in one channel. See
/// <see href="https://docs.discord.com/developers/resources/channel#overwrite-object"/>.
/// </summary>
public sealed record PermissionOverwrite
{
    /// <summary>The role or the user.</summary>
    public Snowflake Id { get; init; }

    /// <summary>0 for a role, 1 for a member.</summary>
    public int Type { get; init; }

    /// <summary>What is allowed.</summary>
    public Permissions Allow { get; init; }

    /// <summary>What is denied.</summary>
    public Permissions Deny { get; init; }
}
