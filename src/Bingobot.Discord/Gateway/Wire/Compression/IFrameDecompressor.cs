namespace Bingobot.Discord.Gateway.Wire.Compression;

/// <summary>One connection's context of decompression: messages of the socket → frames. Not thread-safe.</summary>
internal interface IFrameDecompressor : IDisposable
{
    /// <summary>Takes the next message of the socket.</summary>
    /// <param name="message">Read during the call only.</param>
    /// <param name="frame">The frame, good until the next call.</param>
    /// <returns>False where the rest of the frame is still to come.</returns>
    /// <exception cref="InvalidDataException">
    /// It is not what the compressor wrote, or its frame is larger than allowed. The context is of no use any more.
    /// </exception>
    bool TryDecompress(ReadOnlyMemory<byte> message, out ReadOnlyMemory<byte> frame);
}

/// <summary>Makes decompressors.</summary>
internal static class FrameDecompressor
{
    /// <summary>A new context; null for what is not compressed.</summary>
    public static IFrameDecompressor? Create(GatewayCompression compression, int maxFrameBytes) => compression switch
    {
        GatewayCompression.Zlib => new ZlibFrames(maxFrameBytes),
        GatewayCompression.Zstd => new ZstdFrames(maxFrameBytes),
        _ => null,
    };

    /// <summary>The name of a compression in the gateway's address; null for none.</summary>
    public static string? NameOf(GatewayCompression compression) => compression switch
    {
        GatewayCompression.Zlib => "zlib-stream",
        GatewayCompression.Zstd => "zstd-stream",
        _ => null,
    };

    public static InvalidDataException TooLarge(int maxFrameBytes) =>
        new($"A frame is larger than the {maxFrameBytes} bytes allowed.");
}
