namespace Bingobot.Discord.Payloads;

/// <summary>
/// A thread to begin with a message. See
/// <see href="https://docs.discord.com/developers/resources/channel#start-thread-from-message"/>.
/// </summary>
public sealed record StartThreadFromMessage
{
    /// <summary>The name, 1 to 100 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>After how many quiet minutes it is archived: 60, 1440, 4320 or 10080; absent is the channel's default.</summary>
    public int? AutoArchiveDuration { get; init; }

    /// <summary>Seconds between two messages of one user, 0 to 21,600.</summary>
    public int? RateLimitPerUser { get; init; }
}

/// <summary>
/// A thread to begin without a message. See
/// <see href="https://docs.discord.com/developers/resources/channel#start-thread-without-message"/>.
/// </summary>
public sealed record StartThread
{
    /// <summary>The name, 1 to 100 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>After how many quiet minutes it is archived: 60, 1440, 4320 or 10080; absent is the channel's default.</summary>
    public int? AutoArchiveDuration { get; init; }

    /// <summary>The kind of thread; say it, since Discord means to change its default.</summary>
    public ChannelType Type { get; init; } = ChannelType.PublicThread;

    /// <summary>Of a private thread: whether all may invite others.</summary>
    public bool? Invitable { get; init; }

    /// <summary>Seconds between two messages of one user, 0 to 21,600.</summary>
    public int? RateLimitPerUser { get; init; }
}

/// <summary>
/// A thread of a forum, with its first message. See
/// <see href="https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel"/>.
/// </summary>
public sealed record StartForumThread
{
    /// <summary>The name, 1 to 100 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>After how many quiet minutes it is archived: 60, 1440, 4320 or 10080; absent is the channel's default.</summary>
    public int? AutoArchiveDuration { get; init; }

    /// <summary>Seconds between two messages of one user, 0 to 21,600.</summary>
    public int? RateLimitPerUser { get; init; }

    /// <summary>Up to 5 of the forum's tags.</summary>
    public IReadOnlyList<Snowflake>? AppliedTags { get; init; }

    /// <summary>The first message; without nonce, reply, poll and speech.</summary>
    public CreateMessage Message { get; init; } = new();
}
