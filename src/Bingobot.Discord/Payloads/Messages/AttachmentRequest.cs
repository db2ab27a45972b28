namespace Bingobot.Discord.Payloads;

/// <summary>
/// A file of a message to send or edit. See
/// <see href="https://docs.discord.com/developers/resources/message#attachment-object"/>.
/// </summary>
public sealed record AttachmentRequest
{
    /// <summary>Of a new file, its place in the list of files, from 0; of an attachment to keep, its id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>The file's name; the upload's own where absent.</summary>
    public string? Filename { get; init; }

    /// <summary>What it shows, up to 1,024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is hidden until one looks.</summary>
    public bool? IsSpoiler { get; init; }
}
