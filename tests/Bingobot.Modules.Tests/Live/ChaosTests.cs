using Bingobot.Framework;
using Bingobot.Sandbox;

namespace Bingobot.Modules.Tests.Live;

public sealed class ChaosTests
{
    /// <summary>Short, and yet so long that a busy machine does not miss one: a connection without a heartbeat for half as long again is closed.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<ChaosOrder, int> Orders => new()
    {
        { new ChaosOrder(ChaosKind.Drop), 0 },
        { new ChaosOrder(ChaosKind.Reconnect), 0 },
        { new ChaosOrder(ChaosKind.InvalidSession), 1 },
        { new ChaosOrder(ChaosKind.InvalidSession) { Resumable = true }, 0 },
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
        await AssertVoteIsThereOnceAsync(live, gaps);
    }

    /// <summary>A connection on which nobody acknowledges is dead, whatever the socket says: another one is made, and the session resumed.</summary>
    [Fact]
    public async Task Vote_AfterHeartbeatsThatNobodyAcknowledged_IsThereOnce()
    {
        await using var live = await LiveBot.StartAsync(heartbeat: Heartbeat);
        await live.ReadyAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        Task reconnected = ReconnectedAsync(live, patience.Token);

        await live.People.ChaosAsync(
            new ChaosOrder(ChaosKind.MuteAcks) { Seconds = 1 + (int)(2 * Heartbeat.TotalSeconds) }, TestContext.Current.CancellationToken);
        await reconnected;

        await AssertVoteIsThereOnceAsync(live, gaps: 0);
    }

    /// <summary>Until the bot's connection has gone and come again.</summary>
    private static async Task ReconnectedAsync(LiveBot live, CancellationToken cancellationToken)
    {
        int left = 2;
        await foreach (WorldChange change in live.People.WatchAsync(cancellationToken))
        {
            if (change.Kind == WorldChangeKind.BotConnectionChanged && --left == 0)
                return;
        }
    }

    private static async Task AssertVoteIsThereOnceAsync(LiveBot live, int gaps)
    {
        await live.WriteVoteAsync();
        await LiveBot.WaitForAsync(() => live.Recorded(FrameworkEvents.AnswerDelivered.Name) == 1);

        Assert.Single(live.Messages(), message => message.Content.Contains("Pizza?", StringComparison.Ordinal));
        Assert.Single(live.Stream.Capture().StateOf<VotesState>("votes", live.Guild)!.Open);
        Assert.Equal(gaps, live.Recorded(FrameworkEvents.GapDetected.Name));
        Assert.Equal(1 + gaps, live.Recorded(FrameworkEvents.SessionStarted.Name));
    }
}
