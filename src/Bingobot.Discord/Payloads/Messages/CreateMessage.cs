using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads.Json;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// A message to send; also a follow-up to an interaction. One of content, embeds, components, stickers, files and a poll must be
/// given. With <see cref="MessageFlags.IsComponentsV2"/> it consists of components alone: content, embeds, stickers and a poll are then
/// refused, and files are seen only where a component shows them. See
/// <see href="https://docs.discord.com/developers/resources/message#create-message"/>.
/// </summary>
public sealed record CreateMessage
{
    /// <summary>
    /// How long Discord is trusted to know an enforced nonce: 2 minutes, of what it calls "the past few minutes". See
    /// <see href="https://docs.discord.com/developers/resources/message#create-message-jsonform-params"/>.
    /// </summary>
    public static readonly TimeSpan NonceMemory = TimeSpan.FromMinutes(2);

    /// <summary>The text, up to 2,000 characters.</summary>
    public string? Content { get; init; }

    /// <summary>What to recognise the message by, up to 25 characters.</summary>
    [JsonConverter(typeof(NonceConverter))]
    public string? Nonce { get; init; }

    /// <summary>
    /// Whether Discord returns the message of the same author and nonce of the past few minutes, where there is one,
    /// instead of sending another. It makes sending idempotent.
    /// </summary>
    public bool? EnforceNonce { get; init; }

    /// <summary>Whether it is spoken.</summary>
    public bool? Tts { get; init; }

    /// <summary>Up to 10 embeds.</summary>
    public IReadOnlyList<Embed>? Embeds { get; init; }

    /// <summary>Whom the text may ping; absent is all that it mentions.</summary>
    public AllowedMentions? AllowedMentions { get; init; }

    /// <summary>Buttons, selects and the like, in action rows; up to 40 of any kind with IsComponentsV2.</summary>
    public IReadOnlyList<Component>? Components { get; init; }

    /// <summary>SuppressEmbeds, SuppressNotifications, IsComponentsV2; for a follow-up also Ephemeral.</summary>
    public MessageFlags? Flags { get; init; }

    /// <summary>What it replies to or forwards.</summary>
    public MessageReference? MessageReference { get; init; }

    /// <summary>Up to 3 stickers of the guild.</summary>
    public IReadOnlyList<Snowflake>? StickerIds { get; init; }

    /// <summary>A poll; such a message cannot be edited.</summary>
    public CreatePoll? Poll { get; init; }

    /// <summary>
    /// What is known of the files, by their place in <see cref="Files"/>; made from <see cref="Files"/> where this is null.
    /// </summary>
    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }

    /// <summary>Up to 10 files to send with it; not part of the JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<FileUpload>? Files { get; init; }
}
