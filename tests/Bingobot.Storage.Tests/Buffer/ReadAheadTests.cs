using System.Collections.Concurrent;
using Bingobot.Storage.Tests.Faults;

namespace Bingobot.Storage.Tests.Buffer;

/// <summary>Blocks that another thread reads ahead: faults, failures and closing, at every thread's pace.</summary>
public sealed partial class ReadAheadTests
{
    private const int Documents = 3000;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public enum Pace
    {
        Pool,
        AtOnce,
        Never,
    }

    public static TheoryData<Pace, bool, int> AllWays { get; } = [..
        from pace in Enum.GetValues<Pace>()
        from backward in new[] { false, true }
        from blocks in new[] { 1, 2, 5 }
        select new TheoryDataRow<Pace, bool, int>(pace, backward, blocks)];

    [Theory]
    [MemberData(nameof(AllWays))]
    public void Walk_DocumentsOfAllLengths_AreTheSameAsWithout(Pace pace, bool backward, int blocks)
    {
        byte[][] documents = OfAllLengths();
        using var inner = new MemoryStore();
        Fill(inner, documents);
        var store = new WatchedStore(inner);
        using DocumentBuffer buffer = Open(store, blocks, pace);
        List<byte[]> read = MemberTests.Walk(backward ? buffer.ReadBackward() : buffer.ReadForward());
        Assert.Equal(documents.Length, read.Count);
        if (backward)
            read.Reverse();
        for (int i = 0; i < documents.Length; i++)
            Assert.True(documents[i].AsSpan().SequenceEqual(read[i]), $"document {i} differs");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Walk_Long_IsReadByTheOtherThread(bool backward)
    {
        using var inner = new MemoryStore();
        Fill(inner, Numbered(Documents));
        var store = new WatchedStore(inner);
        using DocumentBuffer buffer = Open(store, 4, Pace.Pool);
        using var ahead = new ManualResetEventSlim();
        store.BeforeRead = (_, byOther) =>
        {
            if (byOther)
                ahead.Set();
        };
        int read = 0;
        foreach (ReadOnlySpan<byte> _ in backward ? buffer.ReadBackward() : buffer.ReadForward())
        {
            // By now it has been asked for: waits for the pool to come to it.
            if (++read == Documents / 2)
                Assert.True(ahead.Wait(Deadline, TestContext.Current.CancellationToken));
        }

        Assert.Equal(Documents, read);
    }

    [Fact]
    public void Walk_Short_ReadsNothingAhead()
    {
        using var inner = new MemoryStore();
        Fill(inner, Numbered(Documents));
        var scheduled = new ConcurrentQueue<IThreadPoolWorkItem>();
        using DocumentBuffer buffer = DocumentBuffer.Open(inner, Options(4, scheduled.Enqueue), leaveOpen: true);
        int left = 4 * 1024 / 40;
        foreach (ReadOnlySpan<byte> _ in buffer.ReadBackward())
        {
            if (--left == 0)
                break;
        }

        Assert.Empty(scheduled);
    }

    /// <summary>Every record rots once; what is delivered and what is told are the same with and without.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Walk_OneBitFlipped_FindsItAtTheSamePlaceAsWithout(bool backward)
    {
        byte[][] documents = OfAllLengths()[..400];
        using var rotten = new RottenStore(documents);
        foreach (long offset in rotten.Starts[..^1].SelectMany((start, i) => new[] { start, start + 4 + (i % 3), rotten.Starts[i + 1] - 1 }))
        {
            rotten.Flip(offset, bit: 3);
            (int Delivered, string Fault) without = WalkToTheFault(rotten.Store, 0, backward);
            Assert.Equal(without, WalkToTheFault(rotten.Store, 4, backward));
            rotten.Flip(offset, bit: 3);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Walk_BytesReadAheadAreWrong_ReadsThemOnceMore(bool backward)
    {
        byte[][] documents = Numbered(Documents);
        using var inner = new MemoryStore();
        Fill(inner, documents);
        var store = new WatchedStore(inner);
        using DocumentBuffer buffer = Open(store, 4, Pace.Pool);
        store.AfterRead = (_, bytes, byOther) =>
        {
            if (byOther)
                bytes.Fill(0xA5);
        };
        List<byte[]> read = MemberTests.Walk(backward ? buffer.ReadBackward() : buffer.ReadForward());
        Assert.Equal(backward ? documents.Reverse() : documents, read);
    }

    [Fact]
    public void Walk_ReadingAheadFails_IsNotTold()
    {
        byte[][] documents = Numbered(Documents);
        using var inner = new MemoryStore();
        Fill(inner, documents);
        var store = new WatchedStore(inner);
        using DocumentBuffer buffer = Open(store, 4, Pace.Pool);
        store.BeforeRead = (_, byOther) =>
        {
            if (byOther)
                throw new IOException("only once");
        };
        Assert.Equal(documents, MemberTests.Walk(buffer.ReadForward()));
    }

    [Theory]
    [InlineData(Pace.Pool)]
    [InlineData(Pace.AtOnce)]
    [InlineData(Pace.Never)]
    public void Walk_MediumRefuses_ThrowsTheStoresOwnErrorAtThatBlock(Pace pace)
    {
        byte[][] documents = Numbered(Documents);
        using var inner = new MemoryStore();
        Fill(inner, documents);
        long bad = inner.Length * 3 / 4;
        var store = new WatchedStore(inner);
        using DocumentBuffer buffer = Open(store, 4, pace);
        store.BeforeRead = (offset, _) =>
        {
            if (offset > bad)
                throw new IOException("bad sector");
        };
        int read = 0;
        string? told = null;
        try
        {
            foreach (ReadOnlySpan<byte> document in buffer.ReadForward())
                Assert.Equal(documents[read++], document.ToArray());
        }
        catch (IOException e)
        {
            told = e.Message;
        }

        Assert.Equal("bad sector", told);
        Assert.InRange(read, Documents / 2, Documents - 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Close_WhileABlockIsReadAhead_WaitsForTheRead(bool readerIsGone)
    {
        using var inner = new MemoryStore();
        Fill(inner, Numbered(Documents));
        var store = new WatchedStore(inner);
        using var held = new HeldReads(store);
        DocumentBuffer buffer = DocumentBuffer.Open(store, Options(4, ThreadSchedule));
        WalkUntilHeld(buffer, held, giveUp: readerIsGone);
        Task<long> closing = Task.Run(buffer.Close, TestContext.Current.CancellationToken);
        await Until(() => IsClosed(buffer));
        Assert.False(closing.IsCompleted);
        Assert.False(store.IsDisposed);
        held.Release();
        Assert.True(await closing.WaitAsync(Deadline, TestContext.Current.CancellationToken) > 0);
        Assert.True(store.IsDisposed);
        Assert.False(store.DisposedBeneathARead);
    }

    [Fact]
    public async Task Walk_WaitingForABlockThatIsBeingRead_KeepsNobodyElseWaiting()
    {
        byte[][] documents = Numbered(Documents);
        using var inner = new MemoryStore();
        Fill(inner, documents);
        var store = new WatchedStore(inner);
        using var held = new HeldReads(store);
        using DocumentBuffer buffer = DocumentBuffer.Open(store, Options(4, ThreadSchedule), leaveOpen: true);
        int read = 0;
        var walk = new Thread(() =>
        {
            held.LetPass(Environment.CurrentManagedThreadId);
            foreach (ReadOnlySpan<byte> _ in buffer.ReadForward())
            {
                // The pool may be slow to come to it, and the walk needs nobody.
                if (Interlocked.Increment(ref read) == Documents / 2)
                    held.WaitUntilHolding();
            }
        });
        walk.Start();
        await Until(() => held.IsHolding && walk.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        buffer.Push([1, 2, 3]);
        Assert.Equal([1, 2, 3], buffer.Pop());
        Assert.Equal(Documents, buffer.Count);
        Assert.InRange(Volatile.Read(ref read), 1, Documents - 1);
        held.Release();
        Assert.True(walk.Join(Deadline));
        Assert.Equal(Documents, read);
    }

    /// <summary>
    /// Documents are replaced, read ahead, and put back: those that the reader was made for are there again, others were read.
    /// </summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Walk_OthersWereReadAheadAndAreGoneAgain_ShowsItsOwn(bool backward, bool flushLast)
    {
        const int Kept = 1500;
        const int ReplacedAt = 1450;
        byte[][] documents = Numbered(Documents);
        using var store = new MemoryStore();
        Fill(store, documents);
        var scheduled = new Queue<IThreadPoolWorkItem>();
        using DocumentBuffer buffer = DocumentBuffer.Open(store, Options(4, scheduled.Enqueue), leaveOpen: true);
        int read = 0;
        foreach (ReadOnlySpan<byte> document in backward ? buffer.ReadBackward() : buffer.ReadForward())
        {
            Assert.Equal(documents[backward ? Documents - 1 - read : read], document.ToArray());
            if (++read != ReplacedAt)
                continue;
            int kept = backward ? Kept / 2 : Kept;
            ReplaceAbove(buffer, kept, documents, i => [.. documents[i][..^4], .. BitConverter.GetBytes(-1)], flush: true);
            while (scheduled.TryDequeue(out IThreadPoolWorkItem? work))
                work.Execute();
            ReplaceAbove(buffer, kept, documents, i => documents[i], flushLast);
        }

        Assert.Equal(Documents, read);
    }

    /// <summary>What was read ahead of the replaced documents must not be taken for those of the newer state, nor the reverse.</summary>
    [Theory]
    [InlineData(Pace.AtOnce)]
    [InlineData(Pace.Pool)]
    [InlineData(Pace.Never)]
    public void Walk_ReadOnlyBesideAWriterThatReplaces_IsRefusedNotMixed(Pace pace)
    {
        byte[][] documents = Numbered(Documents);
        for (int replacedAt = 100; replacedAt < Documents - 200; replacedAt += 331)
        {
            int kept = replacedAt % 2 == 0 ? 50 : replacedAt + 60;
            using var store = new MemoryStore();
            Fill(store, documents);
            using DocumentBuffer writer = MemberTests.Open(store, 8);
            using DocumentBuffer reader = Open(store, 4, pace, readOnly: true);
            bool refused = false;
            int read = 0;
            try
            {
                foreach (ReadOnlySpan<byte> document in reader.ReadForward())
                {
                    Assert.Equal(documents[read++], document.ToArray());
                    if (read == replacedAt)
                        ReplaceAbove(writer, kept, documents, i => [.. documents[i], 1], flush: true);
                }
            }
            catch (InvalidOperationException)
            {
                refused = true;
            }

            Assert.True(refused);
            Assert.InRange(read, replacedAt, Documents - 1);
        }
    }

    [Fact]
    public void Walk_PerBlock_AllocatesNothing()
    {
        using var store = new MemoryStore();
        Fill(store, Numbered(4 * Documents));
        using DocumentBuffer buffer = Open(store, 4, Pace.AtOnce);
        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (ReadOnlySpan<byte> _ in buffer.ReadForward())
            {
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(least, 0, 2048);
    }
}
