using Bingobot.Storage.Engine;
using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Buffer;

/// <summary>Half a cache that is not on the store is written out by another thread, here when the test says so.</summary>
public sealed class WriteAheadTests : IDisposable
{
    private const int Cache = 16;
    private readonly FaultyStore _store = new(1);
    private readonly Queue<IThreadPoolWorkItem> _scheduled = new();
    private readonly DocumentBuffer _buffer;

    public WriteAheadTests() => _buffer = DocumentBuffer.Open(
        _store,
        new DocumentBufferOptions
        {
            CacheDocuments = Cache,
            Tuning = new EngineTuning { ChunkBytes = 64, WriteAheadBytes = 1, ReadAheadBlocks = 0, Schedule = _scheduled.Enqueue },
        },
        leaveOpen: true);

    public void Dispose()
    {
        _buffer.Dispose();
        _store.Dispose();
    }

    [Fact]
    public void Push_FromHalfACacheOn_HasItWrittenAheadOfNeed()
    {
        long before = _store.Writes;
        for (int i = 0; i < Cache; i++)
            _buffer.Push([(byte)i]);
        Assert.Equal(before, _store.Writes);
        Assert.Single(_scheduled);

        _scheduled.Dequeue().Execute();
        long written = _store.Writes;
        Assert.True(written > before);
        _buffer.Push([99]);
        Assert.Equal(written, _store.Writes);
        Assert.InRange(_buffer.Cached, 1, Cache);
        Assert.Equal([99, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], _buffer.Read(int.MaxValue).Select(document => document[0]));
    }

    [Fact]
    public void PopsAndPushes_WhileItIsWritten_AreNotMixedIntoIt()
    {
        for (int i = 0; i < Cache; i++)
            _buffer.Push([(byte)i]);
        _store.DuringWrite = () =>
        {
            _store.DuringWrite = null;
            _buffer.Remove(Cache - 1);
            _buffer.Push([200]);
            _buffer.Push([201]);
        };
        _scheduled.Dequeue().Execute();
        Assert.Equal([201, 200, 0], _buffer.Read(int.MaxValue).Select(document => document[0]));
        _buffer.Flush();
        using DocumentBuffer again = DocumentBuffer.Open(_store, new DocumentBufferOptions { ReadOnly = true }, leaveOpen: true);
        Assert.Equal([201, 200, 0], again.Read(int.MaxValue).Select(document => document[0]));
    }

    [Fact]
    public void WriteAhead_DiskFull_IsToldByThePushThatNeedsTheRoom()
    {
        _store.Capacity = _store.Length;
        for (int i = 0; i < Cache; i++)
            _buffer.Push([(byte)i]);
        _scheduled.Dequeue().Execute();
        Assert.Equal(Cache, _buffer.Count);
        IOException full = Assert.ThrowsAny<IOException>(() => _buffer.Push([99]));
        Assert.IsNotType<StoreFailedException>(full);
        Assert.Equal(Cache, _buffer.Count);
        _store.Capacity = int.MaxValue;
        _buffer.Push([99]);
        Assert.Equal([99], _buffer.Peek());
    }

    [Fact]
    public void PushesAndPops_AroundTheCachesEdge_NeedNoStore()
    {
        for (int i = 0; i < 10 * Cache; i++)
        {
            _buffer.Push([(byte)i]);
            while (_scheduled.TryDequeue(out IThreadPoolWorkItem? work))
                work.Execute();
        }

        long before = _store.Writes + _store.Reads + _store.Barriers;
        for (int i = 0; i < 1000; i++)
        {
            _buffer.Pop();
            _buffer.Push([1]);
        }

        Assert.Empty(_scheduled);
        Assert.Equal(before, _store.Writes + _store.Reads + _store.Barriers);
    }
}
