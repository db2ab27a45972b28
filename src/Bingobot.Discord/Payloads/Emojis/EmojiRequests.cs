namespace Bingobot.Discord.Payloads;

/// <summary>
/// An emoji to make. See <see href="https://docs.discord.com/developers/resources/emoji#create-guild-emoji"/>.
/// </summary>
public sealed record CreateEmoji
{
    /// <summary>The name, 2 to 32 letters, digits and underscores.</summary>
    public string Name { get; init; } = "";

    /// <summary>The picture of 128 × 128 pixels, up to 256 KiB, as a data URI.</summary>
    public string Image { get; init; } = "";

    /// <summary>The roles that may use it; absent is all.</summary>
    public IReadOnlyList<Snowflake>? Roles { get; init; }
}

/// <summary>
/// What to change of an emoji. See <see href="https://docs.discord.com/developers/resources/emoji#modify-guild-emoji"/>.
/// </summary>
public sealed record ModifyEmoji
{
    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The roles that may use it; empty is all.</summary>
    public IReadOnlyList<Snowflake>? Roles { get; init; }
}

/// <summary>
/// An emoji of the application to make. See
/// <see href="https://docs.discord.com/developers/resources/emoji#create-application-emoji"/>.
/// </summary>
public sealed record CreateApplicationEmoji
{
    /// <summary>The name, 2 to 32 letters, digits and underscores.</summary>
    public string Name { get; init; } = "";

    /// <summary>The picture of 128 × 128 pixels, up to 256 KiB, as a data URI.</summary>
    public string Image { get; init; } = "";
}

/// <summary>
/// What to change of an emoji of the application. See
/// <see href="https://docs.discord.com/developers/resources/emoji#modify-application-emoji"/>.
/// </summary>
public sealed record ModifyApplicationEmoji
{
    /// <summary>The name, 2 to 32 letters, digits and underscores.</summary>
    public string Name { get; init; } = "";
}

/// <summary>
/// An application's own emoji. See <see href="https://docs.discord.com/developers/resources/emoji#list-application-emojis"/>.
/// </summary>
public sealed record ApplicationEmojis
{
    /// <summary>The emoji.</summary>
    public IReadOnlyList<Emoji> Items { get; init; } = [];
}
