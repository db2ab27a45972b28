using Bingobot.Storage.Stores;

namespace Bingobot.Storage;

/// <summary>
/// A store on any <see cref="Stream"/> that can read, write and seek (or only read and seek, for buffers opened read-only).
/// Thread-safe; nobody else may use the stream meanwhile. A barrier is the stream's <see cref="Stream.Flush"/>, and for a
/// <see cref="FileStream"/> also <c>fdatasync</c>, since .NET hides its errors. Truncating works where the stream can.
/// </summary>
public sealed class StreamStore : ITruncatableStore
{
    private readonly Lock _gate = new();
    private readonly Stream _stream;
    private readonly bool _leaveOpen;

    /// <summary>Wraps a stream.</summary>
    /// <param name="stream">The stream; its whole content is the store.</param>
    /// <param name="leaveOpen">Whether disposing the store leaves the stream open.</param>
    /// <exception cref="ArgumentException">The stream cannot read or seek.</exception>
    public StreamStore(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead || !stream.CanSeek)
            throw new ArgumentException("The stream must be able to read and to seek.", nameof(stream));
        _stream = stream;
        _leaveOpen = leaveOpen;
    }

    /// <inheritdoc/>
    public long Length
    {
        get
        {
            lock (_gate)
                return _stream.Length;
        }
    }

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        lock (_gate)
        {
            _stream.Seek(offset, SeekOrigin.Begin);
            return _stream.Read(destination);
        }
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        lock (_gate)
        {
            _stream.Seek(offset, SeekOrigin.Begin);
            _stream.Write(source);
        }
    }

    /// <inheritdoc/>
    public void Barrier()
    {
        lock (_gate)
        {
            _stream.Flush();
            if (_stream is FileStream file)
                FileSync.Metadata(file.SafeFileHandle, file.Name);
        }
    }

    /// <inheritdoc/>
    public void SetLength(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        lock (_gate)
            _stream.SetLength(length);
    }

    /// <summary>Disposes the stream, unless it is to be left open.</summary>
    public void Dispose()
    {
        if (!_leaveOpen)
            _stream.Dispose();
    }
}
