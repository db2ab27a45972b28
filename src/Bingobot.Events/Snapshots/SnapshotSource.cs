using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>
/// The store of a snapshot, open for reading as long as somebody refers to it: a state that is cold, or a reader's snapshot.
/// It is never closed by hand; its file handle goes with the last reference. Thread-safe.
/// </summary>
internal sealed class SnapshotSource(string name, IBackingStore store)
{
    /// <summary>The snapshot's file name.</summary>
    public string Name => name;

    /// <summary>The bytes that can be read.</summary>
    public long Length => store.Length;

    /// <summary>Reads exactly these bytes.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public void Read(long position, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            int read = store.Read(position, destination);
            if (read == 0)
                throw new IOException($"the file ends at {position}, {destination.Length} bytes too early");
            position += read;
            destination = destination[read..];
        }
    }

    /// <summary>Closes it; only for one that nobody refers to.</summary>
    public void Close() => store.Dispose();
}
