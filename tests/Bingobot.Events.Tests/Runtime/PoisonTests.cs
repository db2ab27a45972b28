using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Runtime;

public sealed class PoisonTests
{
    public static TheoryData<string> Steps => ["apply", "react", "null"];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Module_ThatThrows_IsStoppedThereWithItsStateOfBefore(string step)
    {
        bool mended = false;
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Fragile(step, () => mended), Lambda.Listener("other")]);
        await harness.PublishAsync(1, new Said("one"));
        string before = ShowModule(harness);

        long bad = await harness.PublishAsync(1, new Said("bad"));
        await harness.PassAsync(TimeSpan.FromHours(1));
        await harness.PublishAsync(1, new Said("two"));

        ModuleStatus status = harness.State.Modules[0];
        Assert.Equal(bad, status.Stopped?.Sequence);
        Assert.Equal("Said", status.Stopped?.EventType);
        Assert.Contains("InvalidOperationException", status.Stopped?.Error, StringComparison.Ordinal);
        Assert.Equal(before, ShowModule(harness));
        Assert.Equal(["one", "bad", "two"], harness.StateOf<Words>("other", 1).List);
        Assert.Empty(harness.EventsOf(RuntimeEvents.TimerFired));
        await harness.CheckReplayAsync();

        mended = true;
        await harness.RestartAsync();
        await harness.PassAsync(TimeSpan.FromHours(1));
        Assert.Null(harness.State.Modules[0].Stopped);
        Assert.Equal(["one", "bad", "two"], harness.StateOf<Words>("fragile", 1).List);
        Assert.Equal(["one", "bad", "two"], harness.EventsOf(RuntimeEvents.TimerFired).Select(timer => timer.Key));
        await harness.CheckReplayAsync();
    }

    [Fact]
    public async Task Event_WhoseJsonIsOfAnotherShape_StopsOnlyItsReaders()
    {
        var log = new MemoryEventLog();
        await log.AppendAsync(
        [
            SomeEvents.At(1),
            new Recorded(2, SomeEvents.Start, 1, "Said", """{"text":[1]}"""u8.ToArray(), null),
            new Recorded(3, SomeEvents.Start, 1, "Unheard", """{"of":1}"""u8.ToArray(), null),
        ]);
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Lambda.Listener("reader"), new Ballot()], log);

        await harness.PublishAsync(1, new BallotOpened("b", "?", 1));

        Assert.Equal(2, harness.State.Modules[0].Stopped?.Sequence);
        Assert.Null(harness.State.Modules[1].Stopped);
        Assert.Single(harness.StateOf<BallotState>("ballot", 1).Open);
    }

    private static Lambda Fragile(string step, Func<bool> mended) => new("fragile", module => module
        .Apply(Lambda.Said, (state, e, context) =>
        {
            context.Schedule(e.Text, context.Now.AddMinutes(10));
            if (e.Text == "bad" && !mended() && step == "apply")
                throw new InvalidOperationException("bad");
            return e.Text == "bad" && !mended() && step == "null" ? null! : state.Add(e.Text);
        })
        .React(Lambda.Said, (_, e, context) =>
        {
            context.Do(Lambda.Deed, new Deed(e.Text));
            if (e.Text == "bad" && !mended() && step == "react")
                throw new InvalidOperationException("bad");
        }));

    private static string ShowModule(ModuleHarness harness) =>
        string.Join(',', harness.StateOf<Words>("fragile", 1).List) + harness.State.TimerCount + harness.State.PendingEffects.Count();
}
