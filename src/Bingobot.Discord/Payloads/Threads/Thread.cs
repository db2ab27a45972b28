namespace Bingobot.Discord.Payloads;

/// <summary>
/// What is special about a thread. See
/// <see href="https://docs.discord.com/developers/resources/channel#thread-metadata-object"/>.
/// </summary>
public sealed record ThreadMetadata
{
    /// <summary>Whether it is archived.</summary>
    public bool Archived { get; init; }

    /// <summary>After how many quiet minutes it is archived: 60, 1440, 4320 or 10080.</summary>
    public int AutoArchiveDuration { get; init; }

    /// <summary>When it was last archived or taken out.</summary>
    public DateTimeOffset ArchiveTimestamp { get; init; }

    /// <summary>Whether only moderators may take it out of the archive.</summary>
    public bool Locked { get; init; }

    /// <summary>Of a private thread: whether all may invite others.</summary>
    public bool? Invitable { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTimestamp { get; init; }
}

/// <summary>
/// Somebody in a thread. See <see href="https://docs.discord.com/developers/resources/channel#thread-member-object"/>.
/// </summary>
public sealed record ThreadMember
{
    /// <summary>The thread; absent in GUILD_CREATE.</summary>
    public Snowflake? Id { get; init; }

    /// <summary>The user; absent in GUILD_CREATE.</summary>
    public Snowflake? UserId { get; init; }

    /// <summary>When the user joined it last.</summary>
    public DateTimeOffset JoinTimestamp { get; init; }

    /// <summary>The user's settings, a bit field.</summary>
    public int Flags { get; init; }

    /// <summary>The user as a member, where asked for.</summary>
    public GuildMember? Member { get; init; }
}

/// <summary>Threads, and where the bot is in them.</summary>
public sealed record ThreadList
{
    /// <summary>The threads.</summary>
    public IReadOnlyList<Channel> Threads { get; init; } = [];

    /// <summary>The bot, as a member of those it is in.</summary>
    public IReadOnlyList<ThreadMember> Members { get; init; } = [];

    /// <summary>Whether there are more; absent where all are told.</summary>
    public bool? HasMore { get; init; }
}
