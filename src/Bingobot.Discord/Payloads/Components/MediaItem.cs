namespace Bingobot.Discord.Payloads;

/// <summary>
/// A picture, video or file of a component. All but <see cref="Url"/> is given by Discord. See
/// <see href="https://docs.discord.com/developers/components/reference#unfurled-media-item"/>.
/// </summary>
public sealed record MediaItem
{
    /// <summary>Where it is: any URL, or <c>attachment://name</c> for a file that is sent with the message.</summary>
    public string Url { get; init; } = "";

    /// <summary>Where it is, through Discord's proxy.</summary>
    public string? ProxyUrl { get; init; }

    /// <summary>Its height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Its width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>A thumbhash to show while it is loaded.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The version of <see cref="Placeholder"/>.</summary>
    public int? PlaceholderVersion { get; init; }

    /// <summary>The media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>1: it is animated.</summary>
    public int? Flags { get; init; }

    /// <summary>The attachment that it is, where it was uploaded.</summary>
    public Snowflake? AttachmentId { get; init; }
}

/// <summary>
/// One of a media gallery. See
/// <see href="https://docs.discord.com/developers/components/reference#media-gallery-media-gallery-item-structure"/>.
/// </summary>
public sealed record MediaGalleryItem
{
    /// <summary>The picture or video.</summary>
    public MediaItem Media { get; init; } = new();

    /// <summary>What it shows, up to 1,024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is hidden until one looks; absent is false.</summary>
    public bool? Spoiler { get; init; }
}
