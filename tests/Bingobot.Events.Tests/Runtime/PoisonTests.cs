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

    /// <summary>
    /// Mended with its version: it catches up on state and timers; effects that it would have derived meanwhile are done. Mended as
    /// another version: the same state and timers, but the effects of the version that is gone are not done any more.
    /// </summary>
    [Theory]
    [InlineData(1, new[] { "one", "bad", "two" })]
    [InlineData(2, new[] { "one", "three" })]
    public async Task Module_ThatIsMended_CatchesUp(int version, string[] done)
    {
        bool mended = false;
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Fragile("apply", () => mended, mended ? version : 1)]);
        await harness.PublishAsync(1, new Said("one"));
        await harness.PublishAsync(1, new Said("bad"));
        await harness.PublishAsync(1, new Said("two"));
        Assert.NotNull(harness.State.Modules[0].Stopped);

        mended = true;
        await harness.RestartAsync();
        if (version > 1)
            await harness.PublishAsync(1, new Said("three"));
        await harness.PassAsync(TimeSpan.FromHours(1));

        Assert.Null(harness.State.Modules[0].Stopped);
        string[] said = ["one", "bad", "two", .. version > 1 ? ["three"] : Array.Empty<string>()];
        Assert.Equal(said, harness.StateOf<Words>("fragile", 1).List);
        Assert.Equal(said, harness.EventsOf(RuntimeEvents.TimerFired).Select(timer => timer.Key));
        Assert.Equal(done.Order(), harness.Effects.Executed.Select(effect => System.Text.Json.JsonSerializer.Deserialize(effect.Data.Span, Lambda.Deed.Json)!.Text).Order());
        await harness.CheckReplayAsync();
        await harness.RestartAsync();
        Assert.Equal(done.Length, harness.Effects.Executed.Count);
    }

    /// <summary>Decide runs live only: what a module would have decided while it was stopped is not made up for.</summary>
    [Fact]
    public async Task Decision_ThatWasMissedWhileStopped_IsNotMadeUpFor()
    {
        bool mended = false;
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() =>
        [
            new Lambda("fragile", module => module
                .Event(Lambda.Heard)
                .Apply(Lambda.Said, (state, e, _) => e.Text == "bad" && !mended ? throw new InvalidOperationException("bad") : state.Add(e.Text))
                .Decide(Lambda.Said, (_, e, context) => context.Emit(Lambda.Heard, new Heard(e.Text)))),
        ]);
        await harness.PublishAsync(1, new Said("one"));
        await harness.PublishAsync(1, new Said("bad"));
        await harness.PublishAsync(1, new Said("two"));

        mended = true;
        await harness.RestartAsync();
        await harness.PublishAsync(1, new Said("three"));

        Assert.Equal(["one", "bad", "two", "three"], harness.StateOf<Words>("fragile", 1).List);
        Assert.Equal(["one", "three"], harness.EventsOf(Lambda.Heard).Select(e => e.Text));
        await harness.CheckReplayAsync();
    }

    private static Lambda Fragile(string step, Func<bool> mended, int version = 1) => new("fragile", module => module
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
        }), version);

    private static string ShowModule(ModuleHarness harness) =>
        string.Join(',', harness.StateOf<Words>("fragile", 1).List) + harness.State.TimerCount + harness.State.PendingEffects.Count();
}
