using System.Diagnostics;
using Bingobot.Storage;
using Xunit;

namespace Bingobot.TestKit;

/// <summary>What every store must do, also one of a fixed length; the tests of each derive from it.</summary>
public abstract class StoreContractTests : IDisposable
{
    private const int LeastReads = 500;
    private const int Blocks = 100;
    private const int BlockBytes = 500;
    private const int SteadyBytes = 8 * 1024;

    /// <summary>For stores that read faster than threads begin.</summary>
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(100);

    protected string FilePath { get; } = Path.Combine(Path.GetTempPath(), $"contract-{Guid.NewGuid():n}");

    /// <summary>Whether its members may be called at the same time, as a <see cref="DocumentBuffer"/> does.</summary>
    protected virtual bool IsThreadSafe => true;

    /// <summary>Whether it goes on after disposal, like the disk that it stands for.</summary>
    protected virtual bool OutlivesDisposal => false;

    /// <summary>A store of its own for a test, with nothing but zeros in it.</summary>
    protected abstract IBackingStore Make();

    /// <summary>Makes a store, has it tested, and disposes of it.</summary>
    protected virtual void OnStore(Action<IBackingStore> test)
    {
        using IBackingStore store = Make();
        test(store);
    }

    public void Dispose()
    {
        File.Delete(FilePath);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Write_Bytes_AreReadBackAtTheirOffset() => OnStore(store =>
    {
        store.Write(0, [1, 2, 3, 4]);
        store.Write(2, [9, 8, 7]);
        Assert.Equal([1, 2, 9, 8, 7], ReadAll(store, 0, 5));
        store.Barrier();
        Assert.Equal([9, 8, 7], ReadAll(store, 2, 3));
    });

    [Fact]
    public void Write_Nothing_ChangesNothing() => OnStore(store =>
    {
        store.Write(0, [1, 2, 3]);
        long length = store.Length;
        store.Write(1, []);
        store.Write(length + 1000, []);
        store.Barrier();
        Assert.Equal(length, store.Length);
        Assert.Equal([1, 2, 3], ReadAll(store, 0, 3));
    });

    [Fact]
    public void Write_SourceIsChangedAfterwards_KeepsWhatItWasGiven() => OnStore(store =>
    {
        byte[] source = [1, 2, 3];
        store.Write(0, source);
        source.AsSpan().Clear();
        Assert.Equal([1, 2, 3], ReadAll(store, 0, 3));
        store.Barrier();
        Assert.Equal([1, 2, 3], ReadAll(store, 0, 3));
    });

    [Fact]
    public void Write_BeyondAllLengths_IsRefusedAndChangesNothing() => OnStore(store =>
    {
        store.Write(0, [1, 2, 3]);
        long length = store.Length;
        Assert.ThrowsAny<IOException>(() => store.Write(long.MaxValue - 1, [1, 2, 3, 4]));
        Assert.Equal(length, store.Length);
        Assert.Equal([1, 2, 3], ReadAll(store, 0, 3));
    });

    [Fact]
    public void Read_AtTheEnd_EndsThereAndReturnsZeroBehindIt() => OnStore(store =>
    {
        store.Write(0, new byte[100]);
        long length = store.Length;
        store.Write(length - 3, [7, 8, 9]);
        Assert.Equal([7, 8, 9], ReadAll(store, length - 3, 100));
        byte[] read = new byte[10];
        Assert.Equal(0, store.Read(length, read));
        Assert.Equal(0, store.Read(length + 1, read));
        Assert.Equal(0, store.Read(long.MaxValue, read));
        Assert.Equal(length, store.Length);
    });

    [Fact]
    public void Read_Nothing_ReturnsZero() => OnStore(store =>
    {
        store.Write(0, [1, 2, 3]);
        Assert.Equal(0, store.Read(0, []));
        Assert.Equal(0, store.Read(store.Length + 10, []));
    });

    [Fact]
    public void Barrier_NothingWritten_ChangesNothing() => OnStore(store =>
    {
        long length = store.Length;
        store.Barrier();
        Assert.Equal(length, store.Length);
        store.Write(0, [1, 2, 3]);
        store.Barrier();
        store.Barrier();
        Assert.Equal([1, 2, 3], ReadAll(store, 0, 3));
    });

    [Fact]
    public void AnyOffset_Negative_IsRefusedAndChangesNothing() => OnStore(store =>
    {
        store.Write(0, [1, 2, 3]);
        long length = store.Length;
        foreach (long offset in (long[])[-1, long.MinValue])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => store.Read(offset, new byte[10]));
            Assert.Throws<ArgumentOutOfRangeException>(() => store.Write(offset, new byte[1000]));
            if (store is ITruncatableStore truncatable)
                Assert.Throws<ArgumentOutOfRangeException>(() => truncatable.SetLength(offset));
        }

        Assert.Equal(length, store.Length);
        Assert.Equal([1, 2, 3], ReadAll(store, 0, 3));
        store.Barrier();
    });

    [Fact]
    public void AnyMember_Disposed_Throws() => OnStore(store =>
    {
        store.Write(0, [1, 2, 3]);
        store.Barrier();
        store.Dispose();
        store.Dispose();
        if (OutlivesDisposal)
        {
            Assert.Equal([1, 2, 3], ReadAll(store, 0, 3));
            return;
        }

        Assert.Throws<ObjectDisposedException>(() => store.Length);
        Assert.Throws<ObjectDisposedException>(() => store.Read(0, new byte[1]));
        Assert.Throws<ObjectDisposedException>(() => store.Write(0, [1]));
        Assert.Throws<ObjectDisposedException>(store.Barrier);
        if (store is ITruncatableStore truncatable)
            Assert.Throws<ObjectDisposedException>(() => truncatable.SetLength(0));
    });

    /// <summary>Readers beside a writer, which finds what it has written, and beside barriers: none sees another's place in the store.</summary>
    [Fact]
    public void ReadWriteAndBarrier_AtTheSameTime_DoNotDisturbEachOther() => OnStore(store =>
    {
        byte[] steady = new byte[SteadyBytes];
        new Random(1).NextBytes(steady);
        store.Write(0, steady);
        using var readers = new CountdownEvent(2);
        AtOnce(
            () => ReadSteadily(store, steady, seed: 1, readers),
            () => ReadSteadily(store, steady, seed: 2, readers),
            () => WriteUntil(readers, store),
            () => SyncUntil(readers, store));
        Assert.Equal(steady, ReadAll(store, 0, SteadyBytes));
        for (int i = 0; i < Blocks; i++)
            Assert.Equal(Block(i), ReadAll(store, OffsetOf(i), BlockBytes));
    });

    /// <summary>As many bytes as there are, up to a number.</summary>
    protected static byte[] ReadAll(IBackingStore store, long offset, int most)
    {
        byte[] bytes = new byte[most];
        int total = 0;
        for (int read = -1; read != 0; total += read)
            read = store.Read(offset + total, bytes.AsSpan(total));
        return bytes[..total];
    }

    private static long OffsetOf(int block) => SteadyBytes + (block * BlockBytes);

    private static byte[] Block(int number)
    {
        byte[] block = new byte[BlockBytes];
        block.AsSpan().Fill((byte)(number + 1));
        return block;
    }

    private static void ReadSteadily(IBackingStore store, byte[] steady, int seed, CountdownEvent readers)
    {
        try
        {
            var random = new Random(seed);
            var watch = Stopwatch.StartNew();
            for (int i = 0; i < LeastReads || watch.Elapsed < LeastTime; i++)
            {
                int offset = random.Next(steady.Length);
                int bytes = random.Next(1, steady.Length - offset + 1);
                Assert.True(steady.AsSpan(offset, bytes).SequenceEqual(ReadAll(store, offset, bytes)), $"{bytes} bytes at {offset} are others");
            }
        }
        finally
        {
            readers.Signal();
        }
    }

    private static void WriteUntil(CountdownEvent readers, IBackingStore store)
    {
        do
        {
            for (int i = 0; i < Blocks; i++)
            {
                store.Write(OffsetOf(i), Block(i));
                Assert.Equal(Block(i), ReadAll(store, OffsetOf(i), BlockBytes));
                Assert.True(store.Length >= OffsetOf(i + 1));
            }
        }
        while (!readers.IsSet);
    }

    private static void SyncUntil(CountdownEvent readers, IBackingStore store)
    {
        do
            store.Barrier();
        while (!readers.IsSet);
    }

    /// <summary>Each on a thread of its own, that begin together; or one after the other.</summary>
    private void AtOnce(params Action[] actions)
    {
        if (!IsThreadSafe)
        {
            Array.ForEach(actions, action => action());
            return;
        }

        using var start = new Barrier(actions.Length);
        Task[] tasks = [.. actions.Select(action => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                action();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Task.WaitAll(tasks);
    }
}
