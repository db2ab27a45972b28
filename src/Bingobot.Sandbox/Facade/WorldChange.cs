namespace Bingobot.Sandbox;

/// <summary>Says what to look at again.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="GuildId">Where, or null where it belongs to no guild.</param>
/// <param name="ChannelId">The channel of a message, of typing, or that was entered (null: left).</param>
/// <param name="SubjectId">The message, user or channel that changed, or null.</param>
public readonly record struct WorldChange(
    WorldChangeKind Kind, string? GuildId = null, string? ChannelId = null, string? SubjectId = null);

/// <summary>Kinds of <see cref="WorldChange"/>.</summary>
public enum WorldChangeKind
{
    /// <summary>A message is new.</summary>
    MessageCreated,

    /// <summary>A message, its components or its reactions are not as before.</summary>
    MessageUpdated,

    /// <summary>A message is gone.</summary>
    MessageDeleted,

    /// <summary>Somebody entered, changed or left a voice channel.</summary>
    VoiceChanged,

    /// <summary>A guild has a new member, or one is gone or not as before.</summary>
    MemberAdded,

    /// <summary>A guild, channel or role is new, gone, or not as before.</summary>
    GuildChanged,

    /// <summary>The bot registered commands.</summary>
    CommandsChanged,

    /// <summary>The bot connected or went away.</summary>
    BotConnectionChanged,

    /// <summary>The bot is typing in a channel (shown for 10 s, or until its next message).</summary>
    Typing,
}
