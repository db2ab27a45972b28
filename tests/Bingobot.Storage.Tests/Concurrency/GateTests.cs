using Bingobot.Storage.Concurrency;

namespace Bingobot.Storage.Tests.Concurrency;

public sealed class GateTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task EnterAndExit_ManyThreads_AreInsideOneAtATime()
    {
        const int Threads = 6;
        const int Each = 200_000;
        var gate = new Gate();
        long inside = 0;
        long sum = 0;
        Task[] all = [.. Enumerable.Range(0, Threads).Select(_ => Task.Run(
            () =>
            {
                for (int i = 0; i < Each; i++)
                {
                    using Gate.Scope scope = gate.EnterScope();
                    Assert.Equal(1, ++inside);
                    sum++;
                    inside--;
                }
            },
            TestContext.Current.CancellationToken))];
        await Task.WhenAll(all).WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.Equal(Threads * Each, sum);
        Assert.False(gate.IsHeld);
    }

    [Fact]
    public async Task Enter_HeldForLong_SleepsAndIsWoken()
    {
        const int Waiters = 4;
        var gate = new Gate();
        gate.Enter();
        int entered = 0;
        Task[] waiting = [.. Enumerable.Range(0, Waiters).Select(_ => Task.Factory.StartNew(
            () =>
            {
                gate.Enter();
                entered++;
                gate.Exit();
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Assert.True(SpinWait.SpinUntil(() => gate.IsAwaited, Deadline));
        Assert.Equal(0, entered);
        gate.Exit();
        await Task.WhenAll(waiting).WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.Equal(Waiters, entered);
    }
}
