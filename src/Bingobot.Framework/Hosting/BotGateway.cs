using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Events;
using Microsoft.Extensions.Logging;

namespace Bingobot.Framework;

/// <summary>The shards of a bot, each with its way into the stream.</summary>
internal sealed partial class BotGateway
{
    private static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(5);

    private readonly BotOptions _options;
    private readonly ILogger _logger;
    private readonly GatewayIngest[] _feeds;
    private readonly GatewayCluster _cluster;

    private BotGateway(
        BotOptions options, DiscordRest rest, ILoggerFactory loggers, IReadOnlySet<string> wanted, IEventStream stream, GatewayIngest[] feeds, ShardStart[] starts)
    {
        _options = options;
        _logger = loggers.CreateLogger<BotGateway>();
        _feeds = feeds;
        StreamIdentifyLedger ledger = new(stream, options.WorldClock ?? options.TimeProvider);
        IdentifyLimiter limiter = new(ledger, options.TimeProvider, loggers.CreateLogger<IdentifyLimiter>());
        _cluster = new GatewayCluster(
            rest,
            feeds.Length,
            shard => new GatewayClientOptions
            {
                Token = options.Token,
                Intents = DispatchReader.IntentsFor(wanted),
                Events = DispatchReader.DispatchesFor(wanted),
                Shard = shard,
                OnDispatch = feeds[shard.Id].OnDispatchAsync,
                OnPassed = feeds[shard.Id].OnPassedAsync,
                DurablePosition = feeds[shard.Id].Durable,
                ReplacedSession = starts[shard.Id].Replaced,
                IdentifyLimiter = limiter,
                Compression = options.Compression,
                Presence = options.Presence,
                TimeProvider = options.TimeProvider,
                Random = new Random(options.Random.Next()),
            },
            options.TimeProvider,
            loggers);
    }

    /// <summary>Ready where all shards are; otherwise the state of the one that is least far.</summary>
    public GatewayState State => _cluster.State;

    /// <summary>The shards' clients, by number.</summary>
    public IReadOnlyList<GatewayClient> Shards => _cluster.Shards;

    /// <summary>The client of the shard that has a guild.</summary>
    public GatewayClient ShardOf(Snowflake guild) => _cluster.ShardOf(guild);

    /// <summary>Finds out how many shards there are to be, and where each goes on.</summary>
    /// <param name="options">What the bot needs to know of Discord.</param>
    /// <param name="rest">Discord.</param>
    /// <param name="wanted">The names of the events that modules deal with.</param>
    /// <param name="self">The bot's user.</param>
    /// <param name="stream">The running stream.</param>
    /// <param name="ingest">The same stream, as the one that takes facts.</param>
    /// <param name="interactions">Takes interactions.</param>
    /// <param name="deferrals">Told of interactions as they arrive.</param>
    /// <param name="loggers">Where it tells what it does.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="DiscordRestException">Discord refuses for good.</exception>
    public static async Task<BotGateway> CreateAsync(
        BotOptions options,
        DiscordRest rest,
        IReadOnlySet<string> wanted,
        Snowflake self,
        IEventStream stream,
        IEventIngest ingest,
        InteractionIntake interactions,
        Deferrals deferrals,
        ILoggerFactory loggers,
        CancellationToken stop)
    {
        var logger = loggers.CreateLogger<BotGateway>();
        var layout = await ShardLayout.ReadAsync(stream, stop);
        var count = options.Shards ?? Math.Max(await RecommendedAsync(rest, options, logger, stop), layout.Count ?? 1);
        if (layout.Count is { } before && before != count)
            LogCountedAnew(logger, before, count);
        ShardStart[] starts = [.. Enumerable.Range(0, count).Select(id => layout.StartOf(new GatewayShard(id, count)))];
        GatewayIngest[] feeds =
        [
            .. starts.Select(start => new GatewayIngest(
                ingest,
                new DispatchReader(start.Source, wanted, interactions) { Self = self },
                deferrals,
                start,
                options.CursorEvery,
                options.TimeProvider,
                options.WorldClock ?? options.TimeProvider,
                logger)),
        ];
        return new BotGateway(options, rest, loggers, wanted, stream, feeds, starts);
    }

    /// <summary>Runs until it is stopped or Discord refuses for good; then waits for what is under way, for a bounded time.</summary>
    /// <exception cref="GatewayClosedException">Discord refuses for good.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            var running = _cluster.RunAsync(ends.Token);
            var first = await Task.WhenAny([running, .. _feeds.Select(feed => feed.Settled)]);
            await ends.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await first;
            await running;
            await FinishAsync();
        }
        finally
        {
            foreach (var feed in _feeds)
                feed.Complete();
        }
    }

    private static Task<int> RecommendedAsync(DiscordRest rest, BotOptions options, ILogger logger, CancellationToken stop) =>
        StartRequests.AskAsync(
            async () => Math.Clamp((await rest.GetGatewayBotAsync(stop)).Shards, 1, BotOptions.MostShards),
            problem => LogNotAsked(logger, problem),
            options.TimeProvider,
            stop);

    private async Task FinishAsync()
    {
        using CancellationTokenSource within = new(FinishWithin, _options.TimeProvider);
        try
        {
            await Task.WhenAll(_feeds.Select(feed => feed.FinishAsync(within.Token)));
        }
        catch (OperationCanceledException) when (within.IsCancellationRequested)
        {
            LogCursorLeft(_logger);
        }
    }

    [LoggerMessage(EventId = 40, Level = LogLevel.Warning, Message = "There were {Before} shards and now there are {Count}: no session is resumed, and what happened since is missed.")]
    private static partial void LogCountedAnew(ILogger logger, int before, int count);

    [LoggerMessage(EventId = 41, Level = LogLevel.Warning, Message = "Discord cannot be asked how many shards it recommends; trying again: {Problem}")]
    private static partial void LogNotAsked(ILogger logger, string problem);

    [LoggerMessage(EventId = 42, Level = LogLevel.Warning, Message = "The cursor could not be recorded in time; some dispatches will be sent again and dropped.")]
    private static partial void LogCursorLeft(ILogger logger);
}
