using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Framework;
using static Bingobot.Modules.Tests.Support.TestGuild;

namespace Bingobot.Modules.Tests;

/// <summary>A session was lost: what happened meanwhile was missed, and each guild tells how it is now.</summary>
public sealed class GapTests
{
    [Fact]
    public async Task Gap_WithAnOpenVote_WritesItsMessageOnceMore()
    {
        await using var guild = await StartAsync();
        await guild.StartVoteAsync();
        var message = guild.Votes.Open[1].Message;

        await BackAsync(guild);

        Assert.Single(guild.Stream.EventsOf(VoteEvents.VotesRechecked));
        Assert.Single(guild.Done("message.edit"));
        Assert.Empty(guild.Done("message.create"));
        Assert.Equal(message, guild.Votes.Open[1].Message);
        await guild.Stream.CheckReplayAsync();
    }

    [Fact]
    public async Task Gap_InWhichTheMessageWasDeleted_PostsTheVoteAnew()
    {
        await using var guild = await StartAsync();
        var vote = await guild.StartVoteAsync();
        await guild.PressAsync(Ada, Button(vote, "yes"));
        var message = guild.Votes.Open[1].Message;
        guild.Fault = static effect => effect.Kind == "message.edit" ? new EffectOutcome.Failed("Unknown Message (10008)") : null;

        await BackAsync(guild);

        Assert.Equal(message, Assert.Single(guild.Stream.EventsOf(VoteEvents.VoteMessageLost)).Message);
        Assert.Single(guild.Done("message.create"));
        Assert.NotNull(guild.Votes.Open[1].Message);
        Assert.NotEqual(message, guild.Votes.Open[1].Message);
        Assert.Equal([1, 0], guild.Votes.Open[1].Tallies());
        await guild.Stream.CheckReplayAsync();
    }

    [Fact]
    public async Task Gap_AfterWhichNothingCanBeWritten_DoesNotTryForEver()
    {
        await using var guild = await StartAsync();
        await guild.StartVoteAsync();
        guild.Fault = static effect => effect.Kind.StartsWith("message.", StringComparison.Ordinal)
            ? new EffectOutcome.Failed("Missing Access (50001)")
            : null;

        await BackAsync(guild);
        await BackAsync(guild);

        Assert.Single(guild.Done("message.edit"));
        Assert.Single(guild.Done("message.create"));
    }

    [Fact]
    public async Task Gap_WithoutAnOpenVote_DoesNothing()
    {
        await using var guild = await StartAsync();
        await guild.StartVoteAsync(Text("duration", "10m"));
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(11));
        var edits = guild.Done("message.edit").Count;

        await BackAsync(guild);

        Assert.Empty(guild.Stream.EventsOf(VoteEvents.VotesRechecked));
        Assert.Equal(edits, guild.Done("message.edit").Count);
    }

    [Fact]
    public async Task Gap_OverChangesInVoice_TakesOverWhoSitsThereNow()
    {
        await using var guild = await StartAsync();
        await guild.VoiceAsync(Ada, 600);
        await guild.VoiceAsync(Grace, 600);
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(1));
        await guild.WriteAsync(Ada);
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(4));

        await BackAsync(guild, Grace, Linus);

        Assert.Null(guild.Activity.Of(Ada).InVoiceSince);
        Assert.Equal(60, guild.Activity.Of(Ada).VoiceSeconds);
        Assert.NotNull(guild.Activity.Of(Grace).InVoiceSince);
        Assert.Equal(guild.Stream.Clock.GetUtcNow(), guild.Activity.Of(Linus).InVoiceSince);
        await guild.Stream.CheckReplayAsync();
    }

    /// <summary>What the gateway tells after a lost session.</summary>
    private static async Task BackAsync(Support.TestGuild guild, params Snowflake[] inVoice)
    {
        var now = guild.Stream.Clock.GetUtcNow();
        await guild.Stream.PublishAsync(0, new SessionStarted("gateway/0", Robot, "bot", Robot, "s0") { HeardUntil = now - TimeSpan.FromMinutes(3) });
        Assert.Equal(now - TimeSpan.FromMinutes(3), guild.Stream.EventsOf(FrameworkEvents.GapDetected)[^1].From);
        await guild.Stream.PublishAsync(Id, new GuildAvailable(
            "guild", [], [.. inVoice.Select(user => new VoicePresence(user, new Snowflake(600), Bot: false))]));
        await guild.Stream.SettleAsync();
    }
}
