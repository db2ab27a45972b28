using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Bingobot.Sandbox;

/// <summary><c>/gateway?v=10&amp;encoding=json[&amp;compress=zlib-stream|zstd-stream]</c>
/// (<see href="https://docs.discord.com/developers/events/gateway#connecting"/>).</summary>
internal sealed class GatewayEndpoint(GatewayHub hub, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    public async Task ServeAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            http.Response.Headers.Upgrade = "websocket";
            await http.Response.WriteAsync("This is the gateway: connect to it with a WebSocket.", http.RequestAborted);
            return;
        }

        using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
        string? compress = http.Request.Query["compress"];
        FrameEncoder? encoder = FrameEncoder.Create(compress);
        CloseReason? refusal = http.Request.Query["v"] is var version && version != "10" && !string.IsNullOrEmpty(version)
            ? CloseReason.InvalidVersion("Invalid API version: the sandbox speaks v=10.")
            : http.Request.Query["encoding"] is var encoding && encoding != "json" && !string.IsNullOrEmpty(encoding)
                ? CloseReason.InvalidVersion("Invalid encoding: the sandbox speaks encoding=json.")
                : encoder is null
                    ? CloseReason.InvalidVersion("Invalid compress: zlib-stream, zstd-stream or none.")
                    : null;
        if (refusal is not null || encoder is null)
        {
            encoder?.Dispose();
            await RefuseAsync(socket, refusal ?? CloseReason.UnknownError, http.RequestAborted);
            return;
        }

        GatewayConnection connection = new(hub, socket, encoder, GuildEndpoints.GatewayUrl(http.Request));
        await connection.RunAsync(lifetime.ApplicationStopping);
    }

    private async Task RefuseAsync(WebSocket socket, CloseReason reason, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(CloseTimeout, hub.Options.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await socket.CloseAsync((WebSocketCloseStatus)reason.Code, reason.Text, either.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }
}
