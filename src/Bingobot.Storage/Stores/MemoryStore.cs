namespace Bingobot.Storage;

/// <summary>A store in memory, for tests and for stacks that need not outlive the process. Up to 2 GiB. Thread-safe.</summary>
public sealed class MemoryStore : ITruncatableStore
{
    private readonly Lock _gate = new();
    private byte[] _bytes = [];
    private int _length;
    private bool _disposed;

    /// <inheritdoc/>
    public long Length
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                return _length;
            }
        }
    }

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (offset >= _length)
                return 0;
            int count = (int)Math.Min(destination.Length, _length - offset);
            _bytes.AsSpan((int)offset, count).CopyTo(destination);
            return count;
        }
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (source.IsEmpty)
                return;
            if (offset > Array.MaxLength - source.Length)
                throw TooLong();
            int end = (int)offset + source.Length;
            if (end > _length)
                Resize(end);
            source.CopyTo(_bytes.AsSpan((int)offset));
        }
    }

    /// <inheritdoc/>
    public void Barrier()
    {
        lock (_gate)
            ObjectDisposedException.ThrowIf(_disposed, this);
    }

    /// <inheritdoc/>
    public void SetLength(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > Array.MaxLength)
            throw TooLong();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            Resize((int)length);
        }
    }

    /// <summary>A copy of all bytes.</summary>
    /// <returns>The copy, the caller's own; empty when disposed.</returns>
    public byte[] ToArray()
    {
        lock (_gate)
            return _bytes.AsSpan(0, _length).ToArray();
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _bytes = [];
            _length = 0;
        }
    }

    private static IOException TooLong() => new($"A store in memory holds at most {Array.MaxLength} bytes.");

    private void Resize(int length)
    {
        if (length > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(length, _bytes.Length * 2L)));
        if (length < _length)
            _bytes.AsSpan(length, _length - length).Clear();
        _length = length;
    }
}
