using System.Text.RegularExpressions;

namespace Bingobot.Sandbox.Chat.Text;

/// <summary>
/// Reads the part of <see href="https://docs.discord.com/developers/reference#message-formatting">Discord's markdown</see>
/// that bots write. What is not understood stays as it was typed; nothing is ever HTML.
/// </summary>
internal static partial class Markdown
{
    private const string Fence = "```";

    private static readonly (string Prefix, LineKind Kind)[] LinePrefixes =
    [
        ("### ", LineKind.Heading3),
        ("## ", LineKind.Heading2),
        ("# ", LineKind.Heading1),
        ("-# ", LineKind.Subtext),
        ("> ", LineKind.Quote),
        ("- ", LineKind.ListItem),
        ("* ", LineKind.ListItem),
    ];

    /// <summary>Reads a message's text.</summary>
    public static IReadOnlyList<MarkdownNode> Read(string text)
    {
        var nodes = new List<MarkdownNode>();
        var at = 0;
        while (at < text.Length)
        {
            var fence = text.IndexOf(Fence, at, StringComparison.Ordinal);
            var close = fence < 0 ? -1 : text.IndexOf(Fence, fence + Fence.Length, StringComparison.Ordinal);
            if (close < 0)
            {
                ReadLines(text[at..], nodes);
                break;
            }

            ReadLines(text[at..fence], nodes);
            nodes.Add(new CodeText(WithoutLanguage(text[(fence + Fence.Length)..close]), IsBlock: true));
            at = close + Fence.Length;
            if (at < text.Length && text[at] == '\n')
                at++;
        }

        return nodes;
    }

    private static string WithoutLanguage(string block)
    {
        var match = LanguageLine().Match(block);
        return (match.Success ? block[match.Length..] : block).Trim('\n');
    }

    private static void ReadLines(string text, List<MarkdownNode> nodes)
    {
        var plain = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.TrimStart();
            var (prefix, kind) = LinePrefixes.FirstOrDefault(known => trimmed.StartsWith(known.Prefix, StringComparison.Ordinal));
            if (prefix is null || trimmed.Length == prefix.Length)
            {
                plain.Add(line);
                continue;
            }

            AddPlain(plain, nodes);
            nodes.Add(new Line(kind, MarkdownInline.Read(trimmed[prefix.Length..])));
        }

        AddPlain(plain, nodes);
    }

    private static void AddPlain(List<string> lines, List<MarkdownNode> nodes)
    {
        var text = string.Join('\n', lines);
        if (text.Length > 0)
            nodes.AddRange(MarkdownInline.Read(text));
        lines.Clear();
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_+\-.#]*\n")]
    private static partial Regex LanguageLine();
}
