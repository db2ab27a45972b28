namespace Bingobot.Sandbox.Chat.Text;

/// <summary>A part of a text that has been read as Discord's markdown.</summary>
internal abstract record MarkdownNode;

/// <summary>Characters that stand for themselves; may contain line breaks.</summary>
internal sealed record PlainText(string Text) : MarkdownNode;

/// <summary>Text with a style.</summary>
internal sealed record StyledText(TextStyle Style, IReadOnlyList<MarkdownNode> Content) : MarkdownNode;

/// <summary>Code, within a line or as a block of its own.</summary>
internal sealed record CodeText(string Text, bool IsBlock) : MarkdownNode;

/// <summary>Somebody or something named by its id.</summary>
internal sealed record Mention(MentionKind Kind, string Id) : MarkdownNode;

/// <summary>A point in time.</summary>
/// <param name="Time">When.</param>
/// <param name="Format">Discord's letter for how it is shown.</param>
internal sealed record TimeText(DateTimeOffset Time, char Format) : MarkdownNode;

/// <summary>A link to an http or https address.</summary>
internal sealed record Link(string Url, IReadOnlyList<MarkdownNode> Content) : MarkdownNode;

/// <summary>A line of its own.</summary>
internal sealed record Line(LineKind Kind, IReadOnlyList<MarkdownNode> Content) : MarkdownNode;

/// <summary>Styles of <see cref="StyledText"/>.</summary>
internal enum TextStyle
{
    /// <summary><c>**so**</c></summary>
    Bold,

    /// <summary><c>*so*</c> or <c>_so_</c></summary>
    Italic,

    /// <summary><c>__so__</c></summary>
    Underlined,

    /// <summary><c>~~so~~</c></summary>
    Struck,

    /// <summary><c>||so||</c></summary>
    Spoiler,
}

/// <summary>Kinds of <see cref="Mention"/>.</summary>
internal enum MentionKind
{
    /// <summary><c>&lt;@id&gt;</c></summary>
    User,

    /// <summary><c>&lt;#id&gt;</c></summary>
    Channel,

    /// <summary><c>&lt;@&amp;id&gt;</c></summary>
    Role,

    /// <summary><c>&lt;/name:id&gt;</c>; the id is the command's name.</summary>
    Command,
}

/// <summary>Kinds of <see cref="Line"/>.</summary>
internal enum LineKind
{
    /// <summary><c># so</c></summary>
    Heading1,

    /// <summary><c>## so</c></summary>
    Heading2,

    /// <summary><c>### so</c></summary>
    Heading3,

    /// <summary><c>-# so</c></summary>
    Subtext,

    /// <summary><c>> so</c></summary>
    Quote,

    /// <summary><c>- so</c></summary>
    ListItem,
}
