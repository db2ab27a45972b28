using Bingobot.Framework;
using Bingobot.Sandbox;

namespace Bingobot.Modules.Tests.Live;

public sealed class ChaosTests
{
    public static TheoryData<ChaosOrder, int> Orders => new()
    {
        { new ChaosOrder(ChaosKind.Drop), 0 },
        { new ChaosOrder(ChaosKind.Reconnect), 0 },
        { new ChaosOrder(ChaosKind.InvalidSession), 1 },
        { new ChaosOrder(ChaosKind.RateLimit) { Count = 2 }, 0 },
        { new ChaosOrder(ChaosKind.ServerError) { Count = 2 }, 0 },
        { new ChaosOrder(ChaosKind.ServerError) { Count = 1, After = true }, 0 },
    };

    /// <summary>However Discord behaves: a message is there once, a lost session is recorded as a gap, others are not.</summary>
    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Vote_OverATroubledDiscord_IsThereOnce(ChaosOrder order, int gaps)
    {
        await using var live = await LiveBot.StartAsync();
        await live.ReadyAsync();

        await live.People.ChaosAsync(order, TestContext.Current.CancellationToken);
        if (gaps > 0)
            await LiveBot.WaitForAsync(() => live.Recorded(FrameworkEvents.GapDetected.Name) == gaps);
        await live.WriteVoteAsync();
        await LiveBot.WaitForAsync(() => live.Recorded(FrameworkEvents.AnswerDelivered.Name) == 1);

        Assert.Single(live.Messages(), message => message.Content.Contains("Pizza?", StringComparison.Ordinal));
        Assert.Single(live.Stream.Capture().StateOf<VotesState>("votes", live.Guild)!.Open);
        Assert.Equal(gaps, live.Recorded(FrameworkEvents.GapDetected.Name));
        Assert.Equal(1 + gaps, live.Recorded(FrameworkEvents.SessionStarted.Name));
    }
}
