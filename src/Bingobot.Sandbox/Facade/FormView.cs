namespace Bingobot.Sandbox;

/// <summary>A form (modal) by which the bot answered.</summary>
/// <param name="InteractionId">What <see cref="ISandbox.SubmitFormAsync"/> takes.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Fields">What is in it, in order.</param>
public sealed record FormView(string InteractionId, string Title, IReadOnlyList<FormFieldView> Fields);

/// <summary>One field of a form, or a text between them.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="CustomId">The key of its value; null for a text.</param>
/// <param name="Label">What is asked; or the text itself, in Discord's markdown.</param>
/// <param name="Description">More about it, or null.</param>
public sealed record FormFieldView(FormFieldKind Kind, string? CustomId, string Label, string? Description)
{
    /// <summary>It cannot be left out.</summary>
    public bool IsRequired { get; init; }

    /// <summary>A text of several lines.</summary>
    public bool IsParagraph { get; init; }

    /// <summary>What is shown while there is nothing, or null.</summary>
    public string? Placeholder { get; init; }

    /// <summary>What a text begins with, or null.</summary>
    public string? Value { get; init; }

    /// <summary>Least characters of a text, or least choices.</summary>
    public int Min { get; init; }

    /// <summary>Most characters of a text, or most choices.</summary>
    public int Max { get; init; } = 1;

    /// <summary>What can be chosen; for a menu of users, roles or channels what is chosen to begin with.</summary>
    public IReadOnlyList<SelectOptionView> Options { get; init; } = [];
}

/// <summary>Kinds of field; the numbers are <see href="https://docs.discord.com/developers/components/reference#component-object-component-types">Discord's</see>.</summary>
public enum FormFieldKind
{
    /// <summary>A menu of texts.</summary>
    StringSelect = 3,

    /// <summary>A text.</summary>
    TextInput = 4,

    /// <summary>A menu of users.</summary>
    UserSelect = 5,

    /// <summary>A menu of roles.</summary>
    RoleSelect = 6,

    /// <summary>A menu of users and roles.</summary>
    MentionableSelect = 7,

    /// <summary>A menu of channels.</summary>
    ChannelSelect = 8,

    /// <summary>A text to read.</summary>
    Text = 10,

    /// <summary>Files.</summary>
    FileUpload = 19,

    /// <summary>One of several.</summary>
    RadioGroup = 21,

    /// <summary>Some of several.</summary>
    CheckboxGroup = 22,

    /// <summary>Yes or no.</summary>
    Checkbox = 23,
}
