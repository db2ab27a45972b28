using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// What to change of a message; what is absent stays, an empty list removes. See
/// <see href="https://docs.discord.com/developers/resources/message#edit-message"/>.
/// </summary>
public sealed record EditMessage
{
    /// <summary>The text, up to 2,000 characters; empty or null removes it. With IsComponentsV2 it is null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Content { get; init; }

    /// <summary>Up to 10 embeds.</summary>
    public IReadOnlyList<Embed>? Embeds { get; init; }

    /// <summary>
    /// SuppressEmbeds may be changed, and IsComponentsV2 set, but never taken away; the content and embeds must be emptied with it.
    /// </summary>
    public MessageFlags? Flags { get; init; }

    /// <summary>Whom the text may ping; absent is all that it mentions.</summary>
    public AllowedMentions? AllowedMentions { get; init; }

    /// <summary>Buttons, selects and the like, in action rows.</summary>
    public IReadOnlyList<Component>? Components { get; init; }

    /// <summary>
    /// The attachments to keep, and what is known of the new files by their place in <see cref="Files"/>; those that are not listed
    /// are removed. Absent keeps all.
    /// </summary>
    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }

    /// <summary>A poll; only for the answer to an interaction that was deferred.</summary>
    public CreatePoll? Poll { get; init; }

    /// <summary>
    /// Up to 10 new files; not part of the JSON. They are added to <see cref="Attachments"/> where these do not name them; to keep
    /// the old ones, list them there.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<FileUpload>? Files { get; init; }
}
