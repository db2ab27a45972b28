using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>
/// An open segment that several use: it is closed when the last of them has given it back, so that whoever reads it finishes on
/// what it has, though the segment was sealed, replaced or removed meanwhile. Thread-safe.
/// </summary>
/// <param name="buffer">The segment's documents; the handle's from now on.</param>
internal sealed class SegmentHandle(DocumentBuffer buffer) : IDisposable
{
    private int _users = 1;

    public DocumentBuffer Buffer => buffer;

    /// <summary>Whether someone beside its owner uses it.</summary>
    public bool IsShared => Volatile.Read(ref _users) > 1;

    /// <summary>Becomes one more of its users, who calls <see cref="Dispose"/> once.</summary>
    /// <returns>False where it is closed already.</returns>
    public bool TryShare()
    {
        int users = Volatile.Read(ref _users);
        while (users > 0)
        {
            int found = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (found == users)
                return true;
            users = found;
        }

        return false;
    }

    /// <summary>Gives it back; the last user closes it.</summary>
    /// <exception cref="IOException">Closing a segment that was written to failed; all of its events are durable.</exception>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            buffer.Dispose();
    }
}
