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
            }
            queue.Complete();
        });
        var expected = 0;
        var most = 0;
        while (await queue.WaitToTakeAsync(TestContext.Current.CancellationToken))
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
    public void Add_LargerThanTheQueue_FitsWhenItIsEmpty()
    {
        using var queue = new DispatchQueue(mostBytes: 16);
        Assert.True(queue.HasRoom);
        queue.Add("X", new byte[100_000], Position, lost: null);
        Assert.False(queue.HasRoom);
        Assert.True(queue.TryTake(out var queued));
        Assert.Equal(100_000, queued.ToDispatch().Data.Length);
    }
}
