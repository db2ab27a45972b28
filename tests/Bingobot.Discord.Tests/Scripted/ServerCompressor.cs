using System.IO.Compression;
using Bingobot.Discord.Gateway;
using ZstdSharp;

namespace Bingobot.Discord.Tests.Scripted;

/// <summary>What Discord does to the frames of one connection.</summary>
internal sealed class ServerCompressor : IDisposable
{
    private readonly MemoryStream _compressed = new();
    private readonly Stream _compressor;

    public ServerCompressor(GatewayCompression compression) => _compressor = compression == GatewayCompression.Zlib
        ? new ZLibStream(_compressed, CompressionLevel.Optimal)
        : new CompressionStream(_compressed, 3);

    /// <summary>The next frame, flushed, so that it can be read at once.</summary>
    public byte[] Compress(ReadOnlySpan<byte> frame)
    {
        _compressed.SetLength(0);
        _compressor.Write(frame);
        _compressor.Flush();
        return _compressed.ToArray();
    }

    public void Dispose()
    {
        _compressor.Dispose();
        _compressed.Dispose();
    }
}
