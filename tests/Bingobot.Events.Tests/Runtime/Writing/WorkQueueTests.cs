using System.Collections.Concurrent;
using CsCheck;

namespace Bingobot.Events.Tests.Runtime.Writing;

public sealed class WorkQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 7]).Select((kind, which) => new Step(kind, which));

    [Fact]
    public void AddTakeCancelAndClose_AreThoseOfAListWithALine() =>
        Gen.Select(Gen.Int[1, 4], Steps.Array[0, 40]).Sample((capacity, steps) => Play(capacity, steps), iter: 3_000);

    [Fact]
    public async Task WhoeverLeavesTheLine_IsToldSo()
    {
        var queue = new WorkQueue(1);
        Add(queue, 1);
        using var cancel = new CancellationTokenSource();
        WorkItem standing = Item(2);
        ValueTask<long> done = standing.Done;
        Assert.True(queue.TryAdd(standing, cancel.Token, out bool isTurn));
        Assert.False(isTurn);

        await cancel.CancelAsync();

        OperationCanceledException left = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => done.AsTask().WaitAsync(Patience));
        Assert.Equal(cancel.Token, left.CancellationToken);
        Assert.Equal(1UL, Taken(queue));
        Assert.Equal(0UL, Taken(queue));
    }

    [Fact]
    public async Task WhoeverStandsInLineWithATokenThatIsCancelled_LeavesAtOnce()
    {
        var queue = new WorkQueue(1);
        Add(queue, 1);
        WorkItem standing = Item(2);
        ValueTask<long> done = standing.Done;

        Assert.True(queue.TryAdd(standing, new CancellationToken(canceled: true), out _));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => done.AsTask().WaitAsync(Patience));
        Assert.Equal<ulong>([1, 0], [Taken(queue), Taken(queue)]);
    }

    [Fact]
    public void Turn_IsOfOneAtATime_AndDoesNotEndBeforeNewsAreSeen()
    {
        var queue = new WorkQueue(8);
        Assert.True(Add(queue, 1));
        Assert.False(Add(queue, 2));
        Assert.False(queue.TryTakeTurn());

        Assert.False(queue.TryEndTurn(takesMore: false));
        Assert.False(queue.TryEndTurn(takesMore: true));
        Assert.True(queue.TryEndTurn(takesMore: false));
        Assert.True(queue.TryTakeTurn());
        Assert.Equal<ulong>([1, 2, 0], [Taken(queue), Taken(queue), Taken(queue)]);
        Assert.True(queue.TryEndTurn(takesMore: true));
        Assert.True(Add(queue, 3));
    }

    [Fact]
    public async Task ManyWhoAdd_HaveEachOfTheirItemsTakenOnce_InTheirOrder_ByOneAtATime()
    {
        const int Adders = 4;
        const int Each = 20_000;
        var queue = new WorkQueue(64);
        var taken = new ConcurrentQueue<ulong>();
        var all = new TaskCompletionSource();
        int writers = 0;
        int most = 0;

        await Task.WhenAll(Enumerable.Range(0, Adders).Select(adder => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                if (Add(queue, ((ulong)adder << 32) + (ulong)i))
                    ThreadPool.QueueUserWorkItem(_ => Write());
            }
        }))).WaitAsync(Patience);
        await all.Task.WaitAsync(Patience);

        Assert.Equal(1, most);
        Assert.Equal(Adders * Each, taken.Count);
        foreach (IGrouping<ulong, ulong> of in taken.GroupBy(item => item >> 32))
            Assert.Equal(of.Order(), of);
        Assert.Equal(Adders * Each, taken.Distinct().Count());

        void Write()
        {
            do
            {
                most = Math.Max(most, Interlocked.Increment(ref writers));
                while (queue.TryTake(out WorkItem? item))
                    taken.Enqueue(item.Partition);
                if (taken.Count == Adders * Each)
                    all.TrySetResult();
                Interlocked.Decrement(ref writers);
            }
            while (!queue.TryEndTurn(takesMore: true));
        }
    }

    private static void Play(int capacity, Step[] steps)
    {
        var queue = new WorkQueue(capacity);
        List<ulong> waiting = [];
        List<ulong> taken = [];
        List<(ulong Item, CancellationTokenSource Leaving)> line = [];
        bool isClosed = false;
        ulong added = 0;
        foreach (Step step in steps)
        {
            switch (step.Kind)
            {
                case 0 or 1:
                    var leaving = new CancellationTokenSource();
                    Assert.Equal(!isClosed, queue.TryAdd(Item(++added), leaving.Token, out _));
                    if (isClosed)
                        break;
                    if (waiting.Count < capacity)
                        waiting.Add(added);
                    else
                        line.Add((added, leaving));
                    break;
                case 2:
                    if (taken.Count == 0)
                    {
                        (taken, waiting) = (waiting, [.. line.Take(capacity).Select(standing => standing.Item)]);
                        line.RemoveRange(0, waiting.Count);
                    }

                    Assert.Equal(taken.FirstOrDefault(), Taken(queue));
                    taken.RemoveRange(0, Math.Min(1, taken.Count));
                    break;
                case 3 when line.Count > 0:
                    int who = step.Which % line.Count;
                    line[who].Leaving.Cancel();
                    line.RemoveAt(who);
                    break;
                case 4 when step.Which == 0:
                    Assert.Equal(line.Select(standing => standing.Item), queue.Close().Select(item => item.Partition));
                    line.Clear();
                    isClosed = true;
                    break;
            }

            Assert.Equal(waiting.Count, queue.Count);
            Assert.Equal(isClosed && waiting.Count == 0 && taken.Count == 0, queue.IsDone());
        }
    }

    /// <returns>Whether it is the caller's turn now.</returns>
    private static bool Add(WorkQueue queue, ulong number)
    {
        Assert.True(queue.TryAdd(Item(number), CancellationToken.None, out bool isTurn));
        return isTurn;
    }

    /// <summary>The number of what has waited longest; 0 where nothing waits.</summary>
    private static ulong Taken(WorkQueue queue) => queue.TryTake(out WorkItem? item) ? item.Partition : 0;

    private static WorkItem Item(ulong number) => WorkItem.Rent(default, number);

    private sealed record Step(int Kind, int Which);
}
