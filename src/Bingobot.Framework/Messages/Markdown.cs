using System.Globalization;
using System.Text;
using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// Pieces of a message's text. See <see href="https://docs.discord.com/developers/reference#message-formatting"/>.
/// </summary>
[Deterministic]
public static class Markdown
{
    private const string Special = @"\*_~`|<[]";

    /// <summary>A user's mention, shown as the name.</summary>
    public static string Mention(Snowflake user) => $"<@{user}>";

    /// <summary>A moment as each reader's client tells it: "in 5 minutes".</summary>
    public static string Relative(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"<t:{time.ToUnixTimeSeconds()}:R>");

    /// <summary>
    /// What a user wrote, so that it shows as it was written: on one line, without formatting, mentions or links that
    /// hide where they lead.
    /// </summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder escaped = new(text.Length + 8);
        foreach (var c in text)
        {
            if (char.IsControl(c) || c is '\u2028' or '\u2029')
            {
                escaped.Append(' ');
                continue;
            }
            if (Special.Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }

    /// <summary>The beginning of a text, ended by "…" where it is longer; never half of a character.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="length">The most UTF-16 units, 1 or more.</param>
    public static string Shorten(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (text.Length <= length)
            return text;
        var end = length - 1;
        if (end > 0 && char.IsHighSurrogate(text[end - 1]))
            end--;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
