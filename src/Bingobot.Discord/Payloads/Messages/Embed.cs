namespace Bingobot.Discord.Payloads;

/// <summary>
/// A framed part of a message; all text of a message's embeds together is at most 6,000 characters. See
/// <see href="https://docs.discord.com/developers/resources/message#embed-object"/>.
/// </summary>
public sealed record Embed
{
    /// <summary>Always "rich" for a bot's own.</summary>
    public string? Type { get; init; }

    /// <summary>The title, up to 256 characters.</summary>
    public string? Title { get; init; }

    /// <summary>The text, up to 4,096 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Where the title leads.</summary>
    public string? Url { get; init; }

    /// <summary>The time shown at the foot.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The colour of the side as 0xRRGGBB.</summary>
    public int? Color { get; init; }

    /// <summary>The foot.</summary>
    public EmbedFooter? Footer { get; init; }

    /// <summary>The picture.</summary>
    public EmbedMedia? Image { get; init; }

    /// <summary>The small picture.</summary>
    public EmbedMedia? Thumbnail { get; init; }

    /// <summary>The author's line.</summary>
    public EmbedAuthor? Author { get; init; }

    /// <summary>Up to 25 fields.</summary>
    public IReadOnlyList<EmbedField>? Fields { get; init; }
}

/// <summary>A named value of an <see cref="Embed"/>.</summary>
public sealed record EmbedField
{
    /// <summary>The name, up to 256 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The value, up to 1,024 characters.</summary>
    public string Value { get; init; } = "";

    /// <summary>Whether it stands beside its neighbours.</summary>
    public bool? Inline { get; init; }
}

/// <summary>The foot of an <see cref="Embed"/>.</summary>
public sealed record EmbedFooter
{
    /// <summary>The text, up to 2,048 characters.</summary>
    public string Text { get; init; } = "";

    /// <summary>A small picture before it.</summary>
    public string? IconUrl { get; init; }
}

/// <summary>A picture of an <see cref="Embed"/>.</summary>
public sealed record EmbedMedia
{
    /// <summary>Where the picture is.</summary>
    public string Url { get; init; } = "";

    /// <summary>Its height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Its width in pixels.</summary>
    public int? Width { get; init; }
}

/// <summary>The author's line of an <see cref="Embed"/>.</summary>
public sealed record EmbedAuthor
{
    /// <summary>The name, up to 256 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the name leads.</summary>
    public string? Url { get; init; }

    /// <summary>A small picture before it.</summary>
    public string? IconUrl { get; init; }
}
