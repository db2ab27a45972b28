using Bingobot.Storage.Engine;
using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Format;

/// <summary>The table of barriers in docs/format.md, counted.</summary>
public sealed class BarrierTests : IDisposable
{
    private readonly FaultyStore _store = new(1);
    private readonly DocumentBuffer _buffer;

    public BarrierTests()
    {
        _buffer = DocumentBuffer.Open(
            _store,
            new DocumentBufferOptions { CacheDocuments = 8, Tuning = new EngineTuning { UnprovenLimit = 100_000 } },
            leaveOpen: true);
        for (int i = 0; i < 20; i++)
            _buffer.Push([1, 2, 3]);
        _buffer.Flush();
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _store.Dispose();
    }

    [Fact]
    public void Flush_NothingChanged_NeedsNone() => Assert.Equal(0, BarriersOf(_buffer.Flush));

    [Fact]
    public void Flush_AfterPushes_NeedsOne()
    {
        _buffer.Push([4]);
        Assert.Equal(1, BarriersOf(_buffer.Flush));
    }

    [Fact]
    public void Flush_AfterNetPops_NeedsOne()
    {
        _buffer.Push([4]);
        _buffer.Remove(3);
        Assert.Equal(1, BarriersOf(_buffer.Flush));
    }

    [Fact]
    public void Flush_AfterPoppingBelowAndPushing_NeedsTwo()
    {
        _buffer.Remove(3);
        _buffer.Push([4]);
        Assert.Equal(2, BarriersOf(_buffer.Flush));
    }

    [Fact]
    public void Flush_MuchUnproven_NeedsTwo()
    {
        _buffer.Push(new byte[100_001]);
        Assert.Equal(2, BarriersOf(_buffer.Flush));
    }

    [Fact]
    public void Demotion_AboveTheDurableTail_NeedsNone() => Assert.Equal(0, BarriersOf(PushMany));

    [Fact]
    public void Demotion_BelowTheDurableTail_NeedsOneTheFirstTime()
    {
        _buffer.Remove(15);
        Assert.Equal(1, BarriersOf(PushMany));
        Assert.Equal(0, BarriersOf(PushMany));
    }

    [Fact]
    public void Close_AfterChanges_NeedsAtMostThree()
    {
        _buffer.Remove(3);
        _buffer.Push([4]);
        Assert.InRange(BarriersOf(() => _buffer.Close()), 2, 3);
    }

    [Fact]
    public void OpenAndClose_AfterACleanClose_OnlyReads()
    {
        _buffer.Close();
        long before = _store.Writes + _store.Barriers;
        using (DocumentBuffer again = DocumentBuffer.Open(_store, leaveOpen: true))
            Assert.Equal([1, 2, 3], again.Peek());
        Assert.Equal(before, _store.Writes + _store.Barriers);
    }

    private void PushMany()
    {
        for (int i = 0; i < 100; i++)
            _buffer.Push([5]);
    }

    private long BarriersOf(Action action)
    {
        long before = _store.Barriers;
        action();
        return _store.Barriers - before;
    }
}
