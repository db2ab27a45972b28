using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>What a message says.</summary>
/// <param name="Text">Markdown, at most 2,000 characters. What users wrote goes through <see cref="Markdown.Escape"/>.</param>
[Deterministic]
public sealed record MessageBody(string Text)
{
    /// <summary>The most characters of <see cref="Text"/>.</summary>
    public const int MaxText = 2000;

    /// <summary>The most rows of buttons.</summary>
    public const int MaxRows = 5;

    /// <summary>The most buttons in a row.</summary>
    public const int MaxButtonsInRow = 5;

    /// <summary>The buttons, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<Button>> Rows { get; init; } = [];

    /// <summary>
    /// Whom this message may notify; nobody by default. A mention of anyone else, of a role or of everyone is shown and
    /// notifies nobody.
    /// </summary>
    public IReadOnlyList<Snowflake> Notify { get; init; } = [];

    /// <summary>Lays buttons out in rows of five.</summary>
    /// <param name="buttons">At most 25.</param>
    /// <exception cref="ArgumentException">There are more.</exception>
    public static IReadOnlyList<IReadOnlyList<Button>> InRows(IEnumerable<Button> buttons)
    {
        Button[][] rows = [.. buttons.Chunk(MaxButtonsInRow)];
        return rows.Length <= MaxRows
            ? rows
            : throw new ArgumentException($"A message has at most {MaxRows * MaxButtonsInRow} buttons.", nameof(buttons));
    }
}

/// <summary>A button of a message.</summary>
/// <param name="CustomId">Made by <see cref="CustomId.Of"/>; it finds the module's handler, also after a restart.</param>
/// <param name="Label">What it says, 1 to 80 characters.</param>
/// <param name="Style">How it looks.</param>
/// <param name="Disabled">Whether it cannot be pressed.</param>
public sealed record Button(
    string CustomId, string Label, ButtonStyle Style = ButtonStyle.Primary, bool Disabled = false)
{
    /// <summary>The most characters of <see cref="Label"/>.</summary>
    public const int MaxLabel = 80;
}
