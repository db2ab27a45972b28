using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Bingobot.Discord.Gateway.WebSockets;

namespace Bingobot.Discord.Tests.Scripted;

/// <summary>A server on loopback that sends bytes as they are, so that a test can send what no library would.</summary>
internal sealed class RawServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RawServer() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{Port}/"));

    public async Task<NetworkStream> AcceptAsync() =>
        new(await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience), ownsSocket: true);

    /// <summary>The head of a request, up to its empty line.</summary>
    public static async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
            head.Append((char)one[0]);
        }
        return head.ToString();
    }

    public static string KeyOf(string head) => head.Split("\r\n")
        .Single(static line => line.StartsWith("Sec-WebSocket-Key: ", StringComparison.OrdinalIgnoreCase))["Sec-WebSocket-Key: ".Length..];

    /// <summary>Accepts a connection and upgrades it as a server should.</summary>
    public async Task<NetworkStream> UpgradeAsync(byte[]? behind = null)
    {
        var stream = await AcceptAsync();
        await UpgradeAsync(stream, behind);
        return stream;
    }

    /// <summary>Answers an upgrade as a server should, with bytes right behind the answer.</summary>
    public static async Task<string> UpgradeAsync(Stream stream, byte[]? behind = null)
    {
        var head = await ReadHeadAsync(stream);
        var answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Accept: {SocketUpgrade.AcceptOf(KeyOf(head))}\r\n\r\n";
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(answer), .. behind ?? []], TestContext.Current.CancellationToken);
        return head;
    }

    /// <summary>A client's frame with up to 65,535 bytes, unmasked.</summary>
    public static async Task<(SocketOpcode Opcode, byte[] Payload)> ReadFrameAsync(Stream stream)
    {
        const int TwoByteLength = 126;
        var head = await ReadAsync(stream, 2);
        Assert.Equal(0x80, head[0] & 0xf0);
        Assert.Equal(0x80, head[1] & 0x80);
        var length = head[1] & 0x7f;
        if (length == TwoByteLength)
            length = BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(stream, 2));
        var mask = await ReadAsync(stream, 4);
        var payload = await ReadAsync(stream, length);
        for (var i = 0; i < payload.Length; i++)
            payload[i] ^= mask[i % 4];
        return ((SocketOpcode)(head[0] & 0x0f), payload);
    }

    /// <summary>The code that a client closes with, past whatever it sends before.</summary>
    public static async Task<int> ReadCloseAsync(Stream stream)
    {
        while (true)
        {
            var (opcode, payload) = await ReadFrameAsync(stream);
            if (opcode == SocketOpcode.Close)
                return BinaryPrimitives.ReadUInt16BigEndian(payload);
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
        return bytes;
    }

    public void Dispose() => _listener.Dispose();
}
