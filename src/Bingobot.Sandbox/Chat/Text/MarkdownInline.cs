using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Bingobot.Sandbox.Chat.Text;

/// <summary>Reads markdown within a line.</summary>
internal static partial class MarkdownInline
{
    /// <summary>Styles within styles beyond this depth stay as they were typed.</summary>
    private const int DeepestNesting = 8;

    private static readonly (string Mark, TextStyle Style)[] Marks =
    [
        ("**", TextStyle.Bold),
        ("__", TextStyle.Underlined),
        ("~~", TextStyle.Struck),
        ("||", TextStyle.Spoiler),
        ("*", TextStyle.Italic),
        ("_", TextStyle.Italic),
    ];

    /// <summary>Reads a text without blocks.</summary>
    public static IReadOnlyList<MarkdownNode> Read(string text) => Read(text, depth: 0);

    private static List<MarkdownNode> Read(string text, int depth)
    {
        var nodes = new List<MarkdownNode>();
        var plain = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == '\\' && at + 1 < text.Length && char.IsAscii(text[at + 1]) && char.IsPunctuation(text[at + 1]))
            {
                plain.Append(text[at + 1]);
                at += 2;
            }
            else if (ReadNode(text, at, depth) is { } read)
            {
                Flush(plain, nodes);
                nodes.Add(read.Node);
                at = read.End;
            }
            else
            {
                plain.Append(text[at++]);
            }
        }

        Flush(plain, nodes);
        return nodes;
    }

    private static void Flush(StringBuilder plain, List<MarkdownNode> nodes)
    {
        if (plain.Length > 0)
            nodes.Add(new PlainText(plain.ToString()));
        plain.Clear();
    }

    private static (MarkdownNode Node, int End)? ReadNode(string text, int at, int depth) => text[at] switch
    {
        '`' => ReadCode(text, at),
        '<' => ReadAngled(text, at),
        'h' => ReadAddress(text, at),
        '[' when depth < DeepestNesting => ReadLink(text, at, depth),
        '*' or '_' or '~' or '|' when depth < DeepestNesting => ReadStyled(text, at, depth),
        _ => null,
    };

    private static (MarkdownNode Node, int End)? ReadCode(string text, int at)
    {
        var mark = text.AsSpan(at).StartsWith("``") ? "``" : "`";
        var start = at + mark.Length;
        var close = text.IndexOf(mark, start, StringComparison.Ordinal);
        return close > start
            ? (new CodeText(text[start..close], IsBlock: false), close + mark.Length)
            : null;
    }

    private static (MarkdownNode Node, int End)? ReadStyled(string text, int at, int depth)
    {
        foreach (var (mark, style) in Marks)
        {
            if (!text.AsSpan(at).StartsWith(mark))
                continue;
            var start = at + mark.Length;
            var close = Close(text, start, mark);
            if (close > start && IsProper(text, at, start, close, mark))
                return (new StyledText(style, Read(text[start..close], depth + 1)), close + mark.Length);
        }

        return null;
    }

    /// <summary>The end of a style: in <c>**a *b***</c> the last two of three asterisks close the outer one.</summary>
    private static int Close(string text, int start, string mark)
    {
        var close = text.IndexOf(mark, start, StringComparison.Ordinal);
        while (close >= 0 && close + mark.Length < text.Length && text[close + mark.Length] == mark[0])
            close++;
        return close;
    }

    /// <summary>A lone asterisk before a space, and an underscore within a word, are no marks.</summary>
    private static bool IsProper(string text, int at, int start, int close, string mark) => mark switch
    {
        "*" => !char.IsWhiteSpace(text[start]) && !char.IsWhiteSpace(text[close - 1]),
        "_" => (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
            && (close + 1 == text.Length || !char.IsLetterOrDigit(text[close + 1])),
        _ => true,
    };

    private static (MarkdownNode Node, int End)? ReadAngled(string text, int at)
    {
        var close = text.IndexOf('>', at);
        if (close < 0)
            return null;
        var inner = text[(at + 1)..close];
        MarkdownNode? node = null;
        if (MentionInner().Match(inner) is { Success: true } mention)
            node = new Mention(KindOf(mention.Groups[1].Value), mention.Groups[2].Value);
        else if (CommandInner().Match(inner) is { Success: true } command)
            node = new Mention(MentionKind.Command, command.Groups[1].Value);
        else if (EmojiInner().Match(inner) is { Success: true } emoji)
            node = new PlainText(emoji.Groups[1].Value);
        else if (TimeInner().Match(inner) is { Success: true } time)
            node = ReadTime(time);
        else if (ReadAddress(inner, 0) is { } address && address.End == inner.Length)
            node = address.Node;
        return node is null ? null : (node, close + 1);
    }

    private static MentionKind KindOf(string mark) => mark switch
    {
        "#" => MentionKind.Channel,
        "@&" => MentionKind.Role,
        _ => MentionKind.User,
    };

    private static TimeText? ReadTime(Match match)
    {
        var isInRange = long.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds()
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        var format = match.Groups[2].Success ? match.Groups[2].Value[0] : 'f';
        return isInRange ? new TimeText(DateTimeOffset.FromUnixTimeSeconds(seconds), format) : null;
    }

    private static (MarkdownNode Node, int End)? ReadLink(string text, int at, int depth)
    {
        var middle = text.IndexOf("](", at, StringComparison.Ordinal);
        var close = middle < 0 ? -1 : text.IndexOf(')', middle);
        if (close < 0)
            return null;
        var address = text[(middle + 2)..close].Trim('<', '>');
        return IsWebAddress(address)
            ? (new Link(address, Read(text[(at + 1)..middle], depth + 1)), close + 1)
            : null;
    }

    private static (MarkdownNode Node, int End)? ReadAddress(string text, int at)
    {
        var match = WebAddress().Match(text, at);
        if (!match.Success || match.Index != at || !IsWebAddress(match.Value))
            return null;
        return (new Link(match.Value, [new PlainText(match.Value)]), at + match.Length);
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    [GeneratedRegex(@"\A(@!?|@&|#)([0-9]{1,20})\z")]
    private static partial Regex MentionInner();

    [GeneratedRegex(@"\A/([^:<>]{1,100}):[0-9]{1,20}\z")]
    private static partial Regex CommandInner();

    [GeneratedRegex(@"\Aa?(:[A-Za-z0-9_]{1,32}:)[0-9]{1,20}\z")]
    private static partial Regex EmojiInner();

    [GeneratedRegex(@"\At:(-?[0-9]{1,13})(?::([tTdDfFR]))?\z")]
    private static partial Regex TimeInner();

    [GeneratedRegex(@"\Ghttps?://[^\s<>""]*[^\s<>""'.,;:!?)\]}*_~|]")]
    private static partial Regex WebAddress();
}
