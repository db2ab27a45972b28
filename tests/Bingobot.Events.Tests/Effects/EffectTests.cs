using System.Collections.Concurrent;
using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Effects;

public sealed class EffectTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Said "lane text": a deed in that lane; what became of it is kept in the state.</summary>
    private static Lambda Doer(int version = 1) => new("doer", module => module
        .React(Lambda.Said, (_, e, context) =>
            context.Do(Lambda.Deed, new Deed(e.Text), key: e.Text, lane: e.Text.Split(' ')[0]))
        .Apply(RuntimeEvents.EffectSucceeded, (state, e, _) => state.Add($"done {e.Key} {e.Result}"))
        .Apply(RuntimeEvents.EffectFailed, (state, e, _) => state.Add($"failed {e.Key} {e.Reason}"))
        .Apply(RuntimeEvents.EffectUnknown, (state, e, _) => state.Add($"unknown {e.Key} {e.Reason}"))
        .Decide(RuntimeEvents.EffectSucceeded, (_, e, context) => context.Emit(Lambda.Heard, new Heard(e.Key))),
        version);

    [Fact]
    public async Task Outcomes_AreRecordedAndReachOnlyTheirModule()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() =>
        [
            Doer(),
            new Lambda("other", module => module.Apply(RuntimeEvents.EffectSucceeded, (state, e, _) => state.Add(e.Key)).Event(Lambda.Heard)),
        ]);
        harness.Effects.Answer = (effect, _) => ValueTask.FromResult<EffectOutcome>(effect.Key[^1] switch
        {
            's' => new EffectOutcome.Succeeded("""{"id":"1"}"""u8.ToArray()),
            'f' => new EffectOutcome.Failed("no such channel"),
            'j' => new EffectOutcome.Succeeded("not json"u8.ToArray()),
            _ => new EffectOutcome.Unknown("the answer was lost"),
        });

        foreach (string text in (string[])["l s", "l f", "l u", "l j"])
            await harness.PublishAsync(3, new Said(text));

        Assert.Equal(
            ["""done l s {"id":"1"}""", "failed l f no such channel", "unknown l u the answer was lost", "done l j "],
            harness.StateOf<Words>("doer", 3).List);
        Assert.Empty(harness.StateOf<Words>("other", 3).List);
        Assert.Equal(["l s", "l j"], harness.EventsOf(Lambda.Heard).Select(heard => heard.Text));
        Assert.All(harness.Effects.Executed, effect => Assert.Matches("^[A-Za-z0-9_-]{22}$", effect.Id));
        await harness.CheckReplayAsync();
    }

    [Fact]
    public async Task Effects_OfOneLane_AreDoneInOrderOneAtATime_AndLanesBesideEachOther()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Doer(), Lambda.Listener("x")]);
        var running = new ConcurrentDictionary<string, int>();
        var order = new ConcurrentQueue<string>();
        int most = 0;
        harness.Effects.Answer = async (effect, ct) =>
        {
            Assert.Equal(1, running.AddOrUpdate(effect.Lane, 1, (_, n) => n + 1));
            InterlockedMax(ref most, running.Values.Sum());
            await Task.Delay(1, ct);
            order.Enqueue(effect.Key);
            running.AddOrUpdate(effect.Lane, 0, (_, n) => n - 1);
            return new EffectOutcome.Succeeded(default);
        };

        await Task.WhenAll(Enumerable.Range(0, 120).Select(i => harness.Stream.PublishAsync(1, new Said($"lane{i % 6} {i:D3}")).AsTask()));
        await harness.SettleAsync();

        Assert.Equal(120, order.Count);
        foreach (IGrouping<string, string> lane in order.GroupBy(key => key.Split(' ')[0]))
            Assert.Equal(lane.Order(StringComparer.Ordinal), lane);
        Assert.InRange(most, 2, 6);
    }

    [Fact]
    public async Task Retry_AndExceptions_AreTriedAgainWithTheSameIdUntilGivenUp()
    {
        await using EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = new MemoryEventLog(),
            Modules = [Doer(), Lambda.Listener("x")],
            Effects = new RecordingEffects { Answer = (_, _) => throw new HttpRequestException("refused") },
            EffectRetryFirst = TimeSpan.FromMilliseconds(1),
            EffectRetryMost = TimeSpan.FromMilliseconds(2),
            EffectAttempts = 4,
        });
        var executed = new ConcurrentQueue<string>();
        await using EventStream retried = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = new MemoryEventLog(),
            Modules = [Doer(), Lambda.Listener("x")],
            Effects = new RecordingEffects
            {
                Answer = (effect, _) =>
                {
                    executed.Enqueue(effect.Id);
                    return ValueTask.FromResult<EffectOutcome>(executed.Count < 3
                        ? new EffectOutcome.Retry(TimeSpan.FromMilliseconds(1), "busy")
                        : new EffectOutcome.Succeeded(default));
                },
            },
        });

        await stream.PublishAsync(1, new Said("l a"));
        await retried.PublishAsync(1, new Said("l b"));

        Recorded unknown = await FirstAsync(stream, "EffectUnknown");
        Assert.Contains("Given up after 4 tries: HttpRequestException: refused", System.Text.Encoding.UTF8.GetString(unknown.Data.Span), StringComparison.Ordinal);
        await FirstAsync(retried, "EffectSucceeded");
        Assert.Equal(3, executed.Count);
        Assert.Single(executed.Distinct());
    }

    [Fact]
    public async Task Crash_BetweenDoingAndRecording_DoesItAgainWithTheSameId_AndWithAResultNever()
    {
        ModuleHarness harness = await ModuleHarness.StartAsync(() => [Doer(), Lambda.Listener("x")]);
        await harness.PublishAsync(1, new Said("l a"));
        await harness.PublishAsync(1, new Said("l b"));
        string[] first = [.. harness.Effects.Executed.Select(effect => effect.Id)];
        int beforeResultOfB = harness.Log.Events.Select((e, at) => (e, at)).Last(x => x.e.Type == "EffectSucceeded").at;
        await harness.DisposeAsync();

        await using ModuleHarness crashed = await ModuleHarness.StartAsync(() => [Doer(), Lambda.Listener("x")], harness.Log.CutAfter(beforeResultOfB));
        await crashed.SettleAsync();

        Assert.Equal([first[1]], crashed.Effects.Executed.Select(effect => effect.Id));
        await using ModuleHarness whole = await ModuleHarness.StartAsync(() => [Doer(), Lambda.Listener("x")], harness.Log.CutAfter(harness.Log.Events.Count));
        await whole.SettleAsync();
        Assert.Empty(whole.Effects.Executed);
    }

    [Fact]
    public async Task Effects_OfAVersionOrAbsenceThatIsGone_AreNotExecuted()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Lambda.Listener("x")]);
        await harness.PublishAsync(1, new Said("l before the module came"));
        await harness.DisposeAsync();

        await using ModuleHarness first = await ModuleHarness.StartAsync(() => [Doer(1), Lambda.Listener("x")], harness.Log);
        first.Effects.Answer = (_, ct) => new ValueTask<EffectOutcome>(Task.Delay(Timeout.Infinite, ct).ContinueWith<EffectOutcome>(
            _ => throw new OperationCanceledException(ct), TaskScheduler.Default));
        await first.Stream.PublishAsync(1, new Said("l of version 1"));
        await first.DisposeAsync();
        Assert.DoesNotContain(first.Effects.Executed, effect => effect.Key == "l before the module came");

        await using ModuleHarness second = await ModuleHarness.StartAsync(() => [Doer(2), Lambda.Listener("x")], harness.Log);
        await second.PublishAsync(1, new Said("l of version 2"));

        Assert.Equal(["l of version 2"], second.Effects.Executed.Select(effect => effect.Key));
        await second.CheckReplayAsync();
    }

    [Fact]
    public async Task Stop_WithAnEffectRunning_LeavesItForTheNextStart()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Doer(), Lambda.Listener("x")]);
        var started = new TaskCompletionSource();
        harness.Effects.Answer = async (_, ct) =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return new EffectOutcome.Succeeded(default);
        };
        await harness.Stream.PublishAsync(1, new Said("l a"));
        await started.Task.WaitAsync(Patience);
        await harness.Stream.DisposeAsync().AsTask().WaitAsync(Patience);

        harness.Effects.Answer = (_, _) => ValueTask.FromResult<EffectOutcome>(new EffectOutcome.Succeeded(default));
        await harness.RestartAsync();

        Assert.Equal(2, harness.Effects.Executed.Count);
        Assert.Single(harness.Effects.Executed.Select(effect => effect.Id).Distinct());
        Assert.Single(harness.EventsOf(RuntimeEvents.EffectSucceeded));
    }

    [Fact]
    public void Backoff_Doubles_WithinItsBounds()
    {
        var backoff = new Backoff(TimeSpan.FromMinutes(5), new Random(1));

        for (int tries = 1; tries < 100; tries++)
        {
            double most = Math.Min(500 * Math.Pow(2, tries - 1), 300_000);
            Assert.InRange(backoff.After(tries, TimeSpan.FromMilliseconds(500), TimeSpan.Zero).TotalMilliseconds, most / 2, most);
            Assert.InRange(backoff.After(tries, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10)).TotalSeconds, 10, 11);
        }
    }

    private static async Task<Recorded> FirstAsync(EventStream stream, string type)
    {
        using var cancel = new CancellationTokenSource(Patience);
        await foreach (Recorded e in stream.SubscribeAsync(new EventFilter { Types = new HashSet<string> { type } }, 1, cancel.Token))
            return e;
        throw new InvalidOperationException("The subscription ended.");
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value)
            Interlocked.CompareExchange(ref target, value, seen);
    }
}
