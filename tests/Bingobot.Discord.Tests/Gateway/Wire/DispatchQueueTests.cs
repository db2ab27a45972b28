using Bingobot.Discord.Gateway;
using Bingobot.Discord.Gateway.Wire;

namespace Bingobot.Discord.Tests.Gateway.Wire;

public sealed class DispatchQueueTests
{
    private static readonly GatewayPosition Position = new("s", "wss://r", 1);

    [Fact]
    public async Task Producer_QueueFull_WaitsForTheConsumerAndKeepsTheOrder()
    {
        const int Count = 5000;
        using var queue = new DispatchQueue(mostBytes: 4096);
        var producing = Task.Run(async () =>
        {
            for (var i = 1; i <= Count; i++)
            {
                await queue.WaitForRoomAsync(TestContext.Current.CancellationToken);
                queue.Add("X", new byte[1024], Position with { Sequence = i }, lost: null);
                queue.Publish();
            }
            queue.Complete();
        });
        var expected = 0;
        var most = 0;
        while (await queue.WaitToTakeAsync())
        {
            var taken = new List<QueuedDispatch>();
            while (queue.TryTake(out var queued))
            {
                Assert.Equal(++expected, queued.Position.Sequence);
                taken.Add(queued);
            }
            most = Math.Max(most, taken.Count);
            taken.ForEach(queued => queue.Return(queued));
        }
        await producing;
        Assert.Equal(Count, expected);
        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public async Task Producer_CancelledWhileWaiting_CanWaitAgain()
    {
        using var queue = new DispatchQueue(mostBytes: 1024);
        for (var round = 0; round < 3; round++)
        {
            queue.Add("X", new byte[1024], Position, lost: null);
            using var cancel = new CancellationTokenSource();
            var waiting = queue.WaitForRoomAsync(cancel.Token).AsTask();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            var again = queue.WaitForRoomAsync(TestContext.Current.CancellationToken).AsTask();
            Assert.True(queue.TryTake(out var queued));
            queue.Return(queued);
            await again;
            Assert.True(queue.HasRoom);
        }
    }

    [Fact]
    public async Task Publish_WhileTheConsumerWaits_DeliversInTheProducersCall()
    {
        using var queue = new DispatchQueue(mostBytes: 4096);
        List<(long Sequence, int Thread)> taken = [];
        var consuming = ConsumeAsync();
        for (var i = 1; i <= 3; i++)
            queue.Add("X", [], Position with { Sequence = i }, lost: null);
        Assert.Empty(taken);
        queue.Publish();
        Assert.Equal([(1, Environment.CurrentManagedThreadId), (2, Environment.CurrentManagedThreadId), (3, Environment.CurrentManagedThreadId)], taken);
        queue.Publish();
        queue.Complete();
        await consuming;
        Assert.Equal(3, taken.Count);

        async Task ConsumeAsync()
        {
            while (await queue.WaitToTakeAsync())
            {
                while (queue.TryTake(out var queued))
                {
                    taken.Add((queued.Position.Sequence, Environment.CurrentManagedThreadId));
                    queue.Return(queued);
                }
            }
        }
    }

    /// <summary>A note comes from the heartbeat's loop, which no handler may hold up.</summary>
    [Fact]
    public async Task Note_WhileTheConsumerWaits_DeliversElsewhere()
    {
        using var queue = new DispatchQueue(mostBytes: 4096);
        using var noted = new ManualResetEventSlim();
        var consuming = Task.Run(async () =>
        {
            Assert.True(await queue.WaitToTakeAsync());
            noted.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.True(queue.TryTake(out var queued));
            Assert.True(queued.IsNote);
            queue.Return(queued);
        });
        queue.Pass(Position);
        queue.Note();
        noted.Set();
        await consuming;
    }

    /// <summary>One adds and publishes, one takes, a third notes and completes: nothing is lost, nor does anybody wait for ever.</summary>
    [Fact]
    public async Task Queue_UsedFromThreeThreads_LosesNothing()
    {
        for (var round = 0; round < 200; round++)
        {
            const int Count = 100;
            using var queue = new DispatchQueue(mostBytes: 1000);
            var consuming = Task.Run(async () =>
            {
                var events = 0;
                while (await queue.WaitToTakeAsync())
                {
                    while (queue.TryTake(out var queued))
                    {
                        if (queued.Sequence % 7 == 0)
                            await Task.Yield();
                        events += queued.IsNote ? queued.Length : 1;
                        queue.Return(queued);
                    }
                }
                return events;
            });
            var noting = Task.Run(() =>
            {
                for (var i = 0; i < Count; i++)
                    queue.Note();
            });
            await Task.Run(async () =>
            {
                for (var i = 1; i <= Count; i++)
                {
                    if (!queue.HasRoom)
                    {
                        queue.Publish();
                        await queue.WaitForRoomAsync(TestContext.Current.CancellationToken);
                    }
                    queue.Add("X", new byte[i], Position with { Sequence = i }, lost: null);
                    if (i % 3 == 0)
                        queue.Publish();
                }
                queue.Publish();
            }).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            await noting;
            Assert.False(consuming.IsCompleted, "The consumer ended before the queue was complete.");
            queue.Complete();
            Assert.Equal(Count, await consuming.WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }

    [Fact]
    public void Add_LargerThanTheQueue_FitsWhenItIsEmpty()
    {
        using var queue = new DispatchQueue(mostBytes: 16);
        Assert.True(queue.HasRoom);
        queue.Add("X", new byte[100_000], Position, lost: null);
        Assert.False(queue.HasRoom);
        Assert.True(queue.TryTake(out var queued));
        Assert.Equal(100_000, queued.ToDispatch().Data.Length);
    }

    [Fact]
    public void Waiting_EventsOfManySizes_KeepTheirBytes()
    {
        using var queue = new DispatchQueue(mostBytes: long.MaxValue);
        var random = new Random(1);
        var added = new List<byte[]>();
        for (var round = 0; round < 20; round++)
        {
            // Some are returned while others wait, so that memory is used again beside what is still to be read.
            for (var i = 0; i < 50; i++)
            {
                var data = new byte[random.Next(i == 25 ? 200_000 : 4_000)];
                random.NextBytes(data);
                added.Add(data);
                queue.Add("X", data, Position with { Sequence = added.Count }, lost: null);
            }
            for (var i = 0; i < 40; i++)
                TakeAndCompare();
        }
        while (added.Count > 0)
            TakeAndCompare();

        void TakeAndCompare()
        {
            Assert.True(queue.TryTake(out var queued));
            Assert.Equal(added[0], queued.ToDispatch().Data.ToArray());
            added.RemoveAt(0);
            queue.Return(queued);
        }
    }

    [Fact]
    public void Add_OfAnotherSession_KeepsEachWithItsOwn()
    {
        using var queue = new DispatchQueue(mostBytes: 4096);
        queue.Add("X", [], new GatewayPosition("old", "wss://old", 9), lost: null);
        queue.Add("READY", [], new GatewayPosition("new", "wss://new", 1), lost: new GatewayPosition("old", "wss://old", 9));
        queue.Add("X", [], new GatewayPosition("new", "wss://new", 2), lost: null);

        Assert.Equal((new GatewayPosition("old", "wss://old", 9), null), Take());
        Assert.Equal((new GatewayPosition("new", "wss://new", 1), new GatewayPosition("old", "wss://old", 9)), Take());
        Assert.Equal((new GatewayPosition("new", "wss://new", 2), null), Take());

        (GatewayPosition Position, GatewayPosition? Lost) Take()
        {
            Assert.True(queue.TryTake(out var queued));
            var dispatch = queued.ToDispatch();
            queue.Return(queued);
            return (dispatch.Position, dispatch.LostSession);
        }
    }
}
