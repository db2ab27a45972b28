using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Bingobot.Benchmarks.Gateway.Mix;

namespace Bingobot.Benchmarks.Gateway.Clients;

/// <summary>A process that only reads, whole frames or bytes: what the server, the kernel and the framework's WebSocket take.</summary>
internal static class ReadingClientCommand
{
    public const string Name = "read-gateway";

    private const int BufferBytes = 64 * 1024;
    private static readonly byte[] Identify = Encoding.ASCII.GetBytes("""{"op":2,"d":{}}""");

    public static Command Command()
    {
        var port = new Argument<int>("port");
        var what = new Argument<string>("what");
        var command = new Command(Name, "Only reads, and reports.") { port, what };
        command.Hidden = true;
        Func<ParseResult, MixSize> size = MixSize.AddTo(command);
        command.SetAction((result, _) => result.GetRequiredValue(what) == "bytes"
            ? ReadBytesAsync(result.GetRequiredValue(port), size(result))
            : ReadFramesAsync(result.GetRequiredValue(port), size(result)));
        return command;
    }

    private static async Task ReadFramesAsync(int port, MixSize size)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{port}/")), default);
        await socket.SendAsync(Identify, WebSocketMessageType.Text, endOfMessage: true, default);
        var meter = new Meter(size);
        byte[] buffer = new byte[BufferBytes];
        // Hello, READY and the guilds come first, and after each block an acknowledgement.
        for (long frame = -2 - size.Guilds; !meter.Done.IsCompleted; frame++)
        {
            while (!(await socket.ReceiveAsync(buffer.AsMemory(), default)).EndOfMessage)
            {
            }

            long ordinal = frame - (frame / (MixPlan.BlockEvents + 1));
            if (frame >= 0)
                meter.Reached(MixSize.FirstSequence + ordinal);
        }

        (await meter.Done).Print();
    }

    private static async Task ReadBytesAsync(int port, MixSize size)
    {
        double meanBytes = new MixBlock(new MixPlan(size)).MeanFrameBytes;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        byte[] buffer = new byte[BufferBytes];
        await socket.ReceiveAsync(buffer);
        // Final, text; masked with zeros.
        await socket.SendAsync((byte[])[0x81, (byte)(0x80 | Identify.Length), 0, 0, 0, 0, .. Identify]);
        var meter = new Meter(size);
        for (long bytes = 0; !meter.Done.IsCompleted;)
        {
            bytes += socket.Receive(buffer);
            meter.Reached(MixSize.FirstSequence + (long)(bytes / meanBytes));
        }

        (await meter.Done).Print();
    }
}
