using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Bingobot.Discord.Payloads;
using Microsoft.AspNetCore.Http;

namespace Bingobot.Discord.Tests.Scripted;

/// <summary>The server's end of one gateway connection, which does and expects what the test says.</summary>
internal sealed class ScriptedConnection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebSocket _socket;
    private readonly HttpContext _context;
    private readonly CancellationToken _disposed;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScriptedConnection(WebSocket socket, HttpContext context, CancellationToken disposed)
    {
        _socket = socket;
        _context = context;
        _disposed = disposed;
        disposed.Register(() => _ended.TrySetResult());
    }

    public string Path => _context.Request.Path;

    public string Query => _context.Request.QueryString.Value ?? "";

    /// <summary>Completes when the test has let the connection go.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Compresses what is sent from now on; null: nothing is compressed.</summary>
    public ServerCompressor? Compressor { get; set; }

    public Task SendAsync(string frame) => SendAsync(Encoding.UTF8.GetBytes(frame));

    public Task SendAsync(byte[] frame) => Compressor is { } compressor
        ? SendBinaryAsync(compressor.Compress(frame))
        : _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, _disposed);

    /// <summary>Sends bytes as they are, as compressed frames are.</summary>
    public Task SendBinaryAsync(byte[] bytes) =>
        _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, _disposed);

    public Task HelloAsync(int interval = 45_000) =>
        SendAsync($$$"""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":{{{interval}}}}}""");

    public Task DispatchAsync(long sequence, string type, string data = "{}") =>
        SendAsync($$"""{"t":"{{type}}","s":{{sequence}},"op":0,"d":{{data}}}""");

    public Task ReadyAsync(string session, string resumeUrl, long sequence = 1) =>
        DispatchAsync(
            sequence,
            "READY",
            $$$"""{"v":10,"user":{"id":"1","username":"bingobot"},"guilds":[],"session_id":"{{{session}}}","resume_gateway_url":"{{{resumeUrl}}}","application":{"id":"2","flags":0}}""");

    /// <summary>The next frame of the client; fails when it closes instead.</summary>
    public async Task<GatewayFrame> ReceiveAsync()
    {
        var buffer = new byte[8192];
        var result = await _socket.ReceiveAsync(buffer, _disposed).WaitAsync(Patience);
        Assert.True(
            result.MessageType == WebSocketMessageType.Text, $"closed with {(int?)_socket.CloseStatus} instead of a frame");
        Assert.True(result.EndOfMessage);
        return JsonSerializer.Deserialize(buffer.AsSpan(0, result.Count), DiscordJson.Default.GatewayFrame)!;
    }

    /// <summary>The next frame of the client, which must have this opcode.</summary>
    public async Task<JsonElement> ExpectAsync(GatewayOpcode op)
    {
        var frame = await ReceiveAsync();
        Assert.Equal(op, frame.Op);
        return frame.D ?? default;
    }

    /// <summary>Waits until the client closes, past whatever it sends before, and answers; returns its code.</summary>
    public async Task<int?> ExpectCloseAsync()
    {
        var buffer = new byte[8192];
        while (true)
        {
            var result = await _socket.ReceiveAsync(buffer, _disposed).WaitAsync(Patience);
            if (result.MessageType != WebSocketMessageType.Close)
                continue;
            var code = (int?)_socket.CloseStatus;
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _disposed);
            _ended.TrySetResult();
            return code;
        }
    }

    /// <summary>Closes with a code of Discord's.</summary>
    public async Task CloseAsync(int code)
    {
        await _socket.CloseOutputAsync((WebSocketCloseStatus)code, "scripted", _disposed);
        _ended.TrySetResult();
    }

    /// <summary>Breaks the connection off without a close.</summary>
    public void Drop()
    {
        _context.Abort();
        _ended.TrySetResult();
    }
}
