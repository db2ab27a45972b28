using Bingobot.Events;
using Bingobot.Events.Testing;
using Bingobot.Framework;
using Bingobot.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Modules.Tests.Live;

/// <summary>The shipped modules on a local Discord, over real sockets, with a stream that outlives the bot.</summary>
internal sealed class LiveBot : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly WebApplication _discord;
    private readonly string _token;
    private Bot? _bot;
    private EventStream? _stream;
    private CancellationTokenSource _stop = new();
    private Task<BotExit> _run = Task.FromResult(new BotExit(BotExitReason.Stopped, ""));

    private LiveBot(WebApplication discord, string token)
    {
        _discord = discord;
        _token = token;
    }

    public TestEventLog Log { get; private set; } = new();

    public ISandbox People => _discord.Services.GetRequiredService<ISandbox>();

    public EventStream Stream => _stream!;

    public Task<BotExit> Exit => _run;

    /// <summary>What the bot is made of, anew for each life.</summary>
    public Func<IReadOnlyList<IBotModule>> Modules { get; init; } =
        () => ShippedModules.Create(new ModulesOptions { Votes = new VotesOptions { Quorum = 2 } });

    /// <summary>Where people are asked over HTTP.</summary>
    public Uri PeopleUrl => new(new Uri(_discord.Urls.Single()), "/sandbox/api/");

    public static async Task<LiveBot> StartAsync(
        string token = SandboxOptions.DefaultBotToken, Func<IReadOnlyList<IBotModule>>? modules = null, TimeSpan? heartbeat = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSandbox(new SandboxOptions
        {
            AcknowledgeWithin = Patience,
            HeartbeatInterval = heartbeat ?? new SandboxOptions().HeartbeatInterval,
        });
        var app = builder.Build();
        app.MapSandbox();
        await app.StartAsync(TestContext.Current.CancellationToken);
        LiveBot live = modules is null ? new(app, token) : new(app, token) { Modules = modules };
        await live.StartBotAsync();
        return live;
    }

    /// <summary>Starts a bot over the stream that is there.</summary>
    public async Task StartBotAsync()
    {
        _stop = new CancellationTokenSource();
        var bot = Bot.Create(
            new BotOptions
            {
                Token = _token,
                CustomIdKey = Key,
                ApiBaseUrl = new Uri(new Uri(_discord.Urls.Single()), "/api/v10"),
                Random = new Random(1),
            },
            Modules(),
            NullLoggerFactory.Instance);
        _stream = await EventStream.OpenAsync(new EventStreamOptions { Log = Log, Modules = bot.Modules, Effects = bot.Effects });
        _run = bot.RunAsync(_stream, _stream, _stop.Token);
        _bot = bot;
    }

    /// <summary>Ends the bot in good order.</summary>
    public async Task StopBotAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await _stream!.DisposeAsync();
        await _bot!.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>Ends the bot as a kill does right after the newest event of this type became durable.</summary>
    public async Task KillBotAfterAsync(string type)
    {
        var left = Log.CutAfter((int)Log.Events.Last(e => e.Type == type).Sequence);
        await StopBotAsync();
        Log = left;
    }

    /// <param name="knowsGuilds">Whether its modules want to hear of guilds, and are to have done so.</param>
    public async Task ReadyAsync(bool knowsGuilds = true)
    {
        await WaitForAsync(() => _run.IsCompleted
            || (_bot!.Status is { State: "ready", Commands: > 0 } && (!knowsGuilds || Recorded("GuildAvailable") > 0)));
        Assert.False(_run.IsCompleted, "The bot ended.");
    }

    public int Recorded(string type) => Log.Events.Count(e => e.Type == type);

    public async Task<MessageView> CommandAsync(string user, string line)
    {
        var answer = await People.TypeCommandAsync("general", user, line, TestContext.Current.CancellationToken);
        return answer.Message ?? throw new InvalidOperationException($"No message: {answer.Body}");
    }

    public ulong Guild => ulong.Parse(People.GetGuilds().Single().Id, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Opens a vote without waiting for more than that people see it.</summary>
    public async Task WriteVoteAsync()
    {
        await People.TypeCommandAsync(
            "general", "ada", "/vote start question:Pizza? duration:1h", TestContext.Current.CancellationToken);
        await WaitForAsync(() => Messages().Any(message => message.Content.Contains("Pizza?", StringComparison.Ordinal)));
    }

    public async Task<MessageView> PressAsync(string user, MessageView message, string label)
    {
        var button = message.Rows.SelectMany(row => row).Single(b => b.Label == label);
        var answer = await People.PressAsync(
            message.Id, user, button.CustomId!, cancellationToken: TestContext.Current.CancellationToken);
        return answer.Message ?? throw new InvalidOperationException($"No message: {answer.Body}");
    }

    public IReadOnlyList<MessageView> Messages(string? viewer = null) => People.GetMessages("general", viewer);

    public static async Task WaitForAsync(Func<bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "It did not happen in time.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_run.IsCompleted || !_stop.IsCancellationRequested)
            await StopBotAsync();
        await _discord.DisposeAsync();
    }

}
