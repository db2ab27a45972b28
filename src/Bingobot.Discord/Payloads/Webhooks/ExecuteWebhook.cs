using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// A message to send by a webhook. One of content, embeds, components, files and a poll must be given; with
/// <see cref="MessageFlags.IsComponentsV2"/>, components and files only. See
/// <see href="https://docs.discord.com/developers/resources/webhook#execute-webhook"/>.
/// </summary>
public sealed record ExecuteWebhook
{
    /// <summary>The text, up to 2,000 characters.</summary>
    public string? Content { get; init; }

    /// <summary>The name to send it under, instead of the webhook's; up to 80 characters.</summary>
    public string? Username { get; init; }

    /// <summary>Where the avatar is to send it with, instead of the webhook's.</summary>
    public string? AvatarUrl { get; init; }

    /// <summary>Whether it is spoken.</summary>
    public bool? Tts { get; init; }

    /// <summary>Up to 10 embeds.</summary>
    public IReadOnlyList<Embed>? Embeds { get; init; }

    /// <summary>Whom the text may ping; absent is all that it mentions.</summary>
    public AllowedMentions? AllowedMentions { get; init; }

    /// <summary>Components; those that can be used only where an application made the webhook.</summary>
    public IReadOnlyList<Component>? Components { get; init; }

    /// <summary>SuppressEmbeds, SuppressNotifications, IsComponentsV2.</summary>
    public MessageFlags? Flags { get; init; }

    /// <summary>The name of the thread to begin with it, in a forum.</summary>
    public string? ThreadName { get; init; }

    /// <summary>Tags of that thread.</summary>
    public IReadOnlyList<Snowflake>? AppliedTags { get; init; }

    /// <summary>A poll.</summary>
    public CreatePoll? Poll { get; init; }

    /// <summary>
    /// What is known of the files, by their place in <see cref="Files"/>; made from <see cref="Files"/> where this is null.
    /// </summary>
    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }

    /// <summary>Up to 10 files to send with it; not part of the JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<FileUpload>? Files { get; init; }
}
