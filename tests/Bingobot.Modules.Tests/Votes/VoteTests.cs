using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Framework;
using static Bingobot.Modules.Tests.Support.TestGuild;

namespace Bingobot.Modules.Tests.Votes;

public sealed class VoteTests
{
    [Fact]
    public async Task Start_WithAQuestionOnly_HasYesAndNoAndTheConfiguredDurationAndQuorum()
    {
        await using var guild = await StartAsync();

        var answered = await guild.StartVoteAsync();

        var vote = Assert.Single(guild.Votes.Open.Values);
        Assert.Equal(["yes", "no"], vote.Options);
        Assert.Equal(VotesOptions.DefaultQuorum, vote.Quorum);
        Assert.Equal(guild.Stream.Clock.GetUtcNow() + VotesOptions.DefaultDuration, vote.ClosesAt);
        Assert.False(answered.Answer.Private);
        Assert.Contains("Pizza?", answered.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Equal(["yes", "no"], answered.Answer.Body.Rows.SelectMany(row => row).Select(button => button.Label));
        Assert.NotNull(vote.Message);
    }

    [Fact]
    public async Task Press_OfAnotherOption_MovesTheVote()
    {
        await using var guild = await StartAsync();
        var vote = await guild.StartVoteAsync();

        await guild.PressAsync(Ada, Button(vote, "no"));
        await guild.PressAsync(Grace, Button(vote, "no"));
        var answered = await guild.PressAsync(Ada, Button(vote, "yes"));

        Assert.Equal([1, 1], guild.Votes.Open[1].Tallies());
        Assert.Equal(AnswerKind.Update, answered.Answer.Kind);
        Assert.Contains("yes: 1 vote\n", answered.Answer.Body.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Press_OfTheSameOptionTwice_CountsOnceAndSaysSo()
    {
        await using var guild = await StartAsync();
        var vote = await guild.StartVoteAsync();

        await guild.PressAsync(Ada, Button(vote, "yes"));
        var answered = await guild.PressAsync(Ada, Button(vote, "yes"));

        Assert.Equal([1, 0], guild.Votes.Open[1].Tallies());
        Assert.True(answered.Answer.Private);
        Assert.Contains("counts once", answered.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Single(guild.Stream.EventsOf(VoteEvents.VoteCast));
    }

    [Theory]
    [InlineData(3, 2, 1, VoteOutcome.Decided, "won with 2 votes of 3")]
    [InlineData(2, 1, 1, VoteOutcome.Tie, "tie")]
    [InlineData(3, 1, 1, VoteOutcome.NoQuorum, "No quorum: 2 votes of 3")]
    [InlineData(1, 0, 0, VoteOutcome.NoQuorum, "No quorum: 0 votes of 1")]
    public async Task Close_ByTimer_AnnouncesTheOutcomeOnceAndDisablesTheButtons(
        int quorum, int yes, int no, VoteOutcome outcome, string sentence)
    {
        await using var guild = await StartAsync();
        var vote = await guild.StartVoteAsync(Number("quorum", quorum), Text("duration", "2m"));
        for (var i = 0; i < yes + no; i++)
            await guild.PressAsync(new Snowflake(10 + (ulong)i), Button(vote, i < yes ? "yes" : "no"));

        await guild.Stream.PassAsync(TimeSpan.FromMinutes(3));

        var closed = Assert.Single(guild.Stream.EventsOf(VoteEvents.VoteClosed));
        Assert.Equal(outcome, closed.Result.Outcome);
        Assert.Equal([yes, no], closed.Result.Tallies);
        var announced = Read(Assert.Single(guild.Done("message.create")), DiscordEffectTypes.MessageCreate);
        Assert.Contains("Pizza?", announced.Body.Text, StringComparison.Ordinal);
        Assert.Contains(sentence, announced.Body.Text, StringComparison.Ordinal);
        var edited = Read(Assert.Single(guild.Done("message.edit")), DiscordEffectTypes.MessageEdit);
        Assert.All(edited.Body.Rows.SelectMany(row => row), button => Assert.True(button.Disabled));
        Assert.Equal(guild.Votes.Closed[1].Message, edited.Message);
    }

    [Fact]
    public async Task Press_OfAClosedVote_TellsTheResult()
    {
        await using var guild = await StartAsync();
        var vote = await guild.StartVoteAsync(Number("quorum", 1));
        await guild.PressAsync(Ada, Button(vote, "yes"));
        await guild.Stream.PassAsync(TimeSpan.FromHours(1));

        var answered = await guild.PressAsync(Grace, Button(vote, "no"));

        Assert.True(answered.Answer.Private);
        Assert.Contains("is closed", answered.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Contains("**yes** won", answered.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Equal([1, 0], guild.Votes.Closed[1].Tallies());
    }

    [Fact]
    public async Task Vote_WhoseTimeEndsWhileTheBotIsDown_ClosesOnceAfterwards()
    {
        await using var guild = await StartAsync();
        await guild.StartVoteAsync(Text("duration", "10s"));
        await guild.Stream.StopAsync();
        guild.Stream.Clock.Advance(TimeSpan.FromHours(2));

        await guild.Stream.RestartAsync();
        await guild.Stream.RestartAsync();

        Assert.Single(guild.Stream.EventsOf(VoteEvents.VoteClosed));
        Assert.Single(guild.Done("message.create"));
        await guild.Stream.CheckReplayAsync();
    }

    [Fact]
    public async Task Vote_WhoseAnswerIsRefused_IsPostedAndItsMessageKnown()
    {
        await using var guild = await StartAsync();
        guild.Fault = static effect => effect.Kind == "interaction.respond" ? new EffectOutcome.Failed("too late") : null;

        var vote = await guild.StartVoteAsync();

        var posted = Read(Assert.Single(guild.Done("message.create")), DiscordEffectTypes.MessageCreate);
        Assert.Equal(vote.Answer.Body.Text, posted.Body.Text);
        Assert.NotNull(guild.Votes.Open[1].Message);
        await guild.PressAsync(Ada, Button(vote, "yes"), guild.Votes.Open[1].Message!.Value.Value);
        var edited = Read(Assert.Single(guild.Done("message.edit")), DiscordEffectTypes.MessageEdit);
        Assert.Contains("yes: 1 vote", edited.Body.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vote_WhoseAnswerMayStand_IsNotPostedAgainAndLearnsItsMessageFromAPress()
    {
        await using var guild = await StartAsync();
        guild.Fault = static effect => effect.Kind == "interaction.respond" ? new EffectOutcome.Unknown("who knows") : null;

        var vote = await guild.StartVoteAsync();
        Assert.Empty(guild.Done("message.create"));
        await guild.PressAsync(Ada, Button(vote, "yes"), message: 4711);

        Assert.Equal(new Snowflake(4711), guild.Votes.Open[1].Message);
    }

    [Fact]
    public async Task ListAndShow_TellOpenAndClosedVotes()
    {
        await using var guild = await StartAsync();
        var none = await guild.CommandAsync(Ada, "vote list");
        await guild.StartVoteAsync(Text("duration", "1m"));
        await guild.StartVoteAsync(Text("question", "Pasta?"), Text("duration", "2h"));
        var both = await guild.CommandAsync(Ada, "vote list");
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(2));
        var one = await guild.CommandAsync(Ada, "vote list");
        var closed = await guild.CommandAsync(Ada, "vote show", Text("id", "#1"));
        var missing = await guild.CommandAsync(Ada, "vote show", Text("id", "17"));

        Assert.Contains("No vote is open", none.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Equal(2, both.Answer.Body.Text.Split('\n').Length);
        Assert.Contains("Pasta?", one.Answer.Body.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Pizza?", one.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Contains("Closed.", closed.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Contains("no vote `17`", missing.Answer.Body.Text, StringComparison.Ordinal);
    }

    private static TEffect Read<TEffect>(PendingEffect effect, EffectType<TEffect> type)
        where TEffect : class =>
        System.Text.Json.JsonSerializer.Deserialize(effect.Data.Span, type.Json)!;
}
