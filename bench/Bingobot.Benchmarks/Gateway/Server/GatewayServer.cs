using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Bingobot.Benchmarks.Gateway.Server;

/// <summary>
/// Discord's other end for measurements: says where the gateway is, takes an Identify, and sends all there is as fast as the client
/// reads it. On plain sockets, so that it never is what a client waits for.
/// </summary>
internal sealed class GatewayServer : IDisposable
{
    private const string EndOfHead = "\r\n\r\n";
    private const int MostHeadBytes = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private ServedStream? _stream;

    public GatewayServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Url = string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{Port}/");
    }

    public int Port { get; }

    public string Url { get; }

    /// <summary>Serves until the process ends.</summary>
    public void Serve(ServedStream stream)
    {
        _stream = stream;
        while (true)
        {
            Socket socket = _listener.AcceptSocket();
            new Thread(() => Talk(socket)) { IsBackground = true }.Start();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Talk(Socket socket)
    {
        try
        {
            using (socket)
            {
                socket.NoDelay = true;
                while (ReadHead(socket) is { } head)
                {
                    if (head.Contains("upgrade: websocket", StringComparison.OrdinalIgnoreCase))
                    {
                        Upgrade(socket, head);
                        return;
                    }

                    Answer(socket, head);
                }
            }
        }
        catch (Exception e) when (e is SocketException or IOException or WebSocketException or ObjectDisposedException)
        {
            Console.Error.WriteLine($"A client has gone: {e.Message}");
        }
    }

    /// <summary>A request up to its empty line, its body thrown away; null when the client has closed.</summary>
    private static string? ReadHead(Socket socket)
    {
        byte[] bytes = new byte[MostHeadBytes];
        int length = 0;
        while (length < bytes.Length)
        {
            int read = socket.Receive(bytes.AsSpan(length));
            if (read == 0)
                return null;
            length += read;
            string text = Encoding.ASCII.GetString(bytes, 0, length);
            int end = text.IndexOf(EndOfHead, StringComparison.Ordinal);
            if (end < 0)
                continue;
            int rest = BodyLength(text[..end]) - (length - end - EndOfHead.Length);
            while (rest > 0 && socket.Receive(bytes.AsSpan(0, Math.Min(rest, bytes.Length))) is var more and > 0)
                rest -= more;
            return text[..end];
        }

        throw new IOException("The head of a request is too long.");
    }

    private static int BodyLength(string head) =>
        int.TryParse(Header(head, "content-length"), CultureInfo.InvariantCulture, out int length) ? length : 0;

    private static string? Header(string head, string name) => head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private void Answer(Socket socket, string head)
    {
        string path = head.Split(' ')[1].Split('?')[0];
        string json = path switch
        {
            _ when path.EndsWith("/gateway/bot", StringComparison.Ordinal) =>
                $$$"""{"url":"{{{Url}}}","shards":1,"session_start_limit":{"total":1000,"remaining":999,"reset_after":1000,"max_concurrency":1}}""",
            _ when path.EndsWith("/commands", StringComparison.Ordinal) => "[]",
            _ => $$"""{"id":"{{Mix.GuildWorld.BotUser}}","username":"bench","name":"bench","flags":0}""",
        };
        socket.Send(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}{EndOfHead}{json}")));
    }

    private void Upgrade(Socket socket, string head)
    {
        const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        string accepted = Convert.ToBase64String(HashOf(Header(head, "sec-websocket-key") + Magic));
        socket.Send(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accepted}{EndOfHead}"));
        ServedStream stream = _stream!;
        Send(socket, stream.Hello);
        using var network = new NetworkStream(socket);
        using var incoming = WebSocket.CreateFromStream(network, new WebSocketCreationOptions { IsServer = true });
        Receive(incoming);
        // Heartbeats are taken off the socket by another thread; see ServedStream for their acknowledgements.
        new Thread(() => Drain(incoming)) { IsBackground = true }.Start();
        Send(socket, stream.Opening);
        stream.SendMix(bytes => Send(socket, bytes));
        while (incoming.State == WebSocketState.Open)
            Thread.Sleep(TimeSpan.FromMilliseconds(50));
    }

    /// <summary>What <see href="https://www.rfc-editor.org/rfc/rfc6455#section-1.3"/> asks for.</summary>
#pragma warning disable CA5350
    private static byte[] HashOf(string key) => SHA1.HashData(Encoding.ASCII.GetBytes(key));
#pragma warning restore CA5350

    private static void Send(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[socket.Send(bytes.Span)..];
    }

    private static void Drain(WebSocket incoming)
    {
        try
        {
            while (Receive(incoming) != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is IOException or WebSocketException or ObjectDisposedException)
        {
            Console.Error.WriteLine($"A client has gone: {e.Message}");
        }
        finally
        {
            incoming.Abort();
        }
    }

    private static WebSocketMessageType Receive(WebSocket incoming)
    {
        byte[] bytes = new byte[8 * 1024];
        return incoming.ReceiveAsync(bytes, CancellationToken.None).GetAwaiter().GetResult().MessageType;
    }
}
