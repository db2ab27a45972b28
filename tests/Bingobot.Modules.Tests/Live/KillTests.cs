using Bingobot.Framework;
using Bingobot.Sandbox;

namespace Bingobot.Modules.Tests.Live;

public sealed class KillTests
{
    [Fact]
    public async Task Bot_KilledBeforeItRecordsThatItAnswered_DoesNotAnswerTwice()
    {
        await using var live = await LiveBot.StartAsync();
        await live.ReadyAsync();
        var vote = await live.CommandAsync("ada", "/vote start question:Pizza? duration:1h");
        await LiveBot.WaitForAsync(() => live.Recorded(FrameworkEvents.AnswerDelivered.Name) == 1);

        await live.KillBotAfterAsync(FrameworkEvents.InteractionAnswered.Name);
        Assert.Equal(0, live.Recorded(FrameworkEvents.AnswerDelivered.Name));
        await live.StartBotAsync();
        await LiveBot.WaitForAsync(() => live.Recorded(FrameworkEvents.AnswerDelivered.Name) == 1);
        await live.ReadyAsync();
        var pressed = await live.PressAsync("grace", vote, "yes");

        Assert.Contains("yes: 1 vote", pressed.Content, StringComparison.Ordinal);
        Assert.Single(live.Messages(), m => m.Content.Contains("Pizza?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bot_KilledBeforeItRecordsThatItAnnounced_DoesNotAnnounceTwice()
    {
        await using var live = await LiveBot.StartAsync();
        await live.ReadyAsync();
        await live.CommandAsync("ada", "/vote start question:Pizza? duration:10s");
        await LiveBot.WaitForAsync(() => live.Messages().Any(IsResult));

        await live.KillBotAfterAsync(VoteEvents.VoteClosed.Name);
        await live.StartBotAsync();
        await LiveBot.WaitForAsync(() => live.Stream.Capture().Sequence > 0 && !live.Stream.Capture().PendingEffects.Any());

        Assert.Single(live.Messages(), IsResult);
    }

    private static bool IsResult(MessageView message) => message.Content.Contains("Result of vote #1", StringComparison.Ordinal);
}
