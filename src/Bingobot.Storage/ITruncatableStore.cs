namespace Bingobot.Storage;

/// <summary>A store that can be made shorter.</summary>
public interface ITruncatableStore : IBackingStore
{
    /// <summary>Cuts the store, or extends it by zeros.</summary>
    /// <param name="length">The new length in bytes, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="IOException">The store refused, for instance since it cannot be that long.</exception>
    /// <exception cref="NotSupportedException">This store (a block device, some streams) cannot after all.</exception>
    void SetLength(long length);
}
