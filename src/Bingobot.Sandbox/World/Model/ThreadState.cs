namespace Bingobot.Sandbox;

/// <summary>What a thread has beside other channels
/// (<see href="https://docs.discord.com/developers/resources/channel#thread-metadata-object"/>). Times are milliseconds since 1970 by
/// the world's clock.</summary>
/// <param name="OwnerId">Who started it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ChangedAt">When it was last archived or opened again, or its duration changed.</param>
/// <param name="AutoArchiveMinutes">After how long without a message it is archived.</param>
internal sealed record ThreadState(ulong OwnerId, long CreatedAt, long ChangedAt, int AutoArchiveMinutes)
{
    /// <summary>The durations that there are, in minutes.</summary>
    public static readonly int[] Durations = [60, 1440, 4320, 10080];

    public const int DefaultDuration = 1440;

    public bool Archived { get; init; }

    /// <summary>Only who manages threads opens it again, or writes in it.</summary>
    public bool Locked { get; init; }

    /// <summary>Of a private one: whether its members may add others.</summary>
    public bool Invitable { get; init; } = true;

    /// <summary>Messages in it, without the one that it began with and those that are deleted.</summary>
    public int MessageCount { get; init; }

    /// <summary>As <see cref="MessageCount"/>, with those that are deleted.</summary>
    public int TotalSent { get; init; }

    public ThreadState Counting(int messages) => this with
    {
        MessageCount = Math.Max(0, MessageCount + messages),
        TotalSent = TotalSent + Math.Max(0, messages),
    };
}

/// <summary>Somebody in a thread.</summary>
internal sealed record ThreadMember(ulong ThreadId, ulong UserId, long JoinedAt);
