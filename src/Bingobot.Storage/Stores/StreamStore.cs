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
    private bool _disposed;

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
                return OpenStream().Length;
        }
    }

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        lock (_gate)
        {
            Stream stream = OpenStream();
            if (offset >= stream.Length)
                return 0;
            stream.Seek(offset, SeekOrigin.Begin);
            return stream.Read(destination);
        }
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        lock (_gate)
        {
            Stream stream = OpenStream();
            if (source.IsEmpty)
                return;
            if (offset > long.MaxValue - source.Length)
                throw TooLong(offset);
            try
            {
                stream.Seek(offset, SeekOrigin.Begin);
                stream.Write(source);
            }
            catch (ArgumentOutOfRangeException e)
            {
                throw TooLong(offset, e);
            }
        }
    }

    /// <inheritdoc/>
    public void Barrier()
    {
        lock (_gate)
        {
            OpenStream().Flush();
            if (_stream is FileStream file)
                FileSync.Metadata(file.SafeFileHandle, file.Name);
        }
    }

    /// <inheritdoc/>
    public void SetLength(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        lock (_gate)
        {
            try
            {
                OpenStream().SetLength(length);
            }
            catch (ArgumentOutOfRangeException e)
            {
                throw TooLong(length, e);
            }
        }
    }

    /// <summary>Disposes the stream, unless it is to be left open.</summary>
    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        if (!_leaveOpen)
            _stream.Dispose();
    }

    private static IOException TooLong(long offset, Exception? inner = null) =>
        new($"The stream is full: it cannot hold bytes at {offset}.", inner);

    private Stream OpenStream()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _stream;
    }
}
