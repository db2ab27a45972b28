using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Concurrency;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task FlushAsync_ManyWriters_ShareBarriersAndLoseNothing()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        using var store = new SlowBarrierStore();
        const int Writers = 16;
        const int Each = 100;
        await using (DocumentBuffer buffer = DocumentBuffer.Open(store, new DocumentBufferOptions { CacheDocuments = 64 }, leaveOpen: true))
        {
            long before = store.Barriers;
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
                async () =>
                {
                    for (int i = 0; i < Each; i++)
                    {
                        buffer.Push(BitConverter.GetBytes((writer * Each) + i));
                        await buffer.FlushAsync(stop);
                    }
                },
                stop)));
            Assert.InRange(store.Barriers - before, 1, Writers * Each / 2);
        }

        using DocumentBuffer again = DocumentBuffer.Open(store, leaveOpen: true);
        Assert.Equal(
            Enumerable.Range(0, Writers * Each),
            again.Read(int.MaxValue).Select(document => BitConverter.ToInt32(document)).Order());
    }

    [Fact]
    public async Task Push_WhileABarrierRuns_GoesOn()
    {
        using var store = new SlowBarrierStore();
        using DocumentBuffer buffer = DocumentBuffer.Open(store, leaveOpen: true);
        buffer.Push([1]);
        store.Hold();
        Task first = buffer.FlushAsync(TestContext.Current.CancellationToken).AsTask();
        await store.BarrierStarted;
        buffer.Push([2]);
        Assert.Equal(2, buffer.Count);
        Task second = buffer.FlushAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(first.IsCompleted || second.IsCompleted);
        store.Release();
        await first;
        await second;
    }

    [Fact]
    public async Task FlushAsync_WaitCancelled_StillFlushesForOthers()
    {
        using var store = new SlowBarrierStore();
        using DocumentBuffer buffer = DocumentBuffer.Open(store, leaveOpen: true);
        buffer.Push([1]);
        store.Hold();
        using var cancel = new CancellationTokenSource();
        Task cancelled = buffer.FlushAsync(cancel.Token).AsTask();
        Task patient = buffer.FlushAsync(TestContext.Current.CancellationToken).AsTask();
        await store.BarrierStarted;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(patient.IsCompleted);
        store.Release();
        await patient;
        Task nothingLeft = buffer.FlushAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.True(nothingLeft.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task FlushAsync_BarrierFails_FailsAllWhoWait()
    {
        using var store = new FaultyStore(1);
        using DocumentBuffer buffer = DocumentBuffer.Open(store, leaveOpen: true);
        buffer.Push([1]);
        store.BarrierFailures = 1000;
        Task[] waits = [.. Enumerable.Range(0, 5).Select(_ => Flush(buffer))];
        foreach (Task wait in waits)
            await Assert.ThrowsAsync<StoreFailedException>(() => wait);
    }

    [Fact]
    public async Task ReadersWritersAndFlushers_Together_AgreeInTheEnd()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        using var store = new MemoryStore();
        using DocumentBuffer buffer = DocumentBuffer.Open(store, new DocumentBufferOptions { CacheDocuments = 50 }, leaveOpen: true);
        using var done = new CancellationTokenSource();
        Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadInOrder(buffer, done.Token), stop))];
        Task[] writers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => PushAndFlush(buffer), stop))];
        await Task.WhenAll(writers);
        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(20_000, buffer.Count);
    }

    private static async Task Flush(DocumentBuffer buffer) => await buffer.FlushAsync();

    private static void PushAndFlush(DocumentBuffer buffer)
    {
        for (int i = 0; i < 10_000; i++)
        {
            buffer.Push(new byte[i % 50]);
            if (i % 100 == 0)
                buffer.Flush();
        }
    }

    private static void ReadInOrder(DocumentBuffer buffer, CancellationToken done)
    {
        do
        {
            long expected = buffer.Count;
            long read = 0;
            foreach (ReadOnlySpan<byte> document in buffer.ReadForward())
            {
                Assert.InRange(document.Length, 0, 49);
                read++;
            }

            Assert.InRange(read, expected, buffer.Count);
        }
        while (!done.IsCancellationRequested);
    }

    /// <summary>A store whose barriers take as long as a test wants.</summary>
    private sealed class SlowBarrierStore : IBackingStore
    {
        private readonly MemoryStore _inner = new();
        private readonly ManualResetEventSlim _open = new(true);
        private TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _barriers;

        public long Barriers => Interlocked.Read(ref _barriers);

        public Task BarrierStarted => _started.Task;

        public long Length => _inner.Length;

        public void Hold()
        {
            _started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _open.Reset();
        }

        public void Release() => _open.Set();

        public int Read(long offset, Span<byte> destination) => _inner.Read(offset, destination);

        public void Write(long offset, ReadOnlySpan<byte> source) => _inner.Write(offset, source);

        public void Barrier()
        {
            Interlocked.Increment(ref _barriers);
            _started.TrySetResult();
            _open.Wait();
            Thread.Yield();
        }

        public void Dispose()
        {
            _inner.Dispose();
            _open.Dispose();
        }
    }
}
