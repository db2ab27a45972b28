using Bingobot.Discord.Gateway.Sharding;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Microsoft.Extensions.Logging;

namespace Bingobot.Discord.Gateway;

/// <summary>
/// All shards of a bot in this process: each a <see cref="GatewayClient"/> with a session of its own, started in the order that
/// Discord asks for. Properties and routing may be used from any thread. See
/// <see href="https://docs.discord.com/developers/events/gateway#sharding"/>.
/// </summary>
public sealed class GatewayCluster
{
    private readonly GatewayClient[] _shards;

    /// <summary>Makes clients that are not connected yet.</summary>
    /// <param name="rest">Asked where the gateway is, for all shards at once.</param>
    /// <param name="count">How many shards there are, from 1.</param>
    /// <param name="options">
    /// What each shard is told; it is to name the shard, and all are to share one <see cref="GatewayClientOptions.IdentifyLimiter"/>.
    /// </param>
    /// <param name="time">The clock of the shards; the system's by default.</param>
    /// <param name="loggers">Where connections are told of; null: nowhere.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or another shard than asked for.</exception>
    public GatewayCluster(
        DiscordRest rest,
        int count,
        Func<GatewayShard, GatewayClientOptions> options,
        TimeProvider? time = null,
        ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(options);
        var directory = new GatewayDirectory(rest, time ?? TimeProvider.System);
        _shards = new GatewayClient[count];
        for (var id = 0; id < count; id++)
        {
            var shard = new GatewayShard(id, count);
            var client = new GatewayClient(directory, options(shard), loggers?.CreateLogger<GatewayClient>());
            _shards[id] = client.Shard == shard
                ? client
                : throw new ArgumentException($"Options for {shard} are expected, not for {client.Shard}.", nameof(options));
        }
    }

    /// <summary>The shards, by number.</summary>
    public IReadOnlyList<GatewayClient> Shards => _shards;

    /// <summary>Ready where all shards are; otherwise the state of the one that is least far.</summary>
    public GatewayState State => _shards.Min(shard => shard.State);

    /// <summary>The shard that a guild's events come to, and that commands about it are sent on.</summary>
    /// <param name="guild">The guild; null for what belongs to none.</param>
    public GatewayClient ShardOf(Snowflake? guild) => _shards[GatewayShard.IdOf(guild, _shards.Length)];

    /// <summary>
    /// Connects all shards and keeps them connected until <paramref name="stop"/> is cancelled; then completes without an exception.
    /// Where one ends with an exception the others are stopped, and the exception is thrown. To be called once.
    /// </summary>
    /// <exception cref="GatewayClosedException">Discord refuses for good.</exception>
    /// <exception cref="DiscordUnauthorizedException">Discord refuses the token.</exception>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var running = _shards.Select(shard => shard.RunAsync(ends.Token)).ToList();
        Task? failed = null;
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running);
            running.Remove(ended);
            if (!ended.IsCompletedSuccessfully)
            {
                failed ??= ended;
                await ends.CancelAsync();
            }
        }
        if (failed is not null)
            await failed;
    }
}
