using Bingobot.Storage;

namespace Bingobot.Events.Tests.Samples;

/// <summary>Makes a store of the tests thread-safe, and keeps it when the buffer on it is closed.</summary>
internal sealed class LockedStore(IBackingStore store) : IBackingStore
{
    private readonly Lock _gate = new();

    public long Length
    {
        get
        {
            lock (_gate)
                return store.Length;
        }
    }

    public int Read(long offset, Span<byte> destination)
    {
        lock (_gate)
            return store.Read(offset, destination);
    }

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        lock (_gate)
            store.Write(offset, source);
    }

    public void Barrier()
    {
        lock (_gate)
            store.Barrier();
    }

    public void Dispose()
    {
    }
}
