using System.Buffers;
using System.IO.Compression;
using Bingobot.Discord.Gateway;
using ZstdSharp;

namespace Bingobot.Benchmarks.Gateway.Server;

/// <summary>Frames of one connection, compressed as asked: one context over all of them, flushed after each.</summary>
internal sealed class FrameEncoder : IDisposable
{
    private const int ZstdLevel = 3;

    private readonly MemoryStream _compressed = new();
    private readonly Stream? _compressor;

    public FrameEncoder(GatewayCompression compression) => _compressor = compression switch
    {
        GatewayCompression.Zlib => new ZLibStream(_compressed, CompressionLevel.Optimal),
        GatewayCompression.Zstd => new CompressionStream(_compressed, ZstdLevel),
        _ => null,
    };

    public void Encode(ReadOnlySpan<byte> json, IBufferWriter<byte> to)
    {
        if (_compressor is null)
        {
            SocketFrame.WriteHeader(to, json.Length, isBinary: false);
            to.Write(json);
            return;
        }

        _compressed.SetLength(0);
        _compressor.Write(json);
        _compressor.Flush();
        ReadOnlySpan<byte> compressed = _compressed.GetBuffer().AsSpan(0, (int)_compressed.Length);
        SocketFrame.WriteHeader(to, compressed.Length, isBinary: true);
        to.Write(compressed);
    }

    public void Dispose()
    {
        _compressor?.Dispose();
        _compressed.Dispose();
    }
}
