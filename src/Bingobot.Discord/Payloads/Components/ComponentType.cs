namespace Bingobot.Discord.Payloads;

/// <summary>
/// The kinds of component. See
/// <see href="https://docs.discord.com/developers/components/reference#component-object-component-types"/>.
/// </summary>
public enum ComponentType
{
    /// <summary>A row of others.</summary>
    ActionRow = 1,
    /// <summary>A button.</summary>
    Button = 2,
    /// <summary>Selects among given texts.</summary>
    StringSelect = 3,
    /// <summary>A text to be entered.</summary>
    TextInput = 4,
    /// <summary>Selects users.</summary>
    UserSelect = 5,
    /// <summary>Selects roles.</summary>
    RoleSelect = 6,
    /// <summary>Selects users and roles.</summary>
    MentionableSelect = 7,
    /// <summary>Selects channels.</summary>
    ChannelSelect = 8,
    /// <summary>Text with an accessory.</summary>
    Section = 9,
    /// <summary>Markdown.</summary>
    TextDisplay = 10,
    /// <summary>A small picture.</summary>
    Thumbnail = 11,
    /// <summary>Pictures.</summary>
    MediaGallery = 12,
    /// <summary>An attached file.</summary>
    File = 13,
    /// <summary>Space, with or without a line.</summary>
    Separator = 14,
    /// <summary>A frame around others.</summary>
    Container = 17,
    /// <summary>A name and explanation for a component of a modal.</summary>
    Label = 18,
    /// <summary>Files to be uploaded.</summary>
    FileUpload = 19,
    /// <summary>One of several options.</summary>
    RadioGroup = 21,
    /// <summary>Any of several options.</summary>
    CheckboxGroup = 22,
    /// <summary>Yes or no.</summary>
    Checkbox = 23,
}

/// <summary>
/// What a button looks like. See
/// <see href="https://docs.discord.com/developers/components/reference#button-button-styles"/>.
/// </summary>
public enum ButtonStyle
{
    /// <summary>The recommended one.</summary>
    Primary = 1,
    /// <summary>One of several.</summary>
    Secondary = 2,
    /// <summary>Confirms.</summary>
    Success = 3,
    /// <summary>Cannot be undone.</summary>
    Danger = 4,
    /// <summary>Leads to a URL, makes no interaction.</summary>
    Link = 5,
    /// <summary>Buys.</summary>
    Premium = 6,
}

/// <summary>
/// What a text input looks like. See
/// <see href="https://docs.discord.com/developers/components/reference#text-input-text-input-styles"/>.
/// </summary>
public enum TextInputStyle
{
    /// <summary>One line.</summary>
    SingleLine = 1,
    /// <summary>Several lines.</summary>
    Paragraph = 2,
}

/// <summary>
/// How much space a separator takes. See
/// <see href="https://docs.discord.com/developers/components/reference#separator-separator-structure"/>.
/// </summary>
public enum SeparatorSpacing
{
    /// <summary>Little.</summary>
    Small = 1,
    /// <summary>Much.</summary>
    Large = 2,
}
