using Bingobot.Storage;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>Counts reads, writes and barriers on the way to a store.</summary>
internal sealed class CountingStore(FileStore store) : ITruncatableStore
{
    private long _operations;

    /// <summary>Reads, writes and barriers so far.</summary>
    public long Operations => Volatile.Read(ref _operations);

    public long Length => store.Length;

    public int Read(long offset, Span<byte> destination)
    {
        Interlocked.Increment(ref _operations);
        return store.Read(offset, destination);
    }

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        Interlocked.Increment(ref _operations);
        store.Write(offset, source);
    }

    public void Barrier()
    {
        Interlocked.Increment(ref _operations);
        store.Barrier();
    }

    public void SetLength(long length) => store.SetLength(length);

    public void Dispose() => store.Dispose();
}
