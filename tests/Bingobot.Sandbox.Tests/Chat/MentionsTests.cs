using Bingobot.Sandbox.Chat.Text;

namespace Bingobot.Sandbox.Tests.Chat;

public sealed class MentionsTests
{
    [Theory]
    [InlineData("hi @ada!", "hi <@1001>!")]
    [InlineData("@Grace.", "<@1002>.")]
    [InlineData("see #general", "see <#2001>")]
    [InlineData("@nobody a@ada <@1001> `@ada`", "@nobody a@ada <@1001> `@ada`")]
    [InlineData("@ada2", "@ada2")]
    public void Resolve_Text_NamesIds(string text, string expected) =>
        Assert.Equal(expected, Mentions.Resolve(text, SampleScope.Scope.Members, SampleScope.Scope.Channels));
}
