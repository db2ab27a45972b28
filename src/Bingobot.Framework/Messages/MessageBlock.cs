using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>What a part of a laid-out message is.</summary>
public enum MessageBlockKind
{
    /// <summary>Markdown.</summary>
    Text,

    /// <summary>Texts with a button or a picture beside them.</summary>
    Section,

    /// <summary>Pictures or videos.</summary>
    Gallery,

    /// <summary>Space, with or without a line.</summary>
    Separator,

    /// <summary>A row of buttons.</summary>
    Buttons,

    /// <summary>A select menu.</summary>
    Menu,

    /// <summary>A frame around other parts.</summary>
    Container,
}

/// <summary>
/// A part of a message that is laid out by <see cref="MessageBody.Layout"/>: the properties of all kinds in one record, of which
/// <see cref="Kind"/> says which apply. See <see href="https://docs.discord.com/developers/components/reference"/>.
/// </summary>
/// <param name="Kind">What it is.</param>
[Deterministic]
public sealed record MessageBlock(MessageBlockKind Kind)
{
    /// <summary>The most texts of a section.</summary>
    public const int MaxTexts = 3;

    /// <summary>The most pictures of a gallery.</summary>
    public const int MaxPictures = 10;

    /// <summary>Of a text one, of a section 1 to 3: Markdown. What users wrote goes through <see cref="Markdown.Escape"/>.</summary>
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>Of a gallery: 1 to 10; of a section: the one beside the texts, where there is no button.</summary>
    public IReadOnlyList<Picture>? Pictures { get; init; }

    /// <summary>Of a row: 1 to 5; of a section: the one beside the texts, where there is no picture.</summary>
    public IReadOnlyList<Button>? Buttons { get; init; }

    /// <summary>Of a menu: what is chosen from.</summary>
    public SelectMenu? Menu { get; init; }

    /// <summary>Of a container: what is within; no other container.</summary>
    public IReadOnlyList<MessageBlock>? Blocks { get; init; }

    /// <summary>Of a container: the colour of its side as 0xRRGGBB; null: none.</summary>
    public int? Color { get; init; }

    /// <summary>Of a container: whether it is hidden until one looks.</summary>
    public bool Spoiler { get; init; }

    /// <summary>Of a separator: whether it takes much space.</summary>
    public bool Wide { get; init; }

    /// <summary>Of a separator: whether it draws a line.</summary>
    public bool Line { get; init; }

    /// <summary>Markdown.</summary>
    public static MessageBlock Text(string text) => new(MessageBlockKind.Text) { Texts = [text] };

    /// <summary>1 to 3 texts with a button beside them.</summary>
    public static MessageBlock Section(Button button, params IReadOnlyList<string> texts) =>
        new(MessageBlockKind.Section) { Texts = texts, Buttons = [button] };

    /// <summary>1 to 3 texts with a small picture beside them.</summary>
    public static MessageBlock Section(Picture picture, params IReadOnlyList<string> texts) =>
        new(MessageBlockKind.Section) { Texts = texts, Pictures = [picture] };

    /// <summary>1 to 10 pictures or videos.</summary>
    public static MessageBlock Gallery(params IReadOnlyList<Picture> pictures) => new(MessageBlockKind.Gallery) { Pictures = pictures };

    /// <summary>Space between others.</summary>
    /// <param name="wide">Whether it takes much.</param>
    /// <param name="line">Whether it draws a line.</param>
    public static MessageBlock Separator(bool wide = false, bool line = true) => new(MessageBlockKind.Separator) { Wide = wide, Line = line };

    /// <summary>A row of 1 to 5 buttons.</summary>
    public static MessageBlock Row(params IReadOnlyList<Button> buttons) => new(MessageBlockKind.Buttons) { Buttons = buttons };

    /// <summary>A select menu.</summary>
    public static MessageBlock Select(SelectMenu menu) => new(MessageBlockKind.Menu) { Menu = menu };

    /// <summary>A frame around other parts.</summary>
    /// <param name="blocks">What is within; no other container.</param>
    public static MessageBlock Container(params IReadOnlyList<MessageBlock> blocks) => new(MessageBlockKind.Container) { Blocks = blocks };
}

/// <summary>A picture or video of a laid-out message.</summary>
/// <param name="Url">Where it is, at most 2,048 characters.</param>
/// <param name="Description">What it shows, at most 1,024 characters; null: nothing is told.</param>
/// <param name="Spoiler">Whether it is hidden until one looks.</param>
[Deterministic]
public sealed record Picture(string Url, string? Description = null, bool Spoiler = false)
{
    /// <summary>The most characters of <see cref="Url"/>.</summary>
    public const int MaxUrl = 2048;

    /// <summary>The most characters of <see cref="Description"/>.</summary>
    public const int MaxDescription = 1024;
}
