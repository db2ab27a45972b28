using System.Text;
using Bingobot.Sandbox.Chat.Text;
using CsCheck;

namespace Bingobot.Sandbox.Tests.Chat;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("**bold** and *it* and _it_", "Bold(bold) and Italic(it) and Italic(it)")]
    [InlineData("***both***", "Bold(Italic(both))")]
    [InlineData("**a *b***", "Bold(a Italic(b))")]
    [InlineData("__u__ ~~s~~ ||x||", "Underlined(u) Struck(s) Spoiler(x)")]
    [InlineData("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name")]
    [InlineData("**open", "**open")]
    [InlineData(@"\*not\* <b>", "*not* <b>")]
    [InlineData("`**code**`", "code(**code**)")]
    [InlineData("a ```cs\nvar x = 1;\n``` b", "a block(var x = 1;) b")]
    [InlineData("hi <@12> <@!12> <#34> <@&56> </vote start:7>", "hi User:12 User:12 Channel:34 Role:56 Command:vote start")]
    [InlineData("<t:1700000000:R> <t:0> <t:9999999999999>", "time:1700000000R time:0f <t:9999999999999>")]
    [InlineData("<:wave:123> <a:party:4>", ":wave: :party:")]
    [InlineData("# One\ntwo\n- three\n> four\n-# five", "Heading1(One)twoListItem(three)Quote(four)Subtext(five)")]
    [InlineData("see https://a.example/x?y=1. ok", "see link:https://a.example/x?y=1(https://a.example/x?y=1). ok")]
    [InlineData("[**here**](https://a.example)", "link:https://a.example(Bold(here))")]
    [InlineData("[x](javascript:alert(1))", "[x](javascript:alert(1))")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    public void Read_Text_GivesNodes(string text, string expected) => Assert.Equal(expected, Show(Markdown.Read(text)));

    [Fact]
    public void Read_AnyText_LosesNoLetters() =>
        Gen.OneOf("*", "**", "_", "__", "`", "<@1>", "[", "](", ")", "\n", "- ", "> ", "# ", "||", "w", "z ", "\\")
            .Array[0, 30]
            .Select(string.Concat)
            .Sample(text => Assert.Equal(Letters(text), Letters(Show(Markdown.Read(text)))));

    [Fact]
    public void Read_LongestMessageOfMarks_EndsSoon()
    {
        var nodes = Markdown.Read(string.Concat(Enumerable.Repeat("*_~~||[`<", 4000 / 9)));

        Assert.NotEmpty(nodes);
    }

    private static string Letters(string text) => string.Concat(text.Where(letter => letter is 'w' or 'z'));

    private static string Show(IReadOnlyList<MarkdownNode> nodes)
    {
        var text = new StringBuilder();
        foreach (var node in nodes)
        {
            text.Append(node switch
            {
                PlainText plain => plain.Text,
                StyledText styled => $"{styled.Style}({Show(styled.Content)})",
                CodeText code => $"{(code.IsBlock ? "block" : "code")}({code.Text})",
                Mention mention => $"{mention.Kind}:{mention.Id}",
                TimeText time => $"time:{time.Time.ToUnixTimeSeconds()}{time.Format}",
                Link link => $"link:{link.Url}({Show(link.Content)})",
                Line line => $"{line.Kind}({Show(line.Content)})",
                _ => throw new NotSupportedException(node.GetType().Name),
            });
        }

        return text.ToString();
    }
}
