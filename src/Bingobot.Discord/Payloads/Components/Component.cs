using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// Any component of a message or modal: the fields of all kinds in one record, of which <see cref="Type"/> says which
/// apply. See <see href="https://docs.discord.com/developers/components/reference"/>.
/// </summary>
public sealed record Component
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

    /// <summary>Whether it cannot be used; absent is false.</summary>
    public bool? Disabled { get; init; }

    /// <summary>The components within.</summary>
    public IReadOnlyList<Component>? Components { get; init; }

    /// <summary>The one component within a label; its name in JSON is "component".</summary>
    [JsonPropertyName("component")]
    public Component? Labelled { get; init; }

    /// <summary>The button or thumbnail beside a section.</summary>
    public Component? Accessory { get; init; }

    /// <summary>What can be selected, up to 25.</summary>
    public IReadOnlyList<SelectOption>? Options { get; init; }

    /// <summary>The kinds of channel that a channel select offers.</summary>
    public IReadOnlyList<ChannelType>? ChannelTypes { get; init; }

    /// <summary>The text while nothing is selected, up to 150 characters, or entered, up to 100.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The fewest to select, 0 to 25; absent is 1.</summary>
    public int? MinValues { get; init; }

    /// <summary>The most to select, 1 to 25; absent is 1.</summary>
    public int? MaxValues { get; init; }

    /// <summary>The shortest text, 0 to 4,000 characters.</summary>
    public int? MinLength { get; init; }

    /// <summary>The longest text, 1 to 4,000 characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether a modal cannot be sent without it; absent is true.</summary>
    public bool? Required { get; init; }

    /// <summary>The text of a text input: what it starts with, or what was entered.</summary>
    public string? Value { get; init; }

    /// <summary>What was selected, when a modal is submitted.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The Markdown of a text display.</summary>
    public string? Content { get; init; }

    /// <summary>Of a label: what explains it, up to 100 characters; of a thumbnail: what it shows.</summary>
    public string? Description { get; init; }

    /// <summary>Of a separator: whether it draws a line; absent is true.</summary>
    public bool? Divider { get; init; }

    /// <summary>Of a separator: 1 small, 2 large; absent is 1.</summary>
    public int? Spacing { get; init; }

    /// <summary>Of a container: the colour of its side as 0xRRGGBB.</summary>
    public int? AccentColor { get; init; }

    /// <summary>Whether it is hidden until one looks; absent is false.</summary>
    public bool? Spoiler { get; init; }

    /// <summary>A row of up to 5 buttons, or of one select.</summary>
    public static Component ActionRow(params IReadOnlyList<Component> components) =>
        new() { Type = ComponentType.ActionRow, Components = components };

    /// <summary>A button that makes an interaction.</summary>
    public static Component Button(
        string customId, string label, ButtonStyle style = ButtonStyle.Primary, bool disabled = false) =>
        new()
        {
            Type = ComponentType.Button,
            CustomId = customId,
            Label = label,
            Style = (int)style,
            Disabled = disabled ? true : null,
        };
}

/// <summary>
/// What can be selected in a string select. See
/// <see href="https://docs.discord.com/developers/components/reference#string-select-select-option-structure"/>.
/// </summary>
public sealed record SelectOption
{
    /// <summary>What the user sees, up to 100 characters.</summary>
    public string Label { get; init; } = "";

    /// <summary>What the bot receives, up to 100 characters.</summary>
    public string Value { get; init; } = "";

    /// <summary>What explains it, up to 100 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The emoji before it.</summary>
    public Emoji? Emoji { get; init; }

    /// <summary>Whether it is selected at first.</summary>
    public bool? Default { get; init; }
}
