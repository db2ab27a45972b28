using Bingobot.Framework;
using static Bingobot.Modules.Tests.Support.TestGuild;

namespace Bingobot.Modules.Tests.Votes;

public sealed class BadVoteTests
{
    public static TheoryData<string, string, string> BadOptions => new()
    {
        { "options", "yes", "2 to 25 options" },
        { "options", string.Join(',', Enumerable.Range(1, 30)), "2 to 25 options, separated by commas; yours has 30" },
        { "options", "yes,,no", "empty" },
        { "options", "yes, YES", "the same" },
        { "options", "yes," + new string('x', 81), "at most 80 characters; one of yours has 81" },
        { "options", new string('x', 6000), "2 to 25" },
        { "duration", "0s", "10 seconds to 30 days" },
        { "duration", "365d", "10 seconds to 30 days" },
        { "duration", "soon", "`soon` is no duration" },
        { "duration", "9s", "10 seconds to 30 days" },
        { "question", new string('x', 301), "at most 300 characters; yours has 301" },
        { "question", "  ", "question is empty" },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public async Task Start_WithABadOption_SaysWhatIsAllowedAndChangesNothing(string option, string value, string complaint)
    {
        await using var guild = await StartAsync();

        var answered = await guild.StartVoteAsync(Text(option, value));

        Assert.True(answered.Answer.Private);
        Assert.Contains(complaint, answered.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Empty(guild.Votes.Open);
        Assert.Null(answered.Fault);
    }

    [Fact]
    public async Task Start_WithAQuestionOfTenThousandCharacters_SaysHowManyAreAllowed()
    {
        await using var guild = await StartAsync();

        var answered = await guild.StartVoteAsync(
            Text("question", new string('x', 6000)) with { Length = 10_000 });

        Assert.Contains("yours has 10,000", answered.Answer.Body.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    [InlineData(-1)]
    public async Task Start_WithABadQuorum_SaysWhatIsAllowed(int quorum)
    {
        await using var guild = await StartAsync();

        var answered = await guild.StartVoteAsync(Number("quorum", quorum));

        Assert.Contains("from 1 to 1000", answered.Answer.Body.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutAQuestion_SaysThatItIsMissing()
    {
        await using var guild = await StartAsync();

        var answered = await guild.CommandAsync(Ada, "vote start");

        Assert.Contains("`question` is missing", answered.Answer.Body.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("votes:cast:0:nothing")]
    [InlineData("votes:cast:x")]
    [InlineData("votes:cast:")]
    public async Task Press_OfAVoteThatIsNotThere_SaysSo(string customId)
    {
        await using var guild = await StartAsync();

        var answered = await guild.PressAsync(Ada, customId);

        Assert.True(answered.Answer.Private);
        Assert.Contains("too long ago", answered.Answer.Body.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Press_OfAnOptionThatIsNotThere_SaysSo()
    {
        await using var guild = await StartAsync();
        await guild.StartVoteAsync();

        var answered = await guild.PressAsync(Ada, $"votes:cast:2:{guild.Votes.Open[1].Id}");

        Assert.Contains("no such option", answered.Answer.Body.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OfMoreVotesThanCanBeOpen_SaysSo()
    {
        await using var guild = await StartAsync();
        for (var i = 0; i < VotesModule.MaxOpen; i++)
            await guild.StartVoteAsync();

        var answered = await guild.StartVoteAsync();

        Assert.Contains("50 open votes", answered.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Equal(VotesModule.MaxOpen, guild.Votes.Open.Count);
    }

    [Fact]
    public async Task Message_OfTheLongestVote_FitsInWhatDiscordTakes()
    {
        await using var guild = await StartAsync();
        var options = string.Join(',', Enumerable.Range(0, 25).Select(i => $"{i:00}" + new string('*', 78)));

        var answered = await guild.StartVoteAsync(Text("question", new string('*', 300)), Text("options", options));

        Assert.Null(answered.Fault);
        Assert.InRange(answered.Answer.Body.Text.Length, 1, MessageBody.MaxText);
        Assert.Equal(5, answered.Answer.Body.Rows.Count);
        Assert.All(answered.Answer.Body.Rows, row => Assert.Equal(5, row.Count));
        Assert.All(answered.Answer.Body.Rows.SelectMany(row => row), button => Assert.InRange(button.CustomId.Length, 1, 100));
    }

    [Fact]
    public async Task Question_WithMarkdownAndMentions_IsShownAsItWasWritten()
    {
        await using var guild = await StartAsync();

        var answered = await guild.StartVoteAsync(Text("question", "**bold** <@1> @everyone\n# line"));

        Assert.Contains(@"\*\*bold\*\* \<@1> @everyone # line", answered.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Empty(answered.Answer.Body.Notify);
    }
}
