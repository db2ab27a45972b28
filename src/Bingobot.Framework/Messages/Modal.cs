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
/// <param name="Fields">1 to 5, of different names.</param>
[Deterministic]
public sealed record Modal(string CustomId, string Title, IReadOnlyList<ModalField> Fields)
{
    /// <summary>The most characters of <see cref="Title"/>.</summary>
    public const int MaxTitle = 45;

    /// <summary>The most <see cref="Fields"/>.</summary>
    public const int MaxFields = 5;
}

/// <summary>A field of a modal.</summary>
/// <param name="Name">What the handler finds it by, 1 to 100 characters.</param>
/// <param name="Label">What people see, 1 to 45 characters.</param>
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

    /// <summary>Of a text: what it starts with.</summary>
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
}
