using Bingobot.Discord.Payloads;
using Bingobot.Framework;
using Bingobot.Modules.Tests.Support;
using static Bingobot.Modules.Tests.Support.TestGuild;

namespace Bingobot.Modules.Tests.Challenges;

public sealed class ChallengeTests
{
    private static readonly ModulesOptions Three = new();

    [Fact]
    public async Task Challenge_ThatSucceeds_KeepsTheUserFromEverythingUntilRestored()
    {
        await using var guild = await StartAsync(Three);
        var vote = await guild.StartVoteAsync(Text("duration", "7d"));
        await RestrainAsync(guild);

        var command = await guild.CommandAsync(Linus, "vote list");
        var button = await guild.PressAsync(Linus, Button(vote, "yes"));
        Assert.All([command, button], refused =>
        {
            Assert.True(refused.Answer.Private);
            Assert.Contains("/restore", refused.Answer.Body.Text, StringComparison.Ordinal);
            Assert.Contains("spam", refused.Answer.Body.Text, StringComparison.Ordinal);
        });
        Assert.Empty(guild.Votes.Open[1].Ballots);

        var restore = await guild.CommandAsync(Ada, "restore", User("user", Linus, "linus"));
        await guild.PressAsync(Ada, Button(restore, "yes"));
        await guild.PressAsync(Grace, Button(restore, "yes"));
        await guild.Stream.PassAsync(TimeSpan.FromHours(1));
        var again = await guild.PressAsync(Linus, Button(vote, "yes"));

        Assert.Empty(guild.Challenges.Restrained);
        Assert.Equal(AnswerKind.Update, again.Answer.Kind);
        await guild.Stream.CheckReplayAsync();
    }

    [Fact]
    public async Task Challenge_ThatIsAnnounced_SaysWhatFollows()
    {
        await using var guild = await StartAsync(Three);

        await RestrainAsync(guild);

        var announced = System.Text.Json.JsonSerializer.Deserialize(
            Assert.Single(guild.Done("message.create")).Data.Span, DiscordEffectTypes.MessageCreate.Json)!;
        Assert.Contains("Keep linus from using this bot? Reason: spam", announced.Body.Text, StringComparison.Ordinal);
        Assert.Contains("<@3> cannot use", announced.Body.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    public async Task Challenge_WithoutQuorumOrMajority_ChangesNothing(int yes, int no)
    {
        await using var guild = await StartAsync(Three);
        var vote = await guild.CommandAsync(Ada, "challenge", User("user", Linus, "linus"), Text("reason", "spam"));
        for (var i = 0; i < yes + no; i++)
            await guild.PressAsync(new Snowflake(10 + (ulong)i), Button(vote, i < yes ? "yes" : "no"));

        await guild.Stream.PassAsync(TimeSpan.FromHours(1));

        Assert.Empty(guild.Challenges.Restrained);
        Assert.Empty(guild.Challenges.Cases);
        Assert.Single(guild.Stream.EventsOf(ChallengeEvents.ChallengeRejected));
        Assert.Empty(guild.Stream.EventsOf(ChallengeEvents.UserChallenged));
    }

    [Fact]
    public async Task Challenge_OfOneselfOfABotOrTwice_IsRefused()
    {
        await using var guild = await StartAsync(Three);

        var self = await guild.CommandAsync(Ada, "challenge", User("user", Ada, "ada"), Text("reason", "fun"));
        var bot = await guild.CommandAsync(Ada, "challenge", User("user", Robot, "bingobot", bot: true), Text("reason", "fun"));
        var blank = await guild.CommandAsync(Ada, "challenge", User("user", Linus, "linus"), Text("reason", " "));
        var unrestrained = await guild.CommandAsync(Ada, "restore", User("user", Linus, "linus"));
        Assert.Empty(guild.Votes.Open);
        await guild.CommandAsync(Ada, "challenge", User("user", Linus, "linus"), Text("reason", "spam"));
        var twice = await guild.CommandAsync(Grace, "challenge", User("user", Linus, "linus"), Text("reason", "spam"));

        Assert.Contains("yourself", self.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Contains("bot cannot be challenged", bot.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Contains("reason is empty", blank.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Contains("nothing to undo", unrestrained.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Contains("open already: #1", twice.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Single(guild.Votes.Open);
    }

    [Fact]
    public async Task Challenge_OfARestrainedUser_IsRefused()
    {
        await using var guild = await StartAsync(Three);
        await RestrainAsync(guild);

        var answered = await guild.CommandAsync(Ada, "challenge", User("user", Linus, "linus"), Text("reason", "again"));

        Assert.Contains("already", answered.Answer.Body.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vote_OfAnotherPurpose_DoesNotTouchChallenges()
    {
        await using var guild = await StartAsync(Three);
        await guild.CommandAsync(Ada, "challenge", User("user", Linus, "linus"), Text("reason", "spam"));
        var other = await guild.StartVoteAsync(Number("quorum", 1), Text("duration", "1m"));
        await guild.PressAsync(Ada, Button(other, "yes"));

        await guild.Stream.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Single(guild.Challenges.Cases);
        Assert.Empty(guild.Challenges.Restrained);
    }

    private static async Task RestrainAsync(TestGuild guild)
    {
        var vote = await guild.CommandAsync(Ada, "challenge", User("user", Linus, "linus"), Text("reason", "spam"));
        await guild.PressAsync(Ada, Button(vote, "yes"));
        await guild.PressAsync(Grace, Button(vote, "yes"));
        await guild.PressAsync(Linus, Button(vote, "no"));
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Equal("spam", guild.Challenges.Restrained[Linus].Reason);
    }
}
