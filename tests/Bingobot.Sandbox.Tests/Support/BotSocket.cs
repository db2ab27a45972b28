using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ZstdSharp;

namespace Bingobot.Sandbox.Tests.Support;

/// <summary>The gateway as a bare WebSocket: what is sent and received is seen as it is.</summary>
internal sealed class BotSocket : IAsyncDisposable
{
    public const int AllIntents = Intents.All;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ClientWebSocket _socket = new();
    private readonly string? _compress;
    private readonly MemoryStream _compressed = new();
    private Stream? _decompressor;

    private BotSocket(string? compress)
    {
        _compress = compress;
    }

    public string SessionId { get; private set; } = "";

    public long Seq { get; private set; }

    public int? CloseCode => (int?)_socket.CloseStatus;

    public static async Task<BotSocket> ConnectAsync(SandboxHost host, string? compress = null, string? query = null)
    {
        BotSocket bot = new(compress);
        UriBuilder url = new(new Uri(host.Address, "/gateway"))
        {
            Scheme = "ws",
            Query = query ?? "v=10&encoding=json" + (compress is null ? "" : "&compress=" + compress),
        };
        await bot._socket.ConnectAsync(url.Uri, TestContext.Current.CancellationToken);
        return bot;
    }

    /// <summary>Connected, identified, and past READY and GUILD_CREATE.</summary>
    public static async Task<BotSocket> LoginAsync(SandboxHost host, int intents = AllIntents, string? compress = null)
    {
        BotSocket bot = await ConnectAsync(host, compress);
        await bot.ExpectAsync(op: 10);
        await bot.IdentifyAsync(intents);
        await bot.EventAsync("READY");
        if ((intents & Intents.Guilds) != 0)
            await bot.EventAsync("GUILD_CREATE");
        return bot;
    }

    public static async Task<BotSocket> ResumeAsync(SandboxHost host, string sessionId, long seq)
    {
        BotSocket bot = await ConnectAsync(host);
        await bot.ExpectAsync(op: 10);
        await bot.SendAsync(
            $$$"""{"op":6,"d":{"token":"sandbox","session_id":"{{{sessionId}}}","seq":{{{seq}}} }}""");
        (bot.SessionId, bot.Seq) = (sessionId, seq);
        return bot;
    }

    public Task IdentifyAsync(int intents, string token = "sandbox") => SendAsync(
        $$$"""{"op":2,"d":{"token":"{{{token}}}","intents":{{{intents}}},"properties":{"os":"linux","browser":"test","device":"test"} }}""");

    public Task SendAsync(string text) => _socket.SendAsync(
        Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    /// <summary>The next frame; null when the socket was closed.</summary>
    public async Task<JsonElement?> ReceiveAsync()
    {
        using CancellationTokenSource timeout =
            CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        using MemoryStream frame = new();
        byte[] buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult result;
        do
        {
            try
            {
                result = await _socket.ReceiveAsync(buffer.AsMemory(), timeout.Token);
            }
            catch (Exception e) when (e is WebSocketException or ObjectDisposedException
                || (e is OperationCanceledException && !timeout.IsCancellationRequested))
            {
                return null;
            }

            if (result.MessageType == WebSocketMessageType.Close)
                return null;
            frame.Write(buffer, 0, result.Count);
        }
        while (!result.EndOfMessage);

        JsonElement payload = JsonSerializer.Deserialize<JsonElement>(Decompress(frame.ToArray()));
        if (payload.GetProperty("op").GetInt32() == 0)
        {
            Seq = payload.GetProperty("s").GetInt64();
            if (payload.GetProperty("t").GetString() == "READY")
                SessionId = payload.GetProperty("d").GetProperty("session_id").GetString()!;
        }

        return payload;
    }

    public async Task<JsonElement> ExpectAsync(int op)
    {
        JsonElement payload = await ReceiveAsync()
            ?? throw new InvalidOperationException($"closed with {CloseCode} while op {op} was expected");
        Assert.Equal(op, payload.GetProperty("op").GetInt32());
        return payload;
    }

    /// <summary>The data of the next event, which must be of that type.</summary>
    public async Task<JsonElement> EventAsync(string type)
    {
        JsonElement payload = await ExpectAsync(op: 0);
        Assert.Equal(type, payload.GetProperty("t").GetString());
        return payload.GetProperty("d");
    }

    public async Task<int?> ClosedAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }

        return CloseCode;
    }

    public Task CloseAsync(int code) => _socket.CloseAsync(
        (WebSocketCloseStatus)code, null, TestContext.Current.CancellationToken);

    /// <summary>As when the process is killed.</summary>
    public void Abort() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (_decompressor is not null)
            await _decompressor.DisposeAsync();
        await _compressed.DisposeAsync();
    }

    private byte[] Decompress(byte[] frame)
    {
        if (_compress is null)
            return frame;
        long position = _compressed.Length;
        _compressed.Position = position;
        _compressed.Write(frame);
        _compressed.Position = position;
        _decompressor ??= _compress == "zstd-stream"
            ? new DecompressionStream(_compressed)
            : new ZLibStream(_compressed, CompressionMode.Decompress);
        using MemoryStream plain = new();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = _decompressor.Read(buffer)) > 0)
        {
            plain.Write(buffer, 0, read);
            if (_compressed.Position == _compressed.Length && IsWhole(plain))
                break;
        }

        return plain.ToArray();
    }

    private static bool IsWhole(MemoryStream json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json.ToArray());
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
