using Bingobot.Storage;
using Xunit;

namespace Bingobot.TestKit;

/// <summary>What every store must do that grows as it is written.</summary>
public abstract class GrowingStoreContractTests : StoreContractTests
{
    [Fact]
    public void Read_EmptyStore_ReturnsZero() => OnStore(store =>
    {
        Assert.Equal(0, store.Length);
        Assert.Equal(0, store.Read(0, new byte[10]));
        Assert.Equal(0, store.Read(1000, new byte[10]));
    });

    [Fact]
    public void Write_AtTheEnd_GrowsByWhatWasWritten() => OnStore(store =>
    {
        store.Write(0, [1, 2, 3, 4]);
        store.Write(2, [9, 8, 7]);
        Assert.Equal(5, store.Length);
        store.Barrier();
        Assert.Equal(5, store.Length);
        Assert.Equal([1, 2, 9, 8, 7], ReadAll(store, 0, 8));
    });

    [Fact]
    public void Write_PastTheEnd_LeavesZerosBetween() => OnStore(store =>
    {
        store.Write(100, [5]);
        byte[] read = ReadAll(store, 0, 200);
        Assert.Equal(101, read.Length);
        Assert.Equal(100, read.AsSpan().IndexOfAnyExcept((byte)0));
    });

    [Fact]
    public void SetLength_Shorter_CutsAndRegrowsWithZeros() => OnStore(store =>
    {
        store.Write(0, [1, 2, 3, 4]);
        if (!TrySetLength(store, 2))
            return;
        Assert.Equal(2, store.Length);
        Assert.Equal([1, 2], ReadAll(store, 0, 10));
        store.Write(4, [9]);
        Assert.Equal([1, 2, 0, 0, 9], ReadAll(store, 0, 10));
        store.Barrier();
        Assert.Equal([1, 2, 0, 0, 9], ReadAll(store, 0, 10));
    });

    [Fact]
    public void SetLength_Longer_ExtendsByZeros() => OnStore(store =>
    {
        store.Write(0, [1, 2]);
        if (!TrySetLength(store, 5))
            return;
        Assert.Equal(5, store.Length);
        Assert.Equal([1, 2, 0, 0, 0], ReadAll(store, 0, 10));
    });

    [Fact]
    public void SetLength_BeyondAllLengths_IsRefusedAndChangesNothing() => OnStore(store =>
    {
        store.Write(0, [1, 2]);
        if (!TrySetLength(store, 2))
            return;
        Assert.ThrowsAny<IOException>(() => ((ITruncatableStore)store).SetLength(long.MaxValue));
        Assert.Equal([1, 2], ReadAll(store, 0, 10));
        Assert.Equal(2, store.Length);
    });

    /// <summary>Only a stream may turn out not to be able to.</summary>
    private static bool TrySetLength(IBackingStore store, long length)
    {
        try
        {
            Assert.IsType<ITruncatableStore>(store, exactMatch: false).SetLength(length);
            return true;
        }
        catch (NotSupportedException)
        {
            Assert.IsType<StreamStore>(store);
            return false;
        }
    }
}
