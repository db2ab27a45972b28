using Bingobot.Storage.Engine;

namespace Bingobot.Storage.Tests.Buffer;

/// <content>Stores, documents and threads for it.</content>
public sealed partial class ReadAheadTests
{
    private static Action<IThreadPoolWorkItem> PoolSchedule { get; } = EngineTuning.Default.Schedule;

    /// <summary>A thread for each: the pool may be taken up by other tests for longer than anybody waits.</summary>
    private static Action<IThreadPoolWorkItem> ThreadSchedule { get; } = static work => new Thread(work.Execute) { IsBackground = true }.Start();

    private static DocumentBuffer Open(IBackingStore store, int blocks, Pace pace, bool readOnly = false) =>
        DocumentBuffer.Open(store, Options(blocks, pace switch
        {
            Pace.Pool => PoolSchedule,
            Pace.AtOnce => static work => work.Execute(),
            _ => static _ => { }
            ,
        }, readOnly), leaveOpen: true);

    private static DocumentBufferOptions Options(int blocks, Action<IThreadPoolWorkItem> schedule, bool readOnly = false) => new()
    {
        CacheDocuments = 8,
        ReadOnly = readOnly,
        Tuning = new EngineTuning { ChunkBytes = 512, ReadBytes = 1024, ReadAheadBlocks = blocks, Schedule = schedule, WriteAheadBytes = long.MaxValue },
    };

    private static void Fill(IBackingStore store, byte[][] documents)
    {
        using DocumentBuffer writer = MemberTests.Open(store, 8);
        foreach (byte[] document in documents)
            writer.Push(document);
    }

    private static byte[][] Numbered(int count) => [.. Enumerable.Range(0, count).Select(MemberTests.Document)];

    /// <summary>Mostly short ones; some that do not fit the room that is left for them, some longer than a block.</summary>
    private static byte[][] OfAllLengths()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, 1500).Select(i =>
        {
            byte[] document = new byte[random.Next(20) switch { 0 => random.Next(3000), < 4 => random.Next(300), _ => random.Next(30) }];
            random.NextBytes(document);
            return document;
        })];
    }

    private static (int Delivered, string Fault) WalkToTheFault(MemoryStore store, int blocks, bool backward)
    {
        int delivered = 0;
        try
        {
            using DocumentBuffer buffer = Open(store, blocks, Pace.AtOnce, readOnly: true);
            foreach (ReadOnlySpan<byte> _ in backward ? buffer.ReadBackward() : buffer.ReadForward())
                delivered++;
        }
        catch (CorruptStoreException e)
        {
            return (delivered, e.Message);
        }

        return (delivered, "none");
    }

    private static void ReplaceAbove(DocumentBuffer buffer, int kept, byte[][] documents, Func<int, byte[]> with, bool flush)
    {
        buffer.Remove((int)buffer.Count - kept);
        for (int i = kept; i < documents.Length; i++)
            buffer.Push(with(i));
        if (flush)
            buffer.Flush();
    }

    private static void WalkUntilHeld(DocumentBuffer buffer, HeldReads held, bool giveUp)
    {
        int read = 0;
        using DocumentReader reader = buffer.ReadForward();
        DocumentReader kept = reader.GetEnumerator();
        while (!held.IsHolding && read++ < Documents / 2)
            Assert.True(kept.MoveNext());
        Assert.True(held.WaitUntilHolding());
        if (giveUp)
            kept.Dispose();
    }

    private static bool IsClosed(DocumentBuffer buffer)
    {
        try
        {
            return buffer.Count < 0;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private static async Task Until(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Deadline, "waited too long");
            await Task.Yield();
        }
    }

    /// <summary>Holds the reads of other threads than the test's until they are released.</summary>
    private sealed class HeldReads : IDisposable
    {
        private readonly ManualResetEventSlim _holding = new();
        private readonly ManualResetEventSlim _released = new();
        private int _passing = -1;

        public HeldReads(WatchedStore store) => store.BeforeRead = (_, byOther) =>
        {
            if (!byOther || Environment.CurrentManagedThreadId == Volatile.Read(ref _passing))
                return;
            _holding.Set();
            _released.Wait(Deadline);
        };

        public bool IsHolding => _holding.IsSet;

        public bool WaitUntilHolding() => _holding.Wait(Deadline);

        public void LetPass(int thread) => Volatile.Write(ref _passing, thread);

        public void Release() => _released.Set();

        public void Dispose()
        {
            _released.Set();
            _holding.Dispose();
            _released.Dispose();
        }
    }
}
