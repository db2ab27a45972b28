using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Runtime;

public sealed class EventStreamTests
{
    [Fact]
    public async Task Stream_Opened_RecordsItsIdAndItsModules()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [new Ballot()]);

        Assert.Equal(["StreamCreated", "RuntimeStarted"], harness.Log.Events.Select(e => e.Type));
        Assert.Equal(22, harness.Stream.StreamId.Length);
        Assert.Equal(harness.Stream.StreamId, Assert.Single(harness.EventsOf(RuntimeEvents.StreamCreated)).Stream);
        Assert.Equal(new StartedModule("ballot", 1), Assert.Single(Assert.Single(harness.EventsOf(RuntimeEvents.RuntimeStarted)).Modules));
    }

    [Fact]
    public async Task Ballot_LeftAlone_ClosesByTimerAndIsAnnouncedOnce()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [new Ballot()]);

        await harness.PublishAsync(7, new BallotOpened("b", "Pizza?", 10));
        await harness.PublishAsync(7, new BallotCast("b", "ada", 1));
        await harness.PassAsync(TimeSpan.FromMinutes(11));

        Assert.Equal(new BallotClosed("b", 1), Assert.Single(harness.EventsOf(Ballot.Closed)));
        Assert.Equal(2, harness.Effects.Executed.Count);
        Assert.Equal(2, harness.StateOf<BallotState>("ballot", 7).Announced);
        await harness.CheckReplayAsync();
        await harness.RestartAsync();
        Assert.Equal(2, harness.Effects.Executed.Count);
    }
}
