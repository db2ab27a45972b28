using Bingobot.Storage;
using Xunit;

namespace Bingobot.TestKit;

/// <summary>What every store must do; the tests of each derive from it.</summary>
public abstract class StoreContractTests : IDisposable
{
    private readonly Lazy<IBackingStore> _store;

    protected StoreContractTests() => _store = new Lazy<IBackingStore>(Make);

    protected string FilePath { get; } = Path.Combine(Path.GetTempPath(), $"contract-{Guid.NewGuid():n}");

    private IBackingStore Store => _store.Value;

    protected abstract IBackingStore Make();

    public void Dispose()
    {
        if (_store.IsValueCreated)
            _store.Value.Dispose();
        File.Delete(FilePath);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Read_EmptyStore_ReturnsZero()
    {
        Assert.Equal(0, Store.Length);
        Assert.Equal(0, Store.Read(0, new byte[10]));
        Assert.Equal(0, Store.Read(1000, new byte[10]));
    }

    [Fact]
    public void Write_Bytes_AreReadBackAtTheirOffset()
    {
        Store.Write(0, [1, 2, 3, 4]);
        Store.Write(2, [9, 8, 7]);
        Store.Barrier();
        byte[] read = new byte[8];
        Assert.Equal(5, ReadAll(0, read));
        Assert.Equal([1, 2, 9, 8, 7], read[..5]);
        Assert.Equal(5, Store.Length);
        Assert.Equal(0, Store.Read(5, read));
    }

    [Fact]
    public void Write_PastTheEnd_LeavesZerosBetween()
    {
        Store.Write(100, [5]);
        byte[] read = new byte[101];
        Assert.Equal(101, ReadAll(0, read));
        Assert.Equal(100, read.AsSpan().IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void SetLength_Shorter_CutsAndRegrowsWithZeros()
    {
        Store.Write(0, [1, 2, 3, 4]);
        var store = Assert.IsAssignableFrom<ITruncatableStore>(Store);
        try
        {
            store.SetLength(2);
        }
        catch (NotSupportedException)
        {
            Assert.IsType<StreamStore>(store);
            return;
        }

        Assert.Equal(2, Store.Length);
        Store.Write(4, [9]);
        byte[] read = new byte[5];
        Assert.Equal(5, ReadAll(0, read));
        Assert.Equal([1, 2, 0, 0, 9], read);
    }

    private int ReadAll(long offset, Span<byte> destination)
    {
        int total = 0;
        for (int read = -1; read != 0; total += read)
            read = Store.Read(offset + total, destination[total..]);
        return total;
    }
}
