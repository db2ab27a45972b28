using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// A channel to make in a guild; what does not belong to its type must be absent. See
/// <see href="https://docs.discord.com/developers/resources/guild#create-guild-channel"/>.
/// </summary>
public sealed record CreateChannel
{
    /// <summary>The name, 1 to 100 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The type; absent is text.</summary>
    public ChannelType? Type { get; init; }

    /// <summary>What it is about, up to 1,024 characters; of a forum up to 4,096.</summary>
    public string? Topic { get; init; }

    /// <summary>Bits per second of a voice channel, from 8,000.</summary>
    public int? Bitrate { get; init; }

    /// <summary>The most people in a voice channel; 0 is without limit.</summary>
    public int? UserLimit { get; init; }

    /// <summary>Seconds between two messages of one user, 0 to 21,600.</summary>
    public int? RateLimitPerUser { get; init; }

    /// <summary>The place in the order.</summary>
    public int? Position { get; init; }

    /// <summary>Who may do what here beyond the roles.</summary>
    public IReadOnlyList<PermissionOverwrite>? PermissionOverwrites { get; init; }

    /// <summary>Its category.</summary>
    public Snowflake? ParentId { get; init; }

    /// <summary>Whether it is age-restricted.</summary>
    public bool? Nsfw { get; init; }

    /// <summary>The region of a voice channel; absent is chosen by Discord.</summary>
    public string? RtcRegion { get; init; }

    /// <summary>1 automatic, 2 full; of cameras in a voice channel.</summary>
    public int? VideoQualityMode { get; init; }

    /// <summary>After how many quiet minutes new threads are archived: 60, 1440, 4320 or 10080.</summary>
    public int? DefaultAutoArchiveDuration { get; init; }

    /// <summary>What the button of a forum's thread reacts with.</summary>
    public DefaultReaction? DefaultReactionEmoji { get; init; }

    /// <summary>Up to 20 tags of a forum.</summary>
    public IReadOnlyList<ForumTag>? AvailableTags { get; init; }

    /// <summary>0 by activity, 1 by date; of a forum.</summary>
    public int? DefaultSortOrder { get; init; }

    /// <summary>0 not set, 1 a list, 2 a gallery; of a forum.</summary>
    public int? DefaultForumLayout { get; init; }

    /// <summary>Seconds between two messages of one user in new threads.</summary>
    public int? DefaultThreadRateLimitPerUser { get; init; }
}

/// <summary>
/// What to change of a channel or thread; what is absent stays, and what does not belong to its type must be absent. See
/// <see href="https://docs.discord.com/developers/resources/channel#modify-channel"/>.
/// </summary>
public sealed record ModifyChannel
{
    /// <summary>The name, 1 to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Text to announcement or back.</summary>
    public ChannelType? Type { get; init; }

    /// <summary>The place in the order.</summary>
    public int? Position { get; init; }

    /// <summary>What it is about; null clears it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Topic { get; init; }

    /// <summary>Whether it is age-restricted.</summary>
    public bool? Nsfw { get; init; }

    /// <summary>Seconds between two messages of one user, 0 to 21,600.</summary>
    public int? RateLimitPerUser { get; init; }

    /// <summary>Bits per second of a voice channel, from 8,000.</summary>
    public int? Bitrate { get; init; }

    /// <summary>The most people in a voice channel; 0 is without limit.</summary>
    public int? UserLimit { get; init; }

    /// <summary>Who may do what here beyond the roles; all of them.</summary>
    public IReadOnlyList<PermissionOverwrite>? PermissionOverwrites { get; init; }

    /// <summary>Its category; null takes it out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<Snowflake?> ParentId { get; init; }

    /// <summary>The region of a voice channel; null lets Discord choose.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> RtcRegion { get; init; }

    /// <summary>1 automatic, 2 full; of cameras in a voice channel.</summary>
    public int? VideoQualityMode { get; init; }

    /// <summary>After how many quiet minutes new threads are archived: 60, 1440, 4320 or 10080.</summary>
    public int? DefaultAutoArchiveDuration { get; init; }

    /// <summary>The channel's or thread's flags, a bit field.</summary>
    public int? Flags { get; init; }

    /// <summary>Up to 20 tags of a forum; all of them.</summary>
    public IReadOnlyList<ForumTag>? AvailableTags { get; init; }

    /// <summary>What the button of a forum's thread reacts with; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<DefaultReaction?> DefaultReactionEmoji { get; init; }

    /// <summary>Seconds between two messages of one user in new threads.</summary>
    public int? DefaultThreadRateLimitPerUser { get; init; }

    /// <summary>0 by activity, 1 by date; of a forum.</summary>
    public int? DefaultSortOrder { get; init; }

    /// <summary>0 not set, 1 a list, 2 a gallery; of a forum.</summary>
    public int? DefaultForumLayout { get; init; }

    /// <summary>Of a thread: whether it is archived.</summary>
    public bool? Archived { get; init; }

    /// <summary>Of a thread: after how many quiet minutes it is archived: 60, 1440, 4320 or 10080.</summary>
    public int? AutoArchiveDuration { get; init; }

    /// <summary>Of a thread: whether only moderators may take it out of the archive.</summary>
    public bool? Locked { get; init; }

    /// <summary>Of a private thread: whether all may invite others.</summary>
    public bool? Invitable { get; init; }

    /// <summary>Of a forum's thread: up to 5 tags; all of them.</summary>
    public IReadOnlyList<Snowflake>? AppliedTags { get; init; }
}

/// <summary>
/// Where to put a channel of a guild. See
/// <see href="https://docs.discord.com/developers/resources/guild#modify-guild-channel-positions"/>.
/// </summary>
public sealed record ChannelPosition
{
    /// <summary>The channel.</summary>
    public Snowflake Id { get; init; }

    /// <summary>The place in the order.</summary>
    public int? Position { get; init; }

    /// <summary>Whether it takes its new category's overwrites.</summary>
    public bool? LockPermissions { get; init; }

    /// <summary>Its new category; null takes it out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<Snowflake?> ParentId { get; init; }
}

/// <summary>
/// What a role or member may do in a channel, to be set. See
/// <see href="https://docs.discord.com/developers/resources/channel#edit-channel-permissions"/>.
/// </summary>
public sealed record EditChannelPermissions
{
    /// <summary>0 for a role, 1 for a member.</summary>
    public int Type { get; init; }

    /// <summary>What is allowed; absent is nothing.</summary>
    public Permissions? Allow { get; init; }

    /// <summary>What is denied; absent is nothing.</summary>
    public Permissions? Deny { get; init; }
}
