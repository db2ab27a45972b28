using Bingobot.Sandbox.Chat.Commands;
using CsCheck;

namespace Bingobot.Sandbox.Tests.Chat;

public sealed class CompleterTests
{
    [Theory]
    [InlineData("/|", "/activity me,/activity top,/challenge,/paint,/vote list,/vote start")]
    [InlineData("/vo|", "/vote list,/vote start")]
    [InlineData("/VOTE |", "/vote list,/vote start")]
    [InlineData("/vote s|", "/vote start")]
    [InlineData("/start|", "/vote start")]
    [InlineData("/xyzzy|", "")]
    [InlineData("|/vote", "")]
    [InlineData("/vote start |", "question:,options:,duration:,quorum:")]
    [InlineData("/vote start o|", "options:")]
    [InlineData("/vote start question:|", "")]
    [InlineData("/vote start question:Piz|", "")]
    [InlineData("/vote start question:Pizza to|", "")]
    [InlineData("/vote start question:Pizza du|", "duration:")]
    [InlineData("/vote start question:Pizza |", "options:,duration:,quorum:")]
    [InlineData("/vote start question:\"Pizza du|", "")]
    [InlineData("/vote start question:\"Pizza\" |", "options:,duration:,quorum:")]
    [InlineData("/vote start question:\"Pizza\" options:\"a,b\" d|", "duration:")]
    [InlineData("/vote start que|:x options:y", "question:")]
    [InlineData("/vote list |", "")]
    [InlineData("/challenge user:|", "@ada,@grace,@Bingobot")]
    [InlineData("/challenge user:@g|", "@grace")]
    [InlineData("/challenge user:ada |", "reason:")]
    [InlineData("/paint color:|", "Red,Deep blue")]
    [InlineData("/paint color:de|", "Deep blue")]
    [InlineData("/paint glossy:t|", "true")]
    [InlineData("/paint where:#g|", "#general")]
    [InlineData("/paint nothing:x|", "")]
    [InlineData("hello @|", "@ada,@grace,@Bingobot")]
    [InlineData("hello @gr|", "@grace")]
    [InlineData("mail a@|", "")]
    [InlineData("hello|", "")]
    [InlineData("|", "")]
    public void At_Caret_OffersLabels(string marked, string labels) =>
        Assert.Equal(labels, string.Join(',', At(marked).Items.Select(item => item.Label)));

    [Theory]
    [InlineData("/vo|", 1, "/vote start |")]
    [InlineData("/vote li|", 0, "/vote list|")]
    [InlineData("  /vote s| question:x", 0, "  /vote start |question:x")]
    [InlineData("/vote start |", 0, "/vote start question:|")]
    [InlineData("/vote start que|:x options:y", 0, "/vote start question:|x options:y")]
    [InlineData("/vote start question:Pizza du|", 0, "/vote start question:Pizza duration:|")]
    [InlineData("/challenge user:@g| reason:x", 0, "/challenge user:@grace |reason:x")]
    [InlineData("/paint color:de|", 0, "/paint color:\"Deep blue\" |")]
    [InlineData("hi @gr| there", 0, "hi @grace |there")]
    public void At_ItemChosen_ReplacesWhatWasTyped(string marked, int index, string expected)
    {
        var item = At(marked).Items[index];

        Assert.Equal(expected.Replace("|", "", StringComparison.Ordinal), item.Text);
        Assert.Equal(expected.IndexOf('|', StringComparison.Ordinal), item.Caret);
    }

    [Fact]
    public void At_Options_SayWhatTheyTake()
    {
        var items = At("/challenge |").Items;

        Assert.Equal([true, true], items.Select(item => item.IsRequired));
        Assert.Equal(["a member, as @name", "text of at most 20 characters"], items.Select(item => item.Detail));
        Assert.Equal(["The user", "The reason"], items.Select(item => item.Description));
    }

    [Fact]
    public void At_TextValue_HintsAtOption() =>
        Assert.Equal("question: The question – text of at most 300 characters", At("/vote start question:P|").Hint);

    [Fact]
    public void At_AnyLine_ChoosingEveryItemLeavesCaretInLine() =>
        Gen.Select(
            Gen.OneOf("/", "vote", "start", "challenge", " ", ":", "question:", "user:", "reason:", "\"", "\\", "@a", "x", "color:")
                .Array[0, 12].Select(string.Concat),
            Gen.Int[0, 80])
        .Sample((line, caret) =>
        {
            foreach (var item in Completer.At(line, caret, SampleScope.Scope).Items)
                Assert.InRange(item.Caret, 0, item.Text.Length);
        });

    private static Completion At(string marked)
    {
        var caret = marked.IndexOf('|', StringComparison.Ordinal);
        return Completer.At(marked.Remove(caret, 1), caret, SampleScope.Scope);
    }
}
