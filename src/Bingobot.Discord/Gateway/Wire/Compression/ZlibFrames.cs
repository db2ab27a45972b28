using System.IO.Compression;

namespace Bingobot.Discord.Gateway.Wire.Compression;

/// <summary>
/// zlib-stream: one deflate stream over the whole connection, flushed after each frame. A frame may come in several
/// messages; the flush's last four bytes end it. See
/// <see href="https://docs.discord.com/developers/events/gateway#zlib-stream"/>.
/// </summary>
internal sealed class ZlibFrames : IFrameDecompressor
{
    private readonly int _maxFrameBytes;
    private readonly Feed _feed = new();
    private readonly ZLibStream _inflater;
    private readonly FrameBuffer _parts;
    private readonly FrameBuffer _frame;

    public ZlibFrames(int maxFrameBytes)
    {
        _maxFrameBytes = maxFrameBytes;
        _inflater = new ZLibStream(_feed, CompressionMode.Decompress, leaveOpen: true);
        _parts = new FrameBuffer(maxFrameBytes);
        _frame = new FrameBuffer(maxFrameBytes);
    }

    private static ReadOnlySpan<byte> FlushEnd => [0x00, 0x00, 0xff, 0xff];

    public bool TryDecompress(ReadOnlyMemory<byte> message, out ReadOnlyMemory<byte> frame)
    {
        frame = default;
        var isWhole = message.Span.EndsWith(FlushEnd);
        if (_parts.Length == 0 && isWhole)
        {
            frame = Inflate(message);
            return true;
        }

        if (!_parts.TryAppend(message.Span))
            throw FrameDecompressor.TooLarge(_maxFrameBytes);
        // The four bytes may have come in two messages.
        if (!_parts.Written.Span.EndsWith(FlushEnd))
            return false;
        frame = Inflate(_parts.Written);
        _parts.Clear();
        return true;
    }

    public void Dispose()
    {
        _inflater.Dispose();
        _feed.Dispose();
        _parts.Dispose();
        _frame.Dispose();
    }

    private ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> compressed)
    {
        _feed.Rest = compressed;
        _frame.Clear();
        while (true)
        {
            if (!_frame.TryReserve(out var free))
                throw FrameDecompressor.TooLarge(_maxFrameBytes);
            var count = _inflater.Read(free.Span);
            if (count == 0)
                break;
            _frame.Advance(count);
        }
        _feed.Rest = default;
        return _frame.Written;
    }

    /// <summary>What is to be inflated; at its end for now when the message is used up.</summary>
    private sealed class Feed : Stream
    {
        public ReadOnlyMemory<byte> Rest { get; set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, Rest.Length);
            Rest.Span[..count].CopyTo(buffer);
            Rest = Rest[count..];
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
