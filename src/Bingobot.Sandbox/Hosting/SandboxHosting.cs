using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bingobot.Sandbox;

/// <summary>Puts a local Discord into a web application.</summary>
public static class SandboxHosting
{
    /// <summary>
    /// Adds the sandbox. Its world is read from the journal, and made where that is empty, before the server listens.
    /// </summary>
    /// <param name="services">Of the application.</param>
    /// <param name="options">Their journal stays the caller's to dispose of, after the application has stopped.</param>
    /// <exception cref="InvalidDataException">Thrown when the application starts: the journal cannot be read.</exception>
    public static IServiceCollection AddSandbox(this IServiceCollection services, SandboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ReplayBuffer, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HeartbeatInterval, TimeSpan.FromMilliseconds(50));
        services.AddSingleton(options);
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<WorldStore>();
        services.AddSingleton(new Chaos(options.TimeProvider));
        services.AddSingleton<RateLimiter>();
        services.AddSingleton<RestApi>();
        services.AddSingleton<GatewayHub>();
        services.AddSingleton<GatewayEndpoint>();
        services.AddSingleton<Answers>();
        services.AddSingleton<LocalSandbox>();
        services.AddSingleton<ISandbox>(static provider => provider.GetRequiredService<LocalSandbox>());
        services.AddSingleton<ISandboxCrowd, Crowd>();
        services.AddSingleton<PeopleEndpoints>();
        services.AddHostedService<WorldStarter>();
        services.AddHostedService<DueWork>();
        return services;
    }

    /// <summary>
    /// Maps Discord's REST API at <c>/api/v10</c> and <c>/api</c>, the gateway at <c>/gateway</c>, and what people and
    /// tests use at <c>/sandbox/api</c>. From then on the whole application refuses whatever does not come from this machine.
    /// </summary>
    public static WebApplication MapSandbox(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(LoopbackGuard.InvokeAsync);
        app.UseWebSockets();
        SandboxOptions options = app.Services.GetRequiredService<SandboxOptions>();
        if (options.Observer is { } observer)
            app.Use(new AcknowledgementWatch(observer, options.TimeProvider).InvokeAsync);
        RestApi api = app.Services.GetRequiredService<RestApi>();
        GuildEndpoints.Map(api, app);
        ChannelEndpoints.Map(api, app);
        RoleEndpoints.Map(api, app);
        MemberEndpoints.Map(api, app);
        BanEndpoints.Map(api, app);
        CommandEndpoints.Map(api, app);
        MessageEndpoints.Map(api, app);
        ReactionEndpoints.Map(api, app);
        PinEndpoints.Map(api, app);
        ThreadEndpoints.Map(api, app);
        ThreadMemberEndpoints.Map(api, app);
        DirectEndpoints.Map(api, app);
        PollEndpoints.Map(api, app);
        WebhookEndpoints.Map(api, app);
        InteractionEndpoints.Map(api, app);
        RestApi.MapUnknown(app);
        AttachmentEndpoint.Map(app, app.Services.GetRequiredService<WorldStore>());
        app.Services.GetRequiredService<PeopleEndpoints>().Map(app);
        app.Map("/gateway", app.Services.GetRequiredService<GatewayEndpoint>().ServeAsync);
        return app;
    }

    /// <summary>Sees to it that there is a world before anybody asks.</summary>
    private sealed class WorldStarter(WorldStore store) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => store.ChangeAsync(
            transaction =>
            {
                DefaultWorld.Create(transaction);
                return true;
            },
            cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
