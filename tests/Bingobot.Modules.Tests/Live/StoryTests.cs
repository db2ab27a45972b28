using Bingobot.Framework;

namespace Bingobot.Modules.Tests.Live;

public sealed class StoryTests
{
    [Fact]
    public async Task Vote_RunFromCommandToResult_AnnouncesItOnce()
    {
        await using var live = await LiveBot.StartAsync();
        await live.ReadyAsync();

        var vote = await live.CommandAsync("ada", "/vote start question:\"Pizza?\" options:\"yes,no\" duration:10s quorum:2");
        Assert.Contains("Pizza?", vote.Content, StringComparison.Ordinal);
        await live.PressAsync("ada", vote, "no");
        await live.PressAsync("grace", vote, "yes");
        var changed = await live.PressAsync("ada", vote, "yes");
        Assert.Contains("yes: 2 votes", changed.Content, StringComparison.Ordinal);
        var again = await live.PressAsync("ada", vote, "yes");
        Assert.True(again.IsEphemeral);

        await LiveBot.WaitForAsync(() => live.Messages().Any(m => m.Content.Contains("Result of vote #1", StringComparison.Ordinal)));
        await LiveBot.WaitForAsync(() => live.Messages().Single(m => m.Id == vote.Id).Rows.SelectMany(r => r).All(b => b.IsDisabled));
        Assert.Single(live.Messages(), m => m.Content.Contains("Result of vote #1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bot_StoppedAndStartedAgain_ResumesAndItsOldButtonsWork()
    {
        await using var live = await LiveBot.StartAsync();
        await live.ReadyAsync();
        var vote = await live.CommandAsync("ada", "/vote start question:Pizza? duration:1h");
        await live.PressAsync("ada", vote, "yes");

        await live.StopBotAsync();
        await live.StartBotAsync();
        await live.ReadyAsync();
        var pressed = await live.PressAsync("grace", vote, "yes");

        Assert.Contains("yes: 2 votes", pressed.Content, StringComparison.Ordinal);
        Assert.Equal(1, live.Recorded(FrameworkEvents.SessionStarted.Name));
        Assert.Equal(0, live.Recorded(FrameworkEvents.GapDetected.Name));
    }

    [Fact]
    public async Task Challenge_Opened_IsAVoteWithButtons()
    {
        await using var live = await LiveBot.StartAsync();
        await live.ReadyAsync();

        var challenge = await live.CommandAsync("ada", "/challenge user:linus reason:spam");
        await live.PressAsync("ada", challenge, "yes");
        await live.PressAsync("grace", challenge, "yes");
        var self = await live.CommandAsync("ada", "/challenge user:ada reason:fun");
        var list = await live.CommandAsync("linus", "/vote list");

        Assert.Contains("linus", challenge.Content, StringComparison.Ordinal);
        Assert.Contains("yourself", self.Content, StringComparison.Ordinal);
        Assert.True(list.IsEphemeral);
        Assert.Contains("#1", list.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VoiceAndMessages_ReachTheActivityOfTheirUsers()
    {
        await using var live = await LiveBot.StartAsync();
        await live.ReadyAsync();
        var guild = live.People.GetGuilds().Single().Id;

        await live.People.SetVoiceAsync(guild, "ada", "voice", TestContext.Current.CancellationToken);
        await live.People.SendMessageAsync("general", "grace", "hello", TestContext.Current.CancellationToken);
        await LiveBot.WaitForAsync(() =>
            live.Recorded(ActivityEvents.VoiceSessionStarted.Name) == 1 && live.Recorded(FrameworkEvents.MessageReceived.Name) == 1);
        await live.People.SetVoiceAsync(guild, "ada", null, TestContext.Current.CancellationToken);
        await LiveBot.WaitForAsync(() => live.Recorded(ActivityEvents.VoiceSessionEnded.Name) == 1);
        var top = await live.CommandAsync("linus", "/activity top");

        Assert.Contains("0 minutes in voice, 1 message", top.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("hello", string.Concat(live.Log.Events.Select(e => System.Text.Encoding.UTF8.GetString(e.Data.Span))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bot_WithAWrongToken_EndsRefused()
    {
        await using var live = await LiveBot.StartAsync("wrong");

        var exit = await live.Exit.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(BotExitReason.Refused, exit.Reason);
        Assert.Contains("token", exit.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", exit.Message, StringComparison.Ordinal);
    }
}
