using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Runtime;

public sealed class IngestTests
{
    private static Cursor At(string session, long position) => new("gateway/0", session, "wss://resume", position);

    [Fact]
    public async Task Fact_AtOrBeforeTheNewestCursorOfItsSession_IsDropped()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Lambda.Listener("a")]);

        Assert.Equal(3, await harness.Stream.IngestAsync(1, new Said("1"), At("s", 10)));
        Assert.Equal(0, await harness.Stream.IngestAsync(1, new Said("again"), At("s", 10)));
        Assert.Equal(0, await harness.Stream.IngestAsync(1, new Said("before"), At("s", 9)));
        Assert.Equal(4, await harness.Stream.IngestAsync(1, new Said("2"), At("s", 11)));
        Assert.Equal(5, await harness.Stream.IngestAsync(1, new Said("other source"), At("s", 1) with { Source = "gateway/1" }));
        Assert.Equal(6, await harness.Stream.IngestAsync(1, new Said("other session"), At("t", 1)));

        Assert.Equal(["1", "2", "other source", "other session"], harness.StateOf<Words>("a", 1).List);
        Assert.Equal(At("t", 1), harness.Stream.DurableCursor("gateway/0"));
        Assert.Null(harness.Stream.DurableCursor("gateway/2"));
    }

    [Fact]
    public async Task Cursor_AfterARestart_IsWhereItWas()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Lambda.Listener("a")]);
        await harness.Stream.IngestAsync(1, new Said("1"), At("s", 10));

        await harness.RestartAsync();

        Assert.Equal(At("s", 10), harness.Stream.DurableCursor("gateway/0"));
        Assert.Equal(0, await harness.Stream.IngestAsync(1, new Said("1"), At("s", 10)));
        Assert.Equal(["1"], harness.StateOf<Words>("a", 1).List);
    }

    [Fact]
    public async Task Advance_WithoutAFact_IsRecordedOnce()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Lambda.Listener("a")]);

        Assert.Equal(3, await harness.Stream.AdvanceAsync(At("s", 10)));
        Assert.Equal(0, await harness.Stream.AdvanceAsync(At("s", 10)));
        Assert.Equal(0, await harness.Stream.IngestAsync(1, new Said("old"), At("s", 8)));

        Assert.Equal(At("s", 10), harness.Stream.DurableCursor("gateway/0"));
        Assert.Single(harness.EventsOf(RuntimeEvents.CursorAdvanced));
        await harness.CheckReplayAsync();
    }

    [Fact]
    public async Task Publish_OfWhatNobodyDeclaresOrOfTheRuntimes_IsRefused()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Lambda.Listener("a")]);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await harness.Stream.PublishAsync(1, new BallotCast("b", "v", 1)));
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await harness.Stream.PublishAsync(1, new TimerFired("a", "k", SomeEvents.Start)));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await harness.Stream.PublishAsync(1, new Said(new string('x', EnvelopeCodec.MaxDataBytes))));
        Assert.Equal(2, harness.Log.LastSequence);
    }

    [Fact]
    public async Task Time_OfTheClockGoingBack_NeverGoesBackInTheStream()
    {
        var log = new MemoryEventLog();
        var clock = new SteppingClock();
        await using EventStream stream = await EventStream.OpenAsync(
            new EventStreamOptions { Log = log, Modules = [Lambda.Listener("a")], TimeProvider = clock });
        await stream.PublishAsync(1, new Said("1"));
        clock.Now -= TimeSpan.FromHours(1);
        await stream.PublishAsync(1, new Said("2"));
        clock.Now += TimeSpan.FromHours(2);
        await stream.PublishAsync(1, new Said("3"));

        Assert.Equal([SomeEvents.Start, SomeEvents.Start, SomeEvents.Start.AddHours(1)], log.Events.Skip(2).Select(e => e.Time));
    }

    private sealed class SteppingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = SomeEvents.Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
