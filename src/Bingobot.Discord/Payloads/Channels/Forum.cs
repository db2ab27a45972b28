namespace Bingobot.Discord.Payloads;

/// <summary>
/// A tag of a forum's threads. See <see href="https://docs.discord.com/developers/resources/channel#forum-tag-object"/>.
/// </summary>
public sealed record ForumTag
{
    /// <summary>The tag's id; absent for a new one.</summary>
    public Snowflake? Id { get; init; }

    /// <summary>The name, up to 20 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether only moderators may apply it.</summary>
    public bool? Moderated { get; init; }

    /// <summary>A guild's own emoji; not together with <see cref="EmojiName"/>.</summary>
    public Snowflake? EmojiId { get; init; }

    /// <summary>A Unicode emoji.</summary>
    public string? EmojiName { get; init; }
}

/// <summary>
/// What the button of a forum's thread reacts with; one of the two. See
/// <see href="https://docs.discord.com/developers/resources/channel#default-reaction-object"/>.
/// </summary>
public sealed record DefaultReaction
{
    /// <summary>A guild's own emoji.</summary>
    public Snowflake? EmojiId { get; init; }

    /// <summary>A Unicode emoji.</summary>
    public string? EmojiName { get; init; }
}
