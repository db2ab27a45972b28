using System.IO.Hashing;
using System.Text.Json;

namespace Bingobot.Events;

/// <summary>
/// A partition's state that lies in a snapshot and not in memory. It is read when somebody needs it; who has it loaded
/// shares it. Thread-safe.
/// </summary>
/// <param name="source">The snapshot, which stays readable while somebody refers to it.</param>
/// <param name="position">Where its canonical JSON begins, in bytes.</param>
/// <param name="length">The bytes of its canonical JSON.</param>
/// <param name="hash">Their XXH3-128.</param>
internal sealed class ColdState(SnapshotSource source, long position, int length, UInt128 hash)
{
    private WeakReference<object>? _loaded;

    /// <summary>XXH3-128 of its canonical JSON.</summary>
    public UInt128 Hash => hash;

    /// <summary>The bytes of its canonical JSON.</summary>
    public int Length => length;

    /// <summary>Its canonical JSON.</summary>
    /// <exception cref="StateUnreadableException">It cannot be read, or is not what was written.</exception>
    public byte[] ReadJson()
    {
        byte[] json = new byte[length];
        try
        {
            source.Read(position, json);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            throw new StateUnreadableException(source.Name, position, fault.Message, fault);
        }

        return XxHash128.HashToUInt128(json) == hash
            ? json
            : throw new StateUnreadableException(source.Name, position, "its sum is not the one that was written", null);
    }

    /// <summary>The state as an object.</summary>
    /// <exception cref="StateUnreadableException">It cannot be read, or is not what was written.</exception>
    public object Load(StateCodec codec)
    {
        if (Volatile.Read(ref _loaded) is { } known && known.TryGetTarget(out object? state))
            return state;
        try
        {
            state = codec.Read(ReadJson());
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            throw new StateUnreadableException(source.Name, position, fault.Message, fault);
        }

        Volatile.Write(ref _loaded, new WeakReference<object>(state));
        return state;
    }
}

/// <summary>A state that is kept in a snapshot could not be read from there any more.</summary>
/// <param name="snapshot">The snapshot's name.</param>
/// <param name="position">Where in it the state lies, in bytes.</param>
/// <param name="reason">What is wrong.</param>
/// <param name="innerException">What the store says.</param>
public sealed class StateUnreadableException(string snapshot, long position, string reason, Exception? innerException)
    : IOException(
        $"A state in the snapshot {snapshot} cannot be read at offset {position}: {reason.TrimEnd('.')}. Look at the disk's "
        + "health, remove that snapshot, and start again: the state is replayed from the events.",
        innerException)
{
    /// <summary>The snapshot's name.</summary>
    public string Snapshot { get; } = snapshot;

    /// <summary>Where in it the state lies, in bytes.</summary>
    public long Position { get; } = position;
}
