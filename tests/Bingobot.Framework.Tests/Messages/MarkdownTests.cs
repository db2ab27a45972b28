using Bingobot.Discord.Payloads;
using CsCheck;

namespace Bingobot.Framework.Tests.Messages;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("plain text!", "plain text!")]
    [InlineData("*a* _b_ ~c~ `d` |e|", @"\*a\* \_b\_ \~c\~ \`d\` \|e\|")]
    [InlineData("<@1> <t:1:R>", @"\<@1> \<t:1:R>")]
    [InlineData("[x](http://y)", @"\[x\](http://y)")]
    [InlineData("a\nb\r\tc\u2028d", "a b  c d")]
    [InlineData("\\", @"\\")]
    public void Escape_ShowsWhatWasWritten(string text, string escaped) => Assert.Equal(escaped, Markdown.Escape(text));

    [Fact]
    public void Escape_OfAnyText_IsOneLineOfAtMostTwiceItsLength() => Gen.String.Sample(text =>
        Markdown.Escape(text) is var escaped && escaped.Length <= 2 * text.Length && !escaped.Contains('\n', StringComparison.Ordinal));

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("a😀b", 3, "a…")]
    [InlineData("ab", 1, "…")]
    public void Shorten_EndsInAnEllipsisAndHalvesNoCharacter(string text, int length, string shortened) =>
        Assert.Equal(shortened, Markdown.Shorten(text, length));

    [Fact]
    public void MentionsAndTimes_AreDiscords()
    {
        Assert.Equal("<@42>", Markdown.Mention(new Snowflake(42)));
        Assert.Equal("<t:1767225600:R>", Markdown.Relative(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void InRows_MoreButtonsThanAMessageHas_Throws()
    {
        Button[] buttons = [.. Enumerable.Range(0, 26).Select(i => new Button($"m:k:{i}", "x"))];

        Assert.Equal(5, MessageBody.InRows(buttons.Take(25)).Count);
        Assert.Throws<ArgumentException>(() => MessageBody.InRows(buttons));
    }
}
