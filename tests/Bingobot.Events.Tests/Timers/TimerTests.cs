using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Timers;

public sealed class TimerTests
{
    /// <summary>Said "key minutes": sets the timer, or removes it where the minutes are "-".</summary>
    private static Lambda Clockwork(string name = "clock") => new(name, module => module
        .Apply(Lambda.Said, (state, e, context) =>
        {
            string[] parts = e.Text.Split(' ');
            if (parts[1] == "-")
                context.Cancel(parts[0]);
            else
                context.Schedule(parts[0], context.Now.AddMinutes(int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)));
            return state;
        })
        .Apply(RuntimeEvents.TimerFired, (state, timer, _) => state.Add("fired " + timer.Key))
        .OnTimer((state, timer, context) => context.Emit(Lambda.Heard, new Heard($"{timer.Key} {state.List.Count}")))
        .Apply(Lambda.Heard, (state, e, _) => state.Add("decided " + e.Text)));

    [Fact]
    public async Task Timers_DueWhileStopped_FireAtTheNextStartInOrderAndOnce()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Clockwork()]);
        foreach (string said in (string[])["c 30", "a 10", "b 10", "later 600", "gone 5", "gone -", "moved 1", "moved 20"])
            await harness.PublishAsync(1, new Said(said));
        await harness.Stream.DisposeAsync();
        harness.Time.SetUtcNow(harness.Time.GetUtcNow().AddHours(1));

        await harness.RestartAsync();

        Assert.Equal(["a", "b", "moved", "c"], harness.EventsOf(RuntimeEvents.TimerFired).Select(timer => timer.Key));
        Assert.Equal(
            ["fired a", "decided a 1", "fired b", "decided b 3", "fired moved", "decided moved 5", "fired c", "decided c 7"],
            harness.StateOf<Words>("clock", 1).List);
        Assert.Equal(1, harness.State.TimerCount);
        await harness.CheckReplayAsync();
        await harness.RestartAsync();
        Assert.Equal(4, harness.EventsOf(RuntimeEvents.TimerFired).Count);
    }

    [Fact]
    public async Task Timer_FiredAndWhatItDecides_AreInOneBatch()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Clockwork()]);
        await harness.PublishAsync(9, new Said("a 1"));

        await harness.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal([2, 1, 2], harness.Log.Batches);
        Recorded fired = harness.Log.Events[3];
        Assert.Equal((9ul, "TimerFired"), (fired.Partition, fired.Type));
        Assert.Equal(SomeEvents.Start.AddMinutes(1), fired.Time);
    }

    [Fact]
    public async Task Timers_OfSeveralModulesAndPartitions_ReachTheirOwnOnly()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Clockwork("x"), Clockwork("y")]);
        await harness.PublishAsync(1, new Said("k 10"));
        await harness.PublishAsync(2, new Said("k 20"));

        await harness.PassAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(["x", "y"], harness.EventsOf(RuntimeEvents.TimerFired).Select(timer => timer.Module));
        Assert.Single(harness.StateOf<Words>("x", 1).List, "fired k");
        Assert.Empty(harness.StateOf<Words>("x", 2).List);
        await harness.PassAsync(TimeSpan.FromDays(7));
        Assert.Equal(4, harness.EventsOf(RuntimeEvents.TimerFired).Count);
        Assert.Equal(0, harness.State.TimerCount);
    }

    [Fact]
    public async Task Timer_SetForThePast_FiresAtOnce()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Clockwork()]);

        await harness.PublishAsync(1, new Said("a -5"));

        Assert.Equal(["fired a", "decided a 1"], harness.StateOf<Words>("clock", 1).List);
    }

    [Fact]
    public async Task Timer_ThatSetsItselfForThePastForEver_StarvesNobody()
    {
        await using EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = new MemoryEventLog(),
            Modules =
            [
                new Lambda("rogue", module => module
                    .Apply(Lambda.Said, (state, _, context) =>
                    {
                        context.Schedule("k", context.Now);
                        return state;
                    })
                    .Apply(RuntimeEvents.TimerFired, (state, _, context) =>
                    {
                        context.Schedule("k", context.Now);
                        return state;
                    })),
            ],
            BatchEvents = 8,
        });

        for (int i = 0; i < 20; i++)
            Assert.True(await stream.PublishAsync(1, new Said("x")).AsTask().WaitAsync(TimeSpan.FromSeconds(20)) > 0);
    }
}
