using System.Text;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Gateway.Wire.Envelopes;
using Bingobot.Discord.Gateway.Wire.Compression;
using Bingobot.Discord.Tests.Scripted;
using CsCheck;

namespace Bingobot.Discord.Tests.Gateway.Compression;

public sealed class DecompressorTests
{
    private const int MaxFrameBytes = 64 * 1024;

    public static TheoryData<GatewayCompression> Compressions => [GatewayCompression.Zlib, GatewayCompression.Zstd];

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Frames_OfAnySizes_ComeOutAsTheyWentIn(GatewayCompression compression)
    {
        using ServerCompressor server = new(compression);
        using var client = FrameDecompressor.Create(compression, MaxFrameBytes)!;
        var random = new Random(3);
        foreach (var length in (int[])[1, 2, 3, 100, 4095, 4096, 16 * 1024, 16_385, MaxFrameBytes - 1, MaxFrameBytes, 5])
        {
            var frame = new byte[length];
            random.NextBytes(frame.AsSpan(0, length / 2));
            Assert.True(client.TryDecompress(server.Compress(frame), out var read));
            Assert.Equal(frame, read.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Frame_OneByteTooLong_IsRefused(GatewayCompression compression)
    {
        using ServerCompressor server = new(compression);
        using var client = FrameDecompressor.Create(compression, MaxFrameBytes)!;
        Assert.Throws<InvalidDataException>(() => client.TryDecompress(server.Compress(new byte[MaxFrameBytes + 1]), out _));
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Bomb_OfAQuarterOfAGigabyte_TakesNoMemory(GatewayCompression compression)
    {
        using ServerCompressor server = new(compression);
        var bomb = server.Compress(new byte[256 * 1024 * 1024]);
        using var client = FrameDecompressor.Create(compression, MaxFrameBytes)!;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => client.TryDecompress(bomb, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * MaxFrameBytes);
    }

    /// <summary>Its flush ends a zlib frame, and may itself be torn apart.</summary>
    [Fact]
    public void ZlibFrame_InPartsOfAnySize_IsWholeWithTheLast()
    {
        using ServerCompressor server = new(GatewayCompression.Zlib);
        using ZlibFrames client = new(MaxFrameBytes);
        for (var part = 1; part < 40; part++)
        {
            var frame = Encoding.UTF8.GetBytes($$"""{"op":0,"d":"{{new string('x', part)}}{{part}}"}""");
            var parts = server.Compress(frame).Chunk(part).ToArray();
            foreach (var early in parts[..^1])
                Assert.False(client.TryDecompress(early, out _));
            Assert.True(client.TryDecompress(parts[^1], out var read));
            Assert.Equal(frame, read.ToArray());
        }
    }

    [Fact]
    public void ZlibFrame_ThatNeverEnds_IsRefusedAtTheLimit()
    {
        using ZlibFrames client = new(MaxFrameBytes);
        var part = new byte[1024];
        Assert.Throws<InvalidDataException>(() =>
        {
            for (var parts = 0; parts <= MaxFrameBytes / part.Length; parts++)
                Assert.False(client.TryDecompress(part, out _));
        });
    }

    /// <summary>Whatever bytes come, it ends, within the limits, with a frame, or the one exception that says what is wrong.</summary>
    [Theory]
    [MemberData(nameof(Compressions))]
    public void Bytes_OfAnyKind_GiveFramesOrTheDocumentedException(GatewayCompression compression) =>
        Gen.Select(Gen.Byte.Array[0, 300].Array[1, 6], Gen.Int[0, 40], Gen.Int[0, 5]).Sample(
            given =>
            {
                var (texts, place, kind) = given;
                using ServerCompressor server = new(compression);
                using var client = FrameDecompressor.Create(compression, MaxFrameBytes)!;
                FrameReader reader = new();
                foreach (var text in texts)
                {
                    var message = kind == 0 ? text : Damaged(server.Compress(text), place, kind);
                    try
                    {
                        if (!client.TryDecompress(message, out var frame))
                            continue;
                        Assert.InRange(frame.Length, 0, MaxFrameBytes);
                        reader.Read(frame.Span);
                    }
                    catch (InvalidDataException)
                    {
                        return;
                    }
                    catch (System.Text.Json.JsonException)
                    {
                        continue;
                    }
                }
            },
            time: 3);

    private static byte[] Damaged(byte[] message, int place, int kind)
    {
        if (message.Length == 0)
            return message;
        place %= message.Length;
        switch (kind)
        {
            case 1:
                message[place] ^= 0x10;
                return message;
            case 2:
                return message[..place];
            case 3:
                return [.. message[..place], .. message];
            case 4:
                message[place] = 0xff;
                return message;
            default:
                return message;
        }
    }
}
