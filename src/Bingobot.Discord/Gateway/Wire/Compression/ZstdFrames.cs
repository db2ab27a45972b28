using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Bingobot.Discord.Gateway.Wire.Compression;

/// <summary>
/// zstd-stream: one context over the whole connection; each message of the socket is one frame of the gateway. See
/// <see href="https://docs.discord.com/developers/events/gateway#zstd-stream"/>.
/// </summary>
internal sealed class ZstdFrames : IFrameDecompressor
{
    /// <summary>
    /// The largest window that is allocated, as a power of two: 8 MiB, which
    /// <see href="https://www.rfc-editor.org/rfc/rfc8878#name-window-descriptor"/> asks every decoder for and no encoder to exceed.
    /// </summary>
    private const int MaxWindowLog = 23;

    private readonly int _maxFrameBytes;
    private readonly Decompressor _decompressor = new();
    private readonly FrameBuffer _frame;

    public ZstdFrames(int maxFrameBytes)
    {
        _maxFrameBytes = maxFrameBytes;
        _decompressor.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);
        _frame = new FrameBuffer(maxFrameBytes);
    }

    public bool TryDecompress(ReadOnlyMemory<byte> message, out ReadOnlyMemory<byte> frame)
    {
        try
        {
            Decompress(message.Span);
        }
        catch (ZstdException e)
        {
            throw new InvalidDataException("A frame is not what zstd writes.", e);
        }
        frame = _frame.Written;
        return true;
    }

    public void Dispose()
    {
        _decompressor.Dispose();
        _frame.Dispose();
    }

    private void Decompress(ReadOnlySpan<byte> message)
    {
        _frame.Clear();
        while (true)
        {
            if (!_frame.TryReserve(out var free))
                throw FrameDecompressor.TooLarge(_maxFrameBytes);
            _decompressor.UnwrapStream(message, free.Span, out var consumed, out var written);
            message = message[consumed..];
            _frame.Advance(written);
            if (_frame.IsTooLong)
                throw FrameDecompressor.TooLarge(_maxFrameBytes);
            // A buffer that is not full says that there is nothing more to be had from what was given.
            if (message.IsEmpty && written < free.Length)
                return;
            if (consumed == 0 && written == 0)
                throw new InvalidDataException("A frame is not what zstd writes.");
        }
    }
}
