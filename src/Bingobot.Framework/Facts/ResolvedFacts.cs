using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>What an id can stand for.</summary>
public enum EntityKind
{
    /// <summary>A user.</summary>
    User,

    /// <summary>A role.</summary>
    Role,

    /// <summary>A channel.</summary>
    Channel,

    /// <summary>A file.</summary>
    File,
}

/// <summary>What an id stands for, as Discord resolved it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The name that it is shown by; at most 100 characters.</param>
public sealed record ResolvedEntity(Snowflake Id, EntityKind Kind, string Name)
{
    /// <summary>Of a user, whether it is a bot.</summary>
    public bool? Bot { get; init; }

    /// <summary>Of a file, what is known of it.</summary>
    public AttachedFile? File { get; init; }
}

/// <summary>A file that somebody gave. It stays where Discord keeps it, and its URL does not work for ever.</summary>
/// <param name="Id">The attachment.</param>
/// <param name="Name">The file's name, as it was given; at most 100 characters.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="ContentType">The media type, as the sender's client told it; null where it did not.</param>
public sealed record AttachedFile(Snowflake Id, string Name, string Url, long Size, string? ContentType);

/// <summary>The message that a command of a context menu is about.</summary>
/// <param name="Message">The message.</param>
/// <param name="Author">By whom it is.</param>
/// <param name="AuthorName">That user's name.</param>
/// <param name="Bot">Whether that is a bot.</param>
/// <param name="Content">Its text; at most 4,000 characters are kept.</param>
public sealed record TargetMessage(Snowflake Message, Snowflake Author, string AuthorName, bool Bot, string Content);

/// <summary>What was entered in one field of a modal.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Values">
/// The text that was entered; the values or ids that were chosen; <c>true</c> or <c>false</c> of a checkbox. At most 25, of at
/// most 4,000 characters each, which is the most that Discord allows.
/// </param>
public sealed record FieldValue(string Name, IReadOnlyList<string> Values);
