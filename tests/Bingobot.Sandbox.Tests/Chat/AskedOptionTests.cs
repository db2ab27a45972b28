using System.Text.Json;
using Bingobot.Sandbox.Chat.Commands;

namespace Bingobot.Sandbox.Tests.Chat;

public class AskedOptionTests
{
    private static readonly CommandScope Scope = new(
        [
            new CommandView("find", "Finds",
            [
                new OptionView("what", "What", OptionKind.Text, IsRequired: true, [], null, null) { IsCompleted = true },
                new OptionView("where", "Where", OptionKind.Text, IsRequired: false, [], null, null),
            ]),
        ],
        [],
        [],
        []);

    [Theory]
    [InlineData("/find what:|", "")]
    [InlineData("/find what:te|", "te")]
    [InlineData("/find where:here what:te|", "te")]
    public void Option_ThatTheBotCompletes_IsAskedFor(string line, string typed)
    {
        AskedOption? asked = At(line);

        Assert.Equal(("what", typed), (asked?.Option.Name, asked?.Given["what"].GetString()));
    }

    [Theory]
    [InlineData("/find |what:te")]
    [InlineData("/find where:he|")]
    [InlineData("/fin what:te|")]
    [InlineData("what:te|")]
    public void AnythingElse_IsNotAskedFor(string line) => Assert.Null(At(line));

    [Fact]
    public void Suggestion_Chosen_PutsItsValueIntoTheLine()
    {
        AskedOption asked = At("/find what:te| where:here")!;

        Completion offered = asked.Offer(
            "/find what:te where:here", [new ChoiceView("Green tea", JsonSerializer.SerializeToElement("green tea"))]);

        CompletionItem item = Assert.Single(offered.Items);
        Assert.Equal(("Green tea", "/find what:\"green tea\" where:here"), (item.Label, item.Text));
    }

    private static AskedOption? At(string line)
    {
        int caret = line.IndexOf('|', StringComparison.Ordinal);
        return AskedOption.At(line.Remove(caret, 1), caret, Scope);
    }
}
