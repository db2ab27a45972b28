using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Buffer;

/// <summary>Opening only reads; what was found is made durable by the first flush or write.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly FaultyStore _store = new(1);

    public RecoveryTests()
    {
        DocumentBuffer killed = MemberTests.Filled(_store, 8, 20);
        killed.Flush();
        killed.Push([1]);
        killed.Flush();
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void OpenAndRead_AfterAKill_OnlyReads()
    {
        long before = _store.Writes + _store.Barriers;
        DocumentBuffer buffer = MemberTests.Open(_store, 8);
        Assert.Equal(21, buffer.Read(int.MaxValue).Count);
        Assert.Equal([1], buffer.Pop());
        buffer.Push([2]);
        Assert.Equal(before, _store.Writes + _store.Barriers);
    }

    [Fact]
    public void Flush_NothingChangedAfterAKill_MakesDurableWhatWasFound()
    {
        DocumentBuffer buffer = MemberTests.Open(_store, 8);
        long before = _store.Barriers;
        buffer.Flush();
        Assert.Equal(2, _store.Barriers - before);
        buffer.Flush();
        Assert.Equal(2, _store.Barriers - before);
    }

    [Fact]
    public async Task FlushAsync_NothingChangedAfterAKill_MakesDurableWhatWasFound()
    {
        DocumentBuffer buffer = MemberTests.Open(_store, 8);
        long before = _store.Barriers;
        await buffer.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, _store.Barriers - before);
    }

    /// <summary>After a barrier that failed, the page cache shows what the disk may not have.</summary>
    [Fact]
    public void Flush_WhatWasFoundWasNeverDurable_WritesItAgain()
    {
        DocumentBuffer failing = MemberTests.Open(_store, 8);
        failing.Push([7]);
        _store.BarrierFailures = 1000;
        Assert.Throws<StoreFailedException>(failing.Flush);
        _store.BarrierFailures = 0;

        DocumentBuffer found = MemberTests.Open(_store, 8);
        long count = found.Count;
        found.Flush();
        _store.CutPower();
        _store.Reboot();
        using DocumentBuffer afterTheCut = MemberTests.Open(_store, 8);
        Assert.Equal(count, afterTheCut.Count);
    }

    /// <summary>The page cache showed the newest commit when it was opened, and gives other bytes by the time that it is recovered.</summary>
    [Fact]
    public void Flush_WhatWasFoundHasGoneSince_KeepsTheStateBefore()
    {
        DocumentBuffer found = MemberTests.Open(_store, 8);
        Assert.Equal(21, found.Count);
        _store.Write(_store.Length - 13, [99]);
        Assert.Throws<StoreFailedException>(found.Flush);
        using DocumentBuffer again = MemberTests.Open(_store, 8);
        Assert.Equal(20, again.Read(int.MaxValue).Count);
        again.Flush();
    }

    [Fact]
    public void Close_NothingChangedAfterAKill_LeavesACleanStore()
    {
        MemberTests.Open(_store, 8).Close();
        long before = _store.Writes + _store.Barriers;
        using (DocumentBuffer buffer = MemberTests.Open(_store, 8))
            buffer.Flush();
        Assert.Equal(before, _store.Writes + _store.Barriers);
    }
}
