using Bingobot.Storage.Engine;
using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Buffer;

/// <summary>Where much is flushed again and again, it is written while it is pushed.</summary>
public sealed class LargeFlushTests : IDisposable
{
    /// <summary>More documents than fit into two chunks, and more bytes than make a flush large.</summary>
    private const int Large = 16;
    private readonly FaultyStore _store = new(1);
    private readonly Queue<IThreadPoolWorkItem> _scheduled = new();
    private readonly DocumentBuffer _buffer;

    public LargeFlushTests() => _buffer = DocumentBuffer.Open(
        _store,
        new DocumentBufferOptions
        {
            Tuning = new EngineTuning { ChunkBytes = 64, WriteAheadBytes = 1, LargeFlushBytes = 96, ReadAheadBlocks = 0, Schedule = _scheduled.Enqueue },
        },
        leaveOpen: true);

    public void Dispose()
    {
        _buffer.Dispose();
        _store.Dispose();
    }

    [Fact]
    public void Pushes_AfterTwoLargeFlushes_WriteWholeChunksBeforeTheNext()
    {
        Assert.Equal(0, WritesOfPushing(Large));
        _buffer.Flush();
        Assert.Equal(0, WritesOfPushing(Large));
        _buffer.Flush();
        Assert.True(WritesOfPushing(Large) > 0);
        Assert.Empty(_scheduled);
        Assert.Equal(3 * Large, ReadDurable(flush: true));
    }

    [Fact]
    public void Pushes_WrittenBeforeTheirFlush_AreNotDurableBeforeIt()
    {
        PushLarge(flushes: 2);
        Assert.True(WritesOfPushing(Large) > 0);
        Assert.Equal(2 * Large, ReadDurable(flush: false));
    }

    [Fact]
    public void Pushes_AfterASmallFlush_WriteNothing()
    {
        PushLarge(flushes: 2);
        _buffer.Push(new byte[8]);
        _buffer.Flush();
        Assert.Equal(0, WritesOfPushing(Large));
    }

    [Fact]
    public void Pushes_DiskFullWhileTheyAreWritten_StayAndTheFlushTells()
    {
        PushLarge(flushes: 2);
        _store.Capacity = _store.Length;
        WritesOfPushing(Large);
        Assert.Equal(3 * Large, _buffer.Count);
        IOException full = Assert.ThrowsAny<IOException>(_buffer.Flush);
        Assert.IsNotType<StoreFailedException>(full);
        _store.Capacity = int.MaxValue;
        Assert.Equal(3 * Large, ReadDurable(flush: true));
    }

    [Fact]
    public void Pushes_WhileAnotherIsWritten_AreInOrder()
    {
        PushLarge(flushes: 2);
        _store.DuringWrite = () =>
        {
            _store.DuringWrite = null;
            WritesOfPushing(Large);
            _buffer.Pop();
        };
        for (byte i = 0; i < Large; i++)
            _buffer.Push([i]);
        Assert.Null(_store.DuringWrite);
        Assert.Equal((4 * Large) - 1, ReadDurable(flush: true));
    }

    private void PushLarge(int flushes)
    {
        for (int i = 0; i < flushes; i++)
        {
            WritesOfPushing(Large);
            _buffer.Flush();
        }
    }

    private long WritesOfPushing(int documents)
    {
        long before = _store.Writes;
        for (int i = 0; i < documents; i++)
            _buffer.Push(new byte[8]);
        return _store.Writes - before;
    }

    private long ReadDurable(bool flush)
    {
        if (flush)
            _buffer.Flush();
        using DocumentBuffer again = DocumentBuffer.Open(_store, new DocumentBufferOptions { ReadOnly = true }, leaveOpen: true);
        Assert.Equal(again.Count, again.Read(int.MaxValue).Count);
        return again.Count;
    }
}
