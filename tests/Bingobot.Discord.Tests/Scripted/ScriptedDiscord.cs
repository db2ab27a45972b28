using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bingobot.Discord.Tests.Scripted;

/// <summary>
/// A server on loopback that does what a test says: its gateway hands every connection to the test, its REST API answers
/// what the test has prepared.
/// </summary>
internal sealed class ScriptedDiscord : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly Channel<ScriptedConnection> _connections =
        System.Threading.Channels.Channel.CreateUnbounded<ScriptedConnection>();
    private readonly CancellationTokenSource _disposed = new();

    private ScriptedDiscord(WebApplication app) => _app = app;

    /// <summary>Answers every REST request but that for the gateway's address.</summary>
    public Func<HttpContext, Task> Rest { get; set; } = static context =>
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    };

    /// <summary>Answers GET /gateway/bot.</summary>
    public Func<HttpContext, Task> GatewayBot { get; set; } = static _ => Task.CompletedTask;

    public Uri ApiBaseUrl { get; private set; } = new("http://127.0.0.1");

    public string GatewayAddress { get; private set; } = "";

    /// <summary>Another address of the same gateway, as resume_gateway_url is.</summary>
    public string ResumeAddress => GatewayAddress + "/resume";

    public static async Task<ScriptedDiscord> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new ScriptedDiscord(app);
        app.UseWebSockets();
        app.Run(server.HandleAsync);
        await app.StartAsync();
        var port = new Uri(app.Urls.Single()).Port;
        server.ApiBaseUrl = new Uri($"http://127.0.0.1:{port}/api/v10");
        server.GatewayAddress = $"ws://127.0.0.1:{port}/gateway";
        server.GatewayBot = context => context.Response.WriteAsync(
            $$$"""
            {"url":"{{{server.GatewayAddress}}}","shards":1,
             "session_start_limit":{"total":1000,"remaining":999,"reset_after":14400000,"max_concurrency":1}}
            """);
        return server;
    }

    /// <summary>The next connection that a client makes to the gateway.</summary>
    public Task<ScriptedConnection> NextConnectionAsync() =>
        _connections.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);

    /// <summary>Whether a client has connected whom no test has taken yet.</summary>
    public bool HasConnection => _connections.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(impatient.Token);
        await _app.DisposeAsync();
        _disposed.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var connection = new ScriptedConnection(socket, context, _disposed.Token);
            await _connections.Writer.WriteAsync(connection);
            await connection.Ended;
        }
        else if (context.Request.Path == "/api/v10/gateway/bot")
        {
            await GatewayBot(context);
        }
        else
        {
            await Rest(context);
        }
    }
}
