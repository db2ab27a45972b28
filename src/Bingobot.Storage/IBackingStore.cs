namespace Bingobot.Storage;

/// <summary>
/// Anything that can read, write and seek: what a <see cref="DocumentBuffer"/> keeps its documents on. Positional and
/// thread-safe: members may be called from several threads at once. A <see cref="DocumentBuffer"/> does so: it reads ahead of
/// long walks and writes ahead of need on threads of the pool. None of its calls is under way when it has closed.
/// </summary>
/// <remarks>
/// A negative offset is an <see cref="ArgumentOutOfRangeException"/>. After disposal, which may be done more than once, all members
/// throw <see cref="ObjectDisposedException"/>.
/// </remarks>
public interface IBackingStore : IDisposable
{
    /// <summary>Bytes that can be read; a block device's size.</summary>
    long Length { get; }

    /// <summary>Reads up to <paramref name="destination"/>'s length; may read fewer bytes than asked for.</summary>
    /// <param name="offset">Byte offset in the store, at least 0.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <returns>Bytes read; 0 only at or past the end (or where nothing was asked for).</returns>
    /// <exception cref="IOException">The bytes could not be read.</exception>
    int Read(long offset, Span<byte> destination);

    /// <summary>
    /// Writes all bytes, growing the store where needed; a gap before them reads as zeros. Reads that begin after it returned show
    /// them. Writing nothing changes nothing, wherever.
    /// </summary>
    /// <param name="offset">Byte offset in the store, at least 0.</param>
    /// <param name="source">The bytes; not kept after the call.</param>
    /// <exception cref="IOException">Some or none of the bytes were written: the store is full, or failed.</exception>
    void Write(long offset, ReadOnlySpan<byte> source);

    /// <summary>Returns when all writes that returned before it are durable.</summary>
    /// <exception cref="IOException">It is not known which of them are. It must not be called again in the hope of better.</exception>
    void Barrier();
}
