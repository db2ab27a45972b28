using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Bingobot.TestKit;

/// <summary>
/// A stream over an internal string buffer, one <see cref="char"/> for each byte (Latin-1): shows in a debugger or a failed
/// assertion what a store holds. Reads, writes and seeks; cannot be truncated, as the stores that it stands in for.
/// Not thread-safe.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "The name that the documentation of stores has for it.")]
public sealed class ReadWriteSeekString : Stream
{
    private readonly StringBuilder _content;
    private long _position;
    private bool _disposed;

    /// <summary>Starts with the given content, at position 0.</summary>
    /// <param name="content">Characters of Latin-1 only.</param>
    /// <exception cref="ArgumentException">A character does not fit a byte.</exception>
    public ReadWriteSeekString(string content = "")
    {
        ArgumentNullException.ThrowIfNull(content);
        int wide = content.AsSpan().IndexOfAnyExceptInRange('\0', '\u00ff');
        if (wide >= 0)
            throw new ArgumentException($"Character {wide} is not Latin-1.", nameof(content));
        _content = new StringBuilder(content);
    }

    public override bool CanRead => !_disposed;

    public override bool CanWrite => !_disposed;

    public override bool CanSeek => !_disposed;

    public override long Length
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _content.Length;
        }
    }

    public override long Position
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _position;
        }

        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int count = (int)Math.Clamp(_content.Length - _position, 0, buffer.Length);
        if (count == 0)
            return 0;
        Span<char> chars = count <= 1024 ? stackalloc char[count] : new char[count];
        _content.CopyTo((int)_position, chars, count);
        Encoding.Latin1.GetBytes(chars, buffer);
        _position += count;
        return count;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    /// <summary>Overwrites, and grows where the buffer ends; a gap after seeking past the end is filled with NUL.</summary>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (buffer.IsEmpty)
            return;
        if (_position > _content.MaxCapacity - buffer.Length)
            throw new IOException($"The string cannot hold {buffer.Length} characters at {_position}.");
        long end = _position + buffer.Length;
        if (end > _content.Length)
            _content.Append('\0', (int)(end - _content.Length));
        Overwrite((int)_position, buffer);
        _position = end;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        long position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            SeekOrigin.End => _content.Length + offset,
            _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "Unknown origin."),
        };
        if (position < 0)
            throw new IOException("Seeking before the beginning.");
        return _position = position;
    }

    public override void Flush() => ObjectDisposedException.ThrowIf(_disposed, this);

    /// <summary>Not supported: it stands in for stores that cannot be truncated.</summary>
    public override void SetLength(long value) =>
        throw new NotSupportedException("A ReadWriteSeekString can neither be cut nor be extended but by writing.");

    /// <summary>The content, one character for each byte. Also after the stream was disposed.</summary>
    public override string ToString() => _content.ToString();

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        base.Dispose(disposing);
    }

    private void Overwrite(int position, ReadOnlySpan<byte> bytes)
    {
        foreach (ReadOnlyMemory<char> part in _content.GetChunks())
        {
            if (position >= part.Length)
            {
                position -= part.Length;
                continue;
            }

            int count = Math.Min(bytes.Length, part.Length - position);
            Span<char> target = System.Runtime.InteropServices.MemoryMarshal.AsMemory(part).Span.Slice(position, count);
            Encoding.Latin1.GetChars(bytes[..count], target);
            bytes = bytes[count..];
            position = 0;
            if (bytes.IsEmpty)
                return;
        }
    }
}
