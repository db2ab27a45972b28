using System.Buffers;
using Bingobot.Benchmarks.Gateway.Mix;
using Bingobot.Discord.Gateway;

namespace Bingobot.Benchmarks.Gateway.Server;

/// <summary>
/// All that a connection is sent, made before time counts. What is compressed is kept whole; what is not is one block, numbered
/// anew for each repetition.
/// </summary>
internal sealed class ServedStream
{
    /// <summary>Longer than a run: acknowledgements lie in the stream, since one cannot be put between frames that are compressed.</summary>
    private const string HelloJson = """{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":600000}}""";
    private const string AckJson = """{"t":null,"s":null,"op":11,"d":null}""";

    private readonly MixSize _size;
    private readonly MixBlock _block;
    private readonly ArrayBufferWriter<byte> _acknowledgement = new();
    private readonly List<byte[]>? _compressed;

    public ServedStream(MixSize size, GatewayCompression compression, int membersPerGuild, string url)
    {
        _size = size;
        var plan = new MixPlan(size);
        _block = new MixBlock(plan);
        using var encoder = new FrameEncoder(compression);
        Hello = Encoded(encoder, System.Text.Encoding.UTF8.GetBytes(HelloJson));
        using var writer = new DispatchWriter(plan.Random);
        Opening = EncodeOpening(encoder, writer, membersPerGuild, url);
        if (compression == GatewayCompression.None)
            encoder.Encode(System.Text.Encoding.UTF8.GetBytes(AckJson), _acknowledgement);
        else
            _compressed = [.. EncodeBlocks(encoder)];
    }

    public byte[] Hello { get; }

    /// <summary>READY and the guilds.</summary>
    public byte[] Opening { get; }

    /// <summary>Sends all events, each block followed by an acknowledgement.</summary>
    public void SendMix(Action<ReadOnlyMemory<byte>> send)
    {
        if (_compressed is not null)
        {
            _compressed.ForEach(bytes => send(bytes));
            return;
        }

        for (int first = 0; first < _size.All; first += MixPlan.BlockEvents)
        {
            send(_block.Frames(first, Math.Min(MixPlan.BlockEvents, _size.All - first)));
            send(_acknowledgement.WrittenMemory);
        }
    }

    private byte[] EncodeOpening(FrameEncoder encoder, DispatchWriter writer, int members, string url)
    {
        var bytes = new ArrayBufferWriter<byte>();
        encoder.Encode(writer.WriteReady(_size.Guilds, url), bytes);
        for (int guild = 0; guild < _size.Guilds; guild++)
            encoder.Encode(writer.WriteGuild(guild, guild + 2, members), bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private IEnumerable<byte[]> EncodeBlocks(FrameEncoder encoder)
    {
        var bytes = new ArrayBufferWriter<byte>();
        for (int first = 0; first < _size.All; first += MixPlan.BlockEvents)
        {
            bytes.ResetWrittenCount();
            for (int i = first; i < Math.Min(first + MixPlan.BlockEvents, _size.All); i++)
                encoder.Encode(_block.Json(i), bytes);
            encoder.Encode(System.Text.Encoding.UTF8.GetBytes(AckJson), bytes);
            yield return bytes.WrittenSpan.ToArray();
        }
    }

    private static byte[] Encoded(FrameEncoder encoder, ReadOnlySpan<byte> json)
    {
        var bytes = new ArrayBufferWriter<byte>();
        encoder.Encode(json, bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
