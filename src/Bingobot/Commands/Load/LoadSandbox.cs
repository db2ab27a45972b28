using System.Net;
using Bingobot.Data;
using Bingobot.Hosting;
using Bingobot.Sandbox;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Bingobot.Commands.Load;

/// <summary>The sandbox of a load: in this process, on a port of its own, with a journal that is read when it has ended.</summary>
internal sealed class LoadSandbox : IAsyncDisposable
{
    /// <summary>Short, so that heartbeats that are not acknowledged matter in a load of minutes.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>As long as the bot may be away while its session is kept, at the rate that is asked for.</summary>
    private const int ReplaySeconds = 60;

    private const int LeastReplayBuffer = 10_000;

    private readonly WebApplication _web;

    private LoadSandbox(WebApplication web, WorldJournal journal, Uri api)
    {
        _web = web;
        Journal = journal;
        Api = api;
    }

    /// <summary>What it keeps.</summary>
    public WorldJournal Journal { get; }

    /// <summary>Its REST API.</summary>
    public Uri Api { get; }

    /// <summary>As one person uses it.</summary>
    public ISandbox Sandbox => _web.Services.GetRequiredService<ISandbox>();

    /// <summary>As many people use it.</summary>
    public ISandboxCrowd Crowd => _web.Services.GetRequiredService<ISandboxCrowd>();

    /// <summary>Starts it.</summary>
    public static async Task<LoadSandbox> StartAsync(LoadPlan plan, ISandboxObserver observer, CancellationToken cancellationToken)
    {
        WorldJournal journal = WorldJournal.Open(plan.SandboxFolder);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(new IPEndPoint(IPAddress.Loopback, 0)));
        builder.Logging.AddBotConsole();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSandbox(new SandboxOptions
        {
            Journal = journal,
            HeartbeatInterval = Heartbeat,
            ReplayBuffer = Math.Max(LeastReplayBuffer, plan.Rate * ReplaySeconds),
            Observer = observer,
        });
        WebApplication web = builder.Build();
        web.MapSandbox();
        await web.StartAsync(cancellationToken);
        string address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new LoadSandbox(web, journal, new Uri(new Uri(address), "api/v10"));
    }

    /// <summary>Ends it; the journal stays open to be read.</summary>
    public async Task StopAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        Journal.Dispose();
    }
}
