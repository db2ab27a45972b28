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

    /// <summary>The most parts of a <see cref="Layout"/>, those within others counted.</summary>
    public const int MaxParts = 40;

    /// <summary>The most characters of all texts of a <see cref="Layout"/>.</summary>
    public const int MaxLayoutText = 4000;

    /// <summary>The most rows of buttons and menus.</summary>
    public const int MaxRows = 5;

    /// <summary>The most buttons in a row.</summary>
    public const int MaxButtonsInRow = 5;

    /// <summary>The buttons, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<Button>> Rows { get; init; } = [];

    /// <summary>The select menus, each in a row of its own above the buttons; with the rows of buttons at most five.</summary>
    public IReadOnlyList<SelectMenu>? Menus { get; init; }

    /// <summary>
    /// Texts, pictures, buttons and menus in this order, in place of the text, the menus and the rows, which are empty then; null
    /// where those are used. At most 40 parts, those within others counted, and 4,000 characters of text. A message that once was laid
    /// out stays so. See <see href="https://docs.discord.com/developers/components/using-message-components"/>.
    /// </summary>
    public IReadOnlyList<MessageBlock>? Layout { get; init; }

    /// <summary>
    /// Whom this message may notify; nobody by default. A mention of anyone else, of a role or of everyone is shown and
    /// notifies nobody.
    /// </summary>
    public IReadOnlyList<Snowflake> Notify { get; init; } = [];

    /// <summary>A message that is laid out.</summary>
    /// <param name="blocks">Its parts, from the top.</param>
    public static MessageBody Of(params IReadOnlyList<MessageBlock> blocks) => new("") { Layout = blocks };

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
