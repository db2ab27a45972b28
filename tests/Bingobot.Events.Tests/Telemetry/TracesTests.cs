using System.Collections.Concurrent;
using System.Diagnostics;
using Bingobot.Events.Tests.Effects;

namespace Bingobot.Events.Tests.Telemetry;

public sealed class TracesTests : IDisposable
{
    private const string CallerName = "Bingobot.Events.Tests.Caller";
    private static readonly ActivitySource Caller = new(CallerName);

    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly ActivityListener _listener;

    public TracesTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is StreamTelemetry.Name or CallerName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Publishing_LeadsToItsCommit_AndThatToItsEffects_WithoutWhatPeopleWrote()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Script(new EffectOutcome.Retry(TimeSpan.Zero, "a secret reason"), new EffectOutcome.Succeeded(default));
        Activity caller = Caller.StartActivity("command")!;
        await bench.SayAsync("again l secret");
        caller.Stop();
        await bench.SettleAsync();
        string id = bench.Effects.Executed[0].Id;
        await bench.WaitForAsync(() => Turns(id).Length == 2);

        Activity publish = Assert.Single(_stopped, activity => activity.ParentSpanId == caller.SpanId);
        Assert.Equal(("publish Said", ActivityKind.Producer), (publish.OperationName, publish.Kind));
        Assert.Equal(caller.TraceId, publish.TraceId);
        Activity commit = Assert.Single(_stopped, activity => activity.Links.Any(link => link.Context.SpanId == publish.SpanId));
        Assert.Equal("commit", commit.OperationName);
        Assert.Null(commit.ParentId);
        Activity[] turns = Turns(id);
        Assert.All(turns, turn =>
        {
            Assert.Equal(("effect again", ActivityKind.Client), (turn.OperationName, turn.Kind));
            Assert.Null(turn.ParentId);
            Assert.Equal(commit.SpanId, Assert.Single(turn.Links).Context.SpanId);
        });
        Assert.Equal(
            [(1, "retry"), (2, "succeeded")],
            turns.Select(turn => ((int)turn.GetTagItem("bingobot.effect.attempt")!, (string)turn.GetTagItem(StreamTelemetry.OutcomeTag)!)).Order());
        Activity result = Assert.Single(_stopped, activity => turns.Any(turn => turn.SpanId == activity.ParentSpanId));
        Assert.Equal("publish EffectSucceeded", result.OperationName);
        Assert.All(
            _stopped.Where(activity => activity.Source.Name == StreamTelemetry.Name).SelectMany(activity => activity.TagObjects),
            tag => Assert.DoesNotContain("secret", tag.Value?.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publishing_ThatFails_IsAnErrorNamedByItsType()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Log.Barrier = _ => throw new IOException("a secret path");
        using (Activity caller = Caller.StartActivity("failing")!)
        {
            await Assert.ThrowsAsync<StreamFailedException>(async () => await bench.SayAsync("again l x"));

            Activity publish = Assert.Single(_stopped, activity => activity.ParentSpanId == caller.SpanId);
            Assert.Equal((ActivityStatusCode.Error, "StreamFailedException"), (publish.Status, publish.StatusDescription));
        }
    }

    private Activity[] Turns(string id) =>
        [.. _stopped.Where(activity => activity.OperationName.StartsWith("effect ", StringComparison.Ordinal) && id.Equals(activity.GetTagItem("bingobot.effect.id")))];
}
