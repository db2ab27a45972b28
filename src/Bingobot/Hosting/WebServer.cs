using System.Net;
using System.Net.Sockets;
using Bingobot.Configuration;
using Bingobot.Dashboard;
using Bingobot.Data;
using Bingobot.Effects;
using Bingobot.Sandbox;
using Bingobot.Supervision;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bingobot.Hosting;

/// <summary>The one web server of the program: the sandbox with its chat, and the status page.</summary>
internal static class WebServer
{
    /// <summary>Makes the server; nothing listens before it is started.</summary>
    /// <param name="configuration">Where it listens.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="status">What it shows.</param>
    /// <param name="control">The key to what changes something.</param>
    /// <param name="crash">How the bot is crashed on order; null without a sandbox.</param>
    /// <exception cref="FatalException">A variable of the environment names no collector.</exception>
    public static WebApplication Build(
        BotConfiguration configuration, DataFolder data, BotStatusSource status, ControlFile control, BotCrash? crash)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "bingobot",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders().AddBotConsole();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(configuration.Listen));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(status);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        Observability.Add(builder, Observability.Environment());
        builder.AddSandboxChat();
        if (data.World is { } journal)
            builder.Services.AddSandbox(new SandboxOptions
            {
                Journal = journal,
                WorldClock = data.WorldClock,
                Clock = data.SandboxClock,
                BotProcess = crash,
                AcknowledgeWithin = configuration.AnswerWithin,
            });

        WebApplication app = builder.Build();
        app.Use(LoopbackGuard.InvokeAsync);
        Observability.Map(app);
        EffectEndpoint.Map(app, status, control);
        app.MapGet("/status", static () => new RazorComponentResult<StatusPage>());
        if (data.World is not null)
        {
            app.MapSandbox();
            app.MapSandboxChat();
        }
        else
        {
            app.MapGet("/", static () => Results.Redirect("/status"));
        }

        return app;
    }

    /// <summary>Looks whether the page can be served, so that a port in use is told before anything is written.</summary>
    /// <exception cref="FatalException">The port is in use or not allowed.</exception>
    public static void RefuseTakenPort(IPEndPoint listen)
    {
        using var probe = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(listen);
            probe.Listen();
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            throw InUse(listen, e);
        }
        catch (SocketException e)
        {
            throw NotThere(listen, e);
        }
    }

    /// <summary>Starts listening.</summary>
    /// <exception cref="FatalException">The port is in use or not allowed, or the sandbox's journal cannot be read.</exception>
    public static async Task StartAsync(WebApplication app, IPEndPoint listen, string journal)
    {
        try
        {
            await app.StartAsync(CancellationToken.None);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw InUse(listen, e);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressNotAvailable)
        {
            throw NotThere(listen, e);
        }
        catch (InvalidDataException e)
        {
            throw new FatalException(
                ExitCode.Corrupt, $"{journal}: {e.Message} Restore it from a copy, or move it away: the sandbox then begins anew.", e);
        }
    }

    private static FatalException InUse(IPEndPoint listen, Exception e) => new(
        ExitCode.Usage,
        $"Port {listen.Port} on {listen.Address} is in use by another program. Choose another with --port, or stop that program.",
        e)
    {
        MayPass = true,
    };

    private static FatalException NotThere(IPEndPoint listen, SocketException e) => new(
        ExitCode.Usage, $"{listen}: the page cannot be served there: {e.Message}. Choose another with --port.", e);

    /// <summary>The program handles signals itself.</summary>
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
