using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads.Json;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// Any component of a message or modal: the fields of all kinds in one record, of which <see cref="Type"/> says which
/// apply. See <see href="https://docs.discord.com/developers/components/reference"/>.
/// </summary>
public sealed partial record Component
{
    /// <summary>What kind of component it is.</summary>
    public ComponentType Type { get; init; }

    /// <summary>A number within the message; Discord gives one where it is absent.</summary>
    public int? Id { get; init; }

    /// <summary>What an interaction tells the component by, 1 to 100 characters.</summary>
    public string? CustomId { get; init; }

    /// <summary>
    /// Of a button, a <see cref="ButtonStyle"/>; of a text input, a <see cref="TextInputStyle"/>.
    /// </summary>
    public int? Style { get; init; }

    /// <summary>The text on a button, up to 80 characters, or of a label, up to 45.</summary>
    public string? Label { get; init; }

    /// <summary>The emoji on a button.</summary>
    public Emoji? Emoji { get; init; }

    /// <summary>Where a link button leads, up to 512 characters.</summary>
    public string? Url { get; init; }

    /// <summary>Of a premium button: what is sold.</summary>
    public Snowflake? SkuId { get; init; }

    /// <summary>Whether it cannot be used; absent is false.</summary>
    public bool? Disabled { get; init; }

    /// <summary>The components within.</summary>
    public IReadOnlyList<Component>? Components { get; init; }

    /// <summary>The one component within a label; its name in JSON is "component".</summary>
    [JsonPropertyName("component")]
    public Component? Labelled { get; init; }

    /// <summary>The button or thumbnail beside a section.</summary>
    public Component? Accessory { get; init; }

    /// <summary>What can be selected: up to 25 of a select, 2 to 10 of a radio group, 1 to 10 of a checkbox group.</summary>
    public IReadOnlyList<SelectOption>? Options { get; init; }

    /// <summary>Of a select that Discord fills: what is selected at first.</summary>
    public IReadOnlyList<SelectDefaultValue>? DefaultValues { get; init; }

    /// <summary>The kinds of channel that a channel select offers.</summary>
    public IReadOnlyList<ChannelType>? ChannelTypes { get; init; }

    /// <summary>The text while nothing is selected, up to 150 characters, or entered, up to 100.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The fewest to select, 0 to 25, or to upload, 0 to 10; absent is 1.</summary>
    public int? MinValues { get; init; }

    /// <summary>The most to select, 1 to 25, or to upload, 1 to 10; absent is 1, and of a checkbox group all.</summary>
    public int? MaxValues { get; init; }

    /// <summary>Of a file upload: "image", "video", "audio" or extensions as ".pdf", up to 10.</summary>
    public IReadOnlyList<string>? FileTypes { get; init; }

    /// <summary>The shortest text, 0 to 4,000 characters.</summary>
    public int? MinLength { get; init; }

    /// <summary>The longest text, 1 to 4,000 characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether a modal cannot be sent without it; absent is true.</summary>
    public bool? Required { get; init; }

    /// <summary>
    /// Of a text input: what it starts with. When a modal is submitted: what was entered in a text input, the value that was
    /// chosen in a radio group, or "true" or "false" of a checkbox, for which Discord sends a boolean.
    /// </summary>
    [JsonConverter(typeof(TextOrFlagConverter))]
    public string? Value { get; init; }

    /// <summary>Of a checkbox: whether it is checked at first; absent is false.</summary>
    public bool? Default { get; init; }

    /// <summary>What was selected, or the ids of what was uploaded, when a modal is submitted.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The Markdown of a text display.</summary>
    public string? Content { get; init; }

    /// <summary>Of a label: what explains it, up to 100 characters; of a thumbnail: what it shows, up to 1,024.</summary>
    public string? Description { get; init; }

    /// <summary>Of a thumbnail: the picture.</summary>
    public MediaItem? Media { get; init; }

    /// <summary>Of a media gallery: 1 to 10 pictures or videos.</summary>
    public IReadOnlyList<MediaGalleryItem>? Items { get; init; }

    /// <summary>Of a file: the attachment, by a URL <c>attachment://name</c>.</summary>
    public MediaItem? File { get; init; }

    /// <summary>Of a file: its name; given by Discord.</summary>
    public string? Name { get; init; }

    /// <summary>Of a file: its size in bytes; given by Discord.</summary>
    public long? Size { get; init; }

    /// <summary>Of a separator: whether it draws a line; absent is true.</summary>
    public bool? Divider { get; init; }

    /// <summary>Of a separator: how much space; absent is small.</summary>
    public SeparatorSpacing? Spacing { get; init; }

    /// <summary>Of a container: the colour of its side as 0xRRGGBB.</summary>
    public int? AccentColor { get; init; }

    /// <summary>Whether it is hidden until one looks; absent is false.</summary>
    public bool? Spoiler { get; init; }
}
