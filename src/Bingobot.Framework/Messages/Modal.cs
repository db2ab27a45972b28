using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// A form that opens in front of the user. See <see
/// href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal"/>.
/// </summary>
/// <param name="CustomId">
/// Made by <see cref="Framework.CustomId.Of"/>; it finds the handler of what is submitted, also after a restart.
/// </param>
/// <param name="Title">1 to 45 characters.</param>
/// <param name="Fields">1 to 5, of different names; notes have none.</param>
[Deterministic]
public sealed record Modal(string CustomId, string Title, IReadOnlyList<ModalField> Fields)
{
    /// <summary>The most characters of <see cref="Title"/>.</summary>
    public const int MaxTitle = 45;

    /// <summary>The most <see cref="Fields"/>.</summary>
    public const int MaxFields = 5;
}

/// <summary>A field of a modal, or a note between them.</summary>
/// <param name="Name">What the handler finds it by, 1 to 100 characters; of a note empty.</param>
/// <param name="Label">What people see, 1 to 45 characters; of a note empty.</param>
/// <param name="Type">What is entered or chosen.</param>
[Deterministic]
public sealed record ModalField(string Name, string Label, ComponentType Type)
{
    /// <summary>The most characters of <see cref="Label"/>.</summary>
    public const int MaxLabel = 45;

    /// <summary>The most characters of <see cref="Description"/>, and of a text's <see cref="Placeholder"/>.</summary>
    public const int MaxDescription = 100;

    /// <summary>The most characters of a text.</summary>
    public const int MaxText = 4000;

    /// <summary>The fewest options of which exactly one is chosen.</summary>
    public const int MinChoices = 2;

    /// <summary>The most options that are all shown.</summary>
    public const int MaxChoices = 10;

    /// <summary>What explains it, at most 100 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the modal can be submitted without it.</summary>
    public bool Optional { get; init; }

    /// <summary>Of a text: whether it has several lines.</summary>
    public bool Paragraph { get; init; }

    /// <summary>Of a text: the fewest characters, 0 to 4,000.</summary>
    public int MinLength { get; init; }

    /// <summary>Of a text: the most characters, 1 to 4,000.</summary>
    public int MaxLength { get; init; } = MaxText;

    /// <summary>Of options that are all shown: 2 to 10 where one is chosen, 1 to 10 where any are.</summary>
    public IReadOnlyList<MenuOption>? Options { get; init; }

    /// <summary>Of options of which any are chosen: how many must be, 0 to 10; 1 by default.</summary>
    public int MinChosen { get; init; } = 1;

    /// <summary>Of options of which any are chosen: how many can be, 1 to 10; null: all.</summary>
    public int? MaxChosen { get; init; }

    /// <summary>Of a text: what it starts with. Of a note: Markdown.</summary>
    public string? Value { get; init; }

    /// <summary>Of a text: what is shown while it is empty, at most 100 characters.</summary>
    public string? Placeholder { get; init; }

    /// <summary>Of a menu: what is chosen from, and how many. Its custom id is the field's name.</summary>
    public SelectMenu? Menu { get; init; }

    /// <summary>Of files: the most, 1 to 10.</summary>
    public int MaxFiles { get; init; } = 1;

    /// <summary>A text.</summary>
    public static ModalField Text(string name, string label, bool paragraph = false) =>
        new(name, label, ComponentType.TextInput) { Paragraph = paragraph };

    /// <summary>A menu.</summary>
    /// <param name="label">What people see, 1 to 45 characters.</param>
    /// <param name="menu">What is chosen from; its custom id is the field's name.</param>
    public static ModalField Choice(string label, SelectMenu menu)
    {
        ArgumentNullException.ThrowIfNull(menu);
        return new ModalField(menu.CustomId, label, menu.Type) { Menu = menu };
    }

    /// <summary>Files.</summary>
    public static ModalField Files(string name, string label, int max = 1) =>
        new(name, label, ComponentType.FileUpload) { MaxFiles = max };

    /// <summary>A box to tick.</summary>
    public static ModalField Checkbox(string name, string label) => new(name, label, ComponentType.Checkbox) { Optional = true };

    /// <summary>Options that are all shown, of which one is chosen.</summary>
    /// <param name="name">What the handler finds it by, 1 to 100 characters.</param>
    /// <param name="label">What people see, 1 to 45 characters.</param>
    /// <param name="options">2 to 10.</param>
    public static ModalField OneOf(string name, string label, params IReadOnlyList<MenuOption> options) =>
        new(name, label, ComponentType.RadioGroup) { Options = options };

    /// <summary>Options that are all shown, of which any are chosen.</summary>
    /// <param name="name">What the handler finds it by, 1 to 100 characters.</param>
    /// <param name="label">What people see, 1 to 45 characters.</param>
    /// <param name="options">1 to 10.</param>
    public static ModalField AnyOf(string name, string label, params IReadOnlyList<MenuOption> options) =>
        new(name, label, ComponentType.CheckboxGroup) { Options = options };

    /// <summary>A text between the fields, into which nothing is entered.</summary>
    /// <param name="text">Markdown, 1 to 4,000 characters.</param>
    public static ModalField Note(string text) => new("", "", ComponentType.TextDisplay) { Value = text };
}
