namespace Bingobot.Discord.Payloads;

/// <summary>Makes the components of messages.</summary>
public sealed partial record Component
{
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

    /// <summary>A button that leads to a URL, and makes no interaction.</summary>
    public static Component LinkButton(string url, string label, bool disabled = false) =>
        new()
        {
            Type = ComponentType.Button,
            Url = url,
            Label = label,
            Style = (int)ButtonStyle.Link,
            Disabled = disabled ? true : null,
        };

    /// <summary>A button that sells, and makes no interaction.</summary>
    public static Component PremiumButton(Snowflake sku) =>
        new() { Type = ComponentType.Button, SkuId = sku, Style = (int)ButtonStyle.Premium };

    /// <summary>A select among up to 25 given options.</summary>
    public static Component StringSelect(string customId, params IReadOnlyList<SelectOption> options) =>
        new() { Type = ComponentType.StringSelect, CustomId = customId, Options = options };

    /// <summary>A select of users.</summary>
    public static Component UserSelect(string customId) => new() { Type = ComponentType.UserSelect, CustomId = customId };

    /// <summary>A select of roles.</summary>
    public static Component RoleSelect(string customId) => new() { Type = ComponentType.RoleSelect, CustomId = customId };

    /// <summary>A select of users and roles.</summary>
    public static Component MentionableSelect(string customId) =>
        new() { Type = ComponentType.MentionableSelect, CustomId = customId };

    /// <summary>A select of channels, of these types only where some are given.</summary>
    public static Component ChannelSelect(string customId, params IReadOnlyList<ChannelType> types) =>
        new()
        {
            Type = ComponentType.ChannelSelect,
            CustomId = customId,
            ChannelTypes = types.Count == 0 ? null : types,
        };

    /// <summary>1 to 3 texts with a button or thumbnail beside them. Of Components V2.</summary>
    public static Component Section(Component accessory, params IReadOnlyList<Component> texts) =>
        new() { Type = ComponentType.Section, Accessory = accessory, Components = texts };

    /// <summary>Markdown. Of Components V2, and of modals.</summary>
    public static Component TextDisplay(string content) => new() { Type = ComponentType.TextDisplay, Content = content };

    /// <summary>A small picture beside a section. Of Components V2.</summary>
    public static Component Thumbnail(string url, string? description = null) =>
        new() { Type = ComponentType.Thumbnail, Media = new MediaItem { Url = url }, Description = description };

    /// <summary>1 to 10 pictures or videos. Of Components V2.</summary>
    public static Component MediaGallery(params IReadOnlyList<MediaGalleryItem> items) =>
        new() { Type = ComponentType.MediaGallery, Items = items };

    /// <summary>A file that is sent with the message. Of Components V2.</summary>
    /// <param name="fileName">The name that it is sent by.</param>
    public static Component AttachedFile(string fileName) =>
        new() { Type = ComponentType.File, File = new MediaItem { Url = "attachment://" + fileName } };

    /// <summary>Space between others, with a line or without. Of Components V2.</summary>
    public static Component Separator(SeparatorSpacing spacing = SeparatorSpacing.Small, bool divider = true) =>
        new() { Type = ComponentType.Separator, Spacing = spacing, Divider = divider };

    /// <summary>A frame around rows, texts, sections, galleries, separators and files. Of Components V2.</summary>
    /// <param name="accentColor">The colour of its side as 0xRRGGBB; null: none.</param>
    /// <param name="components">What is inside.</param>
    public static Component Container(int? accentColor, params IReadOnlyList<Component> components) =>
        new() { Type = ComponentType.Container, AccentColor = accentColor, Components = components };
}
