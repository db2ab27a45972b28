namespace Bingobot.Discord.Payloads;

/// <summary>
/// The kinds of message that a bot meets most. See
/// <see href="https://docs.discord.com/developers/resources/message#message-object-message-types"/>.
/// </summary>
public enum MessageType
{
    /// <summary>An ordinary message.</summary>
    Default = 0,
    /// <summary>Somebody pinned a message.</summary>
    ChannelPinnedMessage = 6,
    /// <summary>Somebody joined.</summary>
    UserJoin = 7,
    /// <summary>A reply.</summary>
    Reply = 19,
    /// <summary>The answer to a slash command.</summary>
    ChatInputCommand = 20,
    /// <summary>The first message of a thread.</summary>
    ThreadStarterMessage = 21,
    /// <summary>The answer to a command in a context menu.</summary>
    ContextMenuCommand = 23,
}

/// <summary>
/// What is special about a message. See
/// <see href="https://docs.discord.com/developers/resources/message#message-object-message-flags"/>.
/// </summary>
[Flags]
public enum MessageFlags
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>Published to followers.</summary>
    Crossposted = 1 << 0,
    /// <summary>Came from a channel that is followed.</summary>
    IsCrosspost = 1 << 1,
    /// <summary>Embeds are not shown.</summary>
    SuppressEmbeds = 1 << 2,
    /// <summary>The original of a crosspost is gone.</summary>
    SourceMessageDeleted = 1 << 3,
    /// <summary>From Discord's urgent message system.</summary>
    Urgent = 1 << 4,
    /// <summary>Has a thread.</summary>
    HasThread = 1 << 5,
    /// <summary>Only the invoking user sees it.</summary>
    Ephemeral = 1 << 6,
    /// <summary>A deferred answer, not yet given.</summary>
    Loading = 1 << 7,
    /// <summary>Some roles could not be mentioned in a thread.</summary>
    FailedToMentionSomeRolesInThread = 1 << 8,
    /// <summary>Nobody is notified.</summary>
    SuppressNotifications = 1 << 12,
    /// <summary>A spoken message.</summary>
    IsVoiceMessage = 1 << 13,
    /// <summary>Has a snapshot of a forwarded message.</summary>
    HasSnapshot = 1 << 14,
    /// <summary>Made of components alone.</summary>
    IsComponentsV2 = 1 << 15,
}
