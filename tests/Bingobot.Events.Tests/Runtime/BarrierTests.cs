using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Runtime;

public sealed class BarrierTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly MemoryEventLog _log = new();

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    [Fact]
    public async Task BehindTheBarrier_AndNotBefore_AcksEffectsStateAndSubscribersAreReleased()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [new Ballot()], _log);
        var entered = new TaskCompletionSource();
        var open = new TaskCompletionSource();
        _log.Barrier = _ =>
        {
            entered.TrySetResult();
            return open.Task;
        };
        Task<Recorded> subscribed = First(harness, 3);

        Task<long> ack = harness.Stream.IngestAsync(1, new BallotOpened("b", "?", 5), new Cursor("s", "1", "", 4)).AsTask();
        await entered.Task.WaitAsync(Patience);
        Task<long> next = harness.Stream.PublishAsync(1, new BallotCast("b", "ada", 1)).AsTask();

        Assert.False(ack.IsCompleted || next.IsCompleted || subscribed.IsCompleted);
        Assert.Empty(harness.Effects.Executed);
        Assert.Equal(2, harness.State.Sequence);
        Assert.Null(harness.Stream.DurableCursor("s"));

        open.SetResult();
        Assert.Equal(3, await ack.WaitAsync(Patience));
        Assert.Equal(4, await next.WaitAsync(Patience));
        Assert.Equal(3, (await subscribed.WaitAsync(Patience)).Sequence);
        Assert.Equal(4, harness.Stream.DurableCursor("s")?.Position);
        await harness.SettleAsync();
        Assert.Single(harness.Effects.Executed);
    }

    [Fact]
    public async Task WhileABarrierRuns_TheNextBatchFills()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Lambda.Listener("a")], _log);
        var entered = new TaskCompletionSource();
        var open = new TaskCompletionSource();
        _log.Barrier = _ =>
        {
            entered.TrySetResult();
            return open.Task;
        };
        List<Task> acks = [harness.Stream.PublishAsync(1, new Said("0")).AsTask()];
        await entered.Task.WaitAsync(Patience);
        acks.AddRange(Enumerable.Range(1, 100).Select(i => harness.Stream.PublishAsync(1, new Said($"{i}")).AsTask()));
        open.SetResult();
        await Task.WhenAll(acks).WaitAsync(Patience);

        Assert.Equal(103, _log.LastSequence);
        Assert.Equal([2, 1], _log.Batches.Take(2));
        Assert.True(_log.Batches.Count <= 5, $"{_log.Batches.Count} barriers for 101 events in flight");
    }

    [Fact]
    public async Task CommitThatEndsWhileTheWriterGoesToSleep_DoesNotLeaveTheNextBatchWaiting()
    {
        var clock = new AlarmedClock();
        await using EventStream stream = await EventStream.OpenAsync(
            new EventStreamOptions { Log = _log, Modules = [Lambda.Listener("a")], TimeProvider = clock });
        for (int i = 0; i < 20; i++)
        {
            var entered = new TaskCompletionSource();
            var open = new TaskCompletionSource();
            _log.Barrier = _ =>
            {
                entered.TrySetResult();
                return open.Task;
            };
            Task first = stream.PublishAsync(1, new Said("first")).AsTask();
            await entered.Task.WaitAsync(Patience);
            clock.BeforeAlarm = () =>
            {
                open.TrySetResult();
                Assert.True(first.Wait(Patience));
                Thread.SpinWait(10_000);
            };

            await stream.PublishAsync(1, new Said("second")).AsTask().WaitAsync(Patience);
            clock.BeforeAlarm = null;
        }
    }

    [Fact]
    public async Task PublisherThatBlocksWhenItGoesOn_KeepsNoOtherWaiting()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Lambda.Listener("a")], _log);
        var entered = new TaskCompletionSource();
        var open = new TaskCompletionSource();
        _log.Barrier = _ =>
        {
            entered.TrySetResult();
            return open.Task;
        };
        using var others = new CountdownEvent(50);
        Task first = harness.Stream.PublishAsync(1, new Said("a batch of its own")).AsTask();
        await entered.Task.WaitAsync(Patience);
        Task blocker = GoOnAsync(() => Assert.True(others.Wait(Patience)));
        Task[] rest = [.. Enumerable.Range(0, others.InitialCount).Select(_ => GoOnAsync(() => others.Signal()))];
        open.SetResult();

        await Task.WhenAll([first, blocker, .. rest]).WaitAsync(2 * Patience);

        async Task GoOnAsync(Action then)
        {
            await harness.Stream.PublishAsync(1, new Said("one of a batch")).ConfigureAwait(false);
            then();
        }
    }

    [Fact]
    public async Task FailedBarrier_KillsTheStreamAndTellsEverybody()
    {
        ModuleHarness harness = await ModuleHarness.StartAsync(() => [new Ballot()], _log);
        Task<Recorded> subscribed = First(harness, 3);
        var entered = new TaskCompletionSource();
        var fail = new TaskCompletionSource();
        _log.Barrier = _ =>
        {
            entered.TrySetResult();
            return fail.Task;
        };
        Task first = harness.Stream.PublishAsync(1, new BallotOpened("b", "?", 5)).AsTask();
        await entered.Task.WaitAsync(Patience);
        Task second = harness.Stream.PublishAsync(1, new BallotCast("b", "ada", 1)).AsTask();

        fail.SetException(new IOException("the disk is gone"));

        foreach (Task waiter in (Task[])[first, second, harness.Stream.Completion, subscribed])
        {
            StreamFailedException failure = await Assert.ThrowsAsync<StreamFailedException>(() => waiter.WaitAsync(Patience));
            Assert.Contains("the disk is gone", failure.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<StreamFailedException>(async () => await harness.Stream.PublishAsync(1, new BallotCast("b", "ada", 2)));
        Assert.Empty(harness.Effects.Executed);
        Assert.Equal(2, _log.LastSequence);
        await harness.DisposeAsync();

        _log.Barrier = _ => Task.CompletedTask;
        await using ModuleHarness again = await ModuleHarness.StartAsync(() => [new Ballot()], _log);
        await again.PublishAsync(1, new BallotOpened("b", "?", 5));
        await again.CheckReplayAsync();
    }

    [Fact]
    public async Task FullQueue_PublishersWait_AndMayGiveUp()
    {
        var open = new TaskCompletionSource();
        await using EventStream stream = await EventStream.OpenAsync(
            new EventStreamOptions { Log = _log, Modules = [Lambda.Listener("a")], QueueCapacity = 2, BatchEvents = 1 });
        _log.Barrier = _ => open.Task;
        using var cancel = new CancellationTokenSource();

        List<Task> accepted = [.. Enumerable.Range(0, 4).Select(i => stream.PublishAsync(1, new Said($"{i}")).AsTask())];
        List<Task> waiting = [.. Enumerable.Range(0, 20).Select(i => stream.PublishAsync(1, new Said("late"), cancel.Token).AsTask())];
        await cancel.CancelAsync();

        foreach (Task task in waiting.Skip(4))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.WaitAsync(Patience));
        open.SetResult();
        await Task.WhenAll(accepted).WaitAsync(Patience);
        Assert.InRange(_log.LastSequence, 2 + 4, 2 + 4 + 4);
    }

    [Fact]
    public async Task Dispose_WithWorkInTheQueue_CommitsItFirst()
    {
        EventStream stream = await EventStream.OpenAsync(new EventStreamOptions { Log = _log, Modules = [Lambda.Listener("a")] });
        var open = new TaskCompletionSource();
        _log.Barrier = _ => open.Task;
        List<Task<long>> acks = [.. Enumerable.Range(0, 50).Select(i => stream.PublishAsync(1, new Said($"{i}")).AsTask())];

        Task closed = stream.DisposeAsync().AsTask();
        open.SetResult();
        await closed.WaitAsync(Patience);

        Assert.Equal(52, _log.LastSequence);
        Assert.Equal(Enumerable.Range(3, 50).Select(i => (long)i), await Task.WhenAll(acks));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await stream.PublishAsync(1, new Said("late")));
    }

    private static async Task<Recorded> First(ModuleHarness harness, long from)
    {
        await foreach (Recorded e in harness.Stream.SubscribeAsync(EventFilter.All, from, default))
            return e;
        throw new InvalidOperationException("The subscription ended.");
    }

    /// <summary>Tells when the writer sets its alarm, which is the last thing that it does before it sleeps.</summary>
    private sealed class AlarmedClock : TimeProvider
    {
        public Action? BeforeAlarm { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Alarm(this, base.CreateTimer(callback, state, dueTime, period));

        private sealed class Alarm(AlarmedClock clock, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                clock.BeforeAlarm?.Invoke();
                return timer.Change(dueTime, period);
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
