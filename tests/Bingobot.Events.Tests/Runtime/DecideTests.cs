using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Runtime;

public sealed class DecideTests
{
    [Fact]
    public async Task Emitted_Events_FollowTheirCauseInOneBatchFirstInFirstOut()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() =>
        [
            new Lambda("a", module => module
                .Decide(Lambda.Said, (_, e, context) =>
                {
                    context.Emit(Lambda.Heard, new Heard(e.Text + "1"));
                    context.Emit(Lambda.Heard, new Heard(e.Text + "2"));
                })
                .Decide(Lambda.Heard, (_, e, context) =>
                {
                    if (e.Text.Length == 2)
                        context.Emit(Lambda.Heard, new Heard(e.Text + "x"));
                })),
            Lambda.Listener("b"),
        ]);

        await harness.PublishAsync(5, new Said("s"));

        Assert.Equal(["s", "heard s1", "heard s2", "heard s1x", "heard s2x"], harness.StateOf<Words>("b", 5).List);
        Assert.Equal([2, 5], harness.Log.Batches);
        Assert.All(harness.Log.Events.Skip(2), e => Assert.Equal(5ul, e.Partition));
        await harness.CheckReplayAsync();
    }

    [Fact]
    public async Task Then_AfterEmit_SeesTheStateThatTheEventMade()
    {
        var seen = new List<string>();
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() =>
        [
            new Lambda("a", module => module.Decide(Lambda.Said, (_, _, context) =>
            {
                context.Emit(Lambda.Heard, new Heard("1"));
                seen.Add("before " + context.StateOf<Words>("b")!.List.Count);
                context.Then(after =>
                {
                    seen.Add("after " + after.StateOf<Words>("b")!.List.Count);
                    after.Emit(Lambda.Heard, new Heard("2"));
                });
            })),
            Lambda.Listener("b"),
        ]);

        await harness.PublishAsync(1, new Said("s"));

        Assert.Equal(["before 1", "after 2"], seen);
        Assert.Equal(["s", "heard 1", "heard 2"], harness.StateOf<Words>("b", 1).List);
        Assert.Equal([2, 3], harness.Log.Batches);
    }

    [Fact]
    public async Task StateOf_UnknownModuleOrOtherType_IsNull()
    {
        var seen = new List<object?>();
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() =>
        [
            new Lambda("a", module => module.Decide(Lambda.Said, (_, _, context) =>
                seen.AddRange([context.StateOf<Words>("nobody"), context.StateOf<BallotState>("a"), context.StateOf<Words>("a")]))),
        ]);

        await harness.PublishAsync(1, new Said("s"));

        Assert.Equal([null, null, Words.None], seen);
    }

    [Fact]
    public async Task Decide_ThatThrows_RecordsTheFailureAndNothingItEmitted()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() =>
        [
            new Lambda("a", module => module.Decide(Lambda.Said, (_, e, context) =>
            {
                context.Emit(Lambda.Heard, new Heard(e.Text));
                if (e.Text == "bad")
                    throw new InvalidOperationException("no luck");
            })),
            Lambda.Listener("b"),
        ]);

        long bad = await harness.PublishAsync(1, new Said("bad"));
        await harness.PublishAsync(1, new Said("good"));

        DecisionFailed failed = Assert.Single(harness.EventsOf(RuntimeEvents.DecisionFailed));
        Assert.Equal(new DecisionFailed("a", bad, "InvalidOperationException: no luck"), failed);
        Assert.Equal(["bad", "good", "heard good"], harness.StateOf<Words>("b", 1).List);
        Assert.All(harness.State.Modules, module => Assert.Null(module.Stopped));
        await harness.CheckReplayAsync();
    }

    [Fact]
    public async Task Decisions_WithoutEnd_AreAbandonedAndTheStreamGoesOn()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() =>
        [
            new Lambda("a", module => module
                .Decide(Lambda.Said, (_, e, context) =>
                {
                    if (e.Text == "loop")
                        context.Emit(Lambda.Said, e);
                })
                .Decide(Lambda.Heard, (_, e, context) =>
                {
                    void Again(IDecideContext next) => next.Then(Again);
                    context.Then(Again);
                })),
            Lambda.Listener("b"),
        ]);

        await harness.PublishAsync(1, new Said("loop"));
        await harness.PublishAsync(1, new Heard("then"));
        await harness.PublishAsync(1, new Said("on"));

        Assert.Equal(2, harness.EventsOf(RuntimeEvents.DecisionFailed).Count);
        Assert.Equal(Cascade.MaxDepth + 1 + 1, harness.EventsOf(Lambda.Said).Count);
        Assert.Equal("on", harness.StateOf<Words>("b", 1).List[^1]);
        await harness.CheckReplayAsync();
    }

    [Fact]
    public async Task Decisions_TooMany_AreAbandoned()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() =>
        [
            new Lambda("a", module => module
                .Event(Lambda.Heard)
                .Decide(Lambda.Said, (_, _, context) =>
                {
                    for (int i = 0; i < Cascade.MaxEvents + 5; i++)
                        context.Emit(Lambda.Heard, new Heard("x"));
                })),
        ]);

        await harness.PublishAsync(1, new Said("many"));

        Assert.Equal(Cascade.MaxEvents - 1, harness.EventsOf(Lambda.Heard).Count);
        Assert.Single(harness.EventsOf(RuntimeEvents.DecisionFailed));
    }

    [Fact]
    public async Task NewId_InOneStream_IsNeverTheSame()
    {
        var ids = new List<string>();
        Lambda Asker(string name) => new(name, module => module.Decide(Lambda.Said, (_, _, context) =>
        {
            ids.Add(context.NewId());
            ids.Add(context.NewId());
            context.Then(next => ids.Add(next.NewId()));
        }));
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Asker("a"), Asker("b")]);

        await harness.PublishAsync(1, new Said("1"));
        await harness.PublishAsync(1, new Said("2"));

        Assert.Equal(12, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[A-Za-z0-9_-]{22}$", id));
    }

    [Fact]
    public async Task Emit_OfWhatNobodyDeclaresOrOfTheRuntimes_FailsTheDecision()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() =>
        [
            new Lambda("a", module => module.Decide(Lambda.Said, (_, _, context) => context.Emit(Lambda.Heard, new Heard("x")))),
            new Lambda("b", module => module.Decide(
                Lambda.Said, (_, _, context) => context.Emit(RuntimeEvents.TimerFired, new TimerFired("a", "k", default)))),
        ]);

        await harness.PublishAsync(1, new Said("s"));

        Assert.Equal(["a", "b"], harness.EventsOf(RuntimeEvents.DecisionFailed).Select(failed => failed.Module));
        Assert.Empty(harness.EventsOf(RuntimeEvents.TimerFired));
    }

    [Fact]
    public async Task Context_UsedAfterItsCall_Throws()
    {
        IDecideContext? kept = null;
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() =>
            [new Lambda("a", module => module.Decide(Lambda.Said, (_, _, context) => kept = context))]);

        await harness.PublishAsync(1, new Said("s"));

        Assert.Throws<InvalidOperationException>(() => kept!.Now);
        Assert.Throws<InvalidOperationException>(() => kept!.NewId());
    }
}
