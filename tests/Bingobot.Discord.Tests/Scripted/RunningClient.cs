using System.Collections.Concurrent;
using System.Text;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Discord.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Discord.Tests.Scripted;

/// <summary>A gateway client under test, its clock, and what it has delivered.</summary>
internal sealed class RunningClient : IAsyncDisposable
{
    public const string Token = "secret-token-of-the-bot";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly DiscordRest _rest;

    public RunningClient(
        ScriptedDiscord discord,
        GatewayPosition? durable = null,
        Func<Delivered, CancellationToken, ValueTask>? handler = null,
        int maxFrameBytes = GatewayClientOptions.DefaultMaxFrameBytes,
        long maxQueuedBytes = GatewayClientOptions.DefaultMaxQueuedBytes,
        Intents intents = Intents.Guilds | Intents.GuildMessages,
        GatewayCompression compression = GatewayCompression.None,
        IReadOnlySet<string>? events = null,
        GatewayPosition? replaced = null,
        IdentifyLimiter? limiter = null)
    {
        Durable = durable;
        _rest = new DiscordRest(
            new DiscordRestOptions
            {
                Token = Token,
                ApiBaseUrl = discord.ApiBaseUrl,
                TimeProvider = Clock,
                Random = new Random(1),
                MaxRetries = 0,
            },
            logger: new ListLogger<DiscordRest>(Log));
        Client = new GatewayClient(
            _rest,
            new GatewayClientOptions
            {
                Token = Token,
                Intents = intents,
                DurablePosition = () => DurableFailure is { } failure ? throw failure : Durable,
                Compression = compression,
                Events = events,
                ReplacedSession = replaced,
                IdentifyLimiter = limiter,
                OnPassed = (position, count, _) =>
                {
                    Passed.Enqueue((position, count));
                    return default;
                },
                MaxFrameBytes = maxFrameBytes,
                MaxQueuedBytes = maxQueuedBytes,
                TimeProvider = Clock,
                Random = new Random(1),
                OnDispatch = async (dispatch, token) =>
                {
                    var delivered = Delivered.Of(dispatch);
                    if (handler is not null)
                        await handler(delivered, token);
                    Events.Enqueue(delivered);
                },
            },
            new ListLogger<GatewayClient>(Log));
        Running = Client.RunAsync(_stop.Token);
    }

    public FakeTimeProvider Clock { get; } = new();

    public GatewayClient Client { get; }

    public Task Running { get; }

    public GatewayPosition? Durable { get; set; }

    /// <summary>What asking for the durable position throws.</summary>
    public Exception? DurableFailure { get; set; }

    public ConcurrentQueue<Delivered> Events { get; } = new();

    /// <summary>What the client told of events that are not wanted.</summary>
    public ConcurrentQueue<(GatewayPosition Position, int Count)> Passed { get; } = new();

    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>An event, copied out of the client's memory.</summary>
    public sealed record Delivered(string Type, string Data, GatewayPosition Position, GatewayPosition? LostSession)
    {
        public static Delivered Of(in GatewayDispatch dispatch) =>
            new(dispatch.Type, Encoding.UTF8.GetString(dispatch.Data.Span), dispatch.Position, dispatch.LostSession);
    }

    /// <summary>Waits for so many events to have been delivered.</summary>
    public async Task<Delivered[]> EventsAsync(int count)
    {
        await Until(() => Events.Count >= count, () => $"{count} events, {Events.Count} came");
        return [.. Events];
    }

    /// <summary>Lets time pass, a little at a time, until the task is done.</summary>
    public async Task<T> PassTimeAsync<T>(Task<T> until)
    {
        await PassTimeAsync((Task)until);
        return await until;
    }

    /// <inheritdoc cref="PassTimeAsync{T}(Task{T})"/>
    public Task PassTimeAsync(Task until) => Clock.PassAsync(until);

    /// <summary>Stops the client as its host would.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    public static async Task Until(Func<bool> condition, Func<string> what)
    {
        using var impatient = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(impatient.IsCancellationRequested, $"waited in vain for {what()}");
            await Task.Delay(5, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await PassTimeAsync(Running.ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default));
        Assert.DoesNotContain(Log, static line => line.Contains(Token, StringComparison.Ordinal));
        _rest.Dispose();
        _stop.Dispose();
    }
}
