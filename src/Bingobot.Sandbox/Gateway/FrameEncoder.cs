using System.IO.Compression;
using System.Net.WebSockets;
using ZstdSharp;

namespace Bingobot.Sandbox;

/// <summary>
/// Payloads → frames: as they are, or through one compression context for the whole connection
/// (<see href="https://docs.discord.com/developers/events/gateway#transport-compression"/>). Not thread-safe.
/// </summary>
internal sealed class FrameEncoder : IDisposable
{
    private const int ZstdLevel = 3;

    private readonly MemoryStream? _compressed;
    private readonly Stream? _compressor;

    private FrameEncoder(MemoryStream? compressed, Stream? compressor)
    {
        _compressed = compressed;
        _compressor = compressor;
    }

    public WebSocketMessageType MessageType => _compressor is null ? WebSocketMessageType.Text : WebSocketMessageType.Binary;

    /// <summary>Null where the method is not known.</summary>
    public static FrameEncoder? Create(string? method)
    {
        MemoryStream compressed = new();
        return method switch
        {
            null or "" => new FrameEncoder(null, null),
            "zlib-stream" => new FrameEncoder(compressed, new ZLibStream(compressed, CompressionLevel.Fastest)),
            "zstd-stream" => new FrameEncoder(compressed, new CompressionStream(compressed, ZstdLevel)),
            _ => null,
        };
    }

    /// <summary>The frame's bytes, good until the next call. A flush ends each payload, so that it can be read at once.</summary>
    public ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> payload)
    {
        if (_compressor is null || _compressed is null)
            return payload;
        _compressed.SetLength(0);
        _compressor.Write(payload.Span);
        _compressor.Flush();
        return _compressed.GetBuffer().AsMemory(0, (int)_compressed.Length);
    }

    public void Dispose()
    {
        _compressor?.Dispose();
        _compressed?.Dispose();
    }
}
