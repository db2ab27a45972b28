using System.Buffers;

namespace Bingobot.Commands.Streams;

/// <summary>Splits bytes into lines, each of a bounded length. Not thread-safe.</summary>
internal sealed class LineSplitter(Stream input, int mostBytes) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>How many bytes were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The next line without its end; valid until the next call.</summary>
    /// <returns>False where there is none.</returns>
    /// <exception cref="FormatException">The line is longer than allowed.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        int looked = _start;
        while (true)
        {
            int at = _buffer.AsSpan(looked, _end - looked).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = _buffer.AsSpan(_start, looked + at - _start);
                _start = looked + at + 1;
                return true;
            }

            if (_isAtEnd)
            {
                line = _buffer.AsSpan(_start, _end - _start);
                _start = _end;
                return !line.IsEmpty;
            }

            if (_end - _start > mostBytes)
                throw new FormatException($"a line of at most {mostBytes:N0} bytes was expected");
            int unlooked = _end - _start;
            Fill();
            looked = _start + unlooked;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        int read = input.Read(_buffer, _end, _buffer.Length - _end);
        _isAtEnd = read == 0;
        _end += read;
        BytesRead += read;
    }
}
