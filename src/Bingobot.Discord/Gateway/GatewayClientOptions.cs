using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway;

/// <summary>What a <see cref="GatewayClient"/> is told.</summary>
public sealed class GatewayClientOptions
{
    internal const int LeastFrameBytes = 4 * 1024;
    internal const int MostFrameBytes = 1024 * 1024 * 1024;

    /// <summary>The default of <see cref="MaxFrameBytes"/>: 16 MiB.</summary>
    public const int DefaultMaxFrameBytes = 16 * 1024 * 1024;

    /// <summary>The default of <see cref="MaxQueuedBytes"/>: 32 MiB.</summary>
    public const long DefaultMaxQueuedBytes = 32L * 1024 * 1024;

    /// <summary>The bot's token, without a "Bot " before it.</summary>
    public required string Token { get; init; }

    /// <summary>Which events are wanted.</summary>
    public required Intents Intents { get; init; }

    /// <summary>
    /// Takes the events one at a time, in order; the next waits until the task completes. Each event of a session is
    /// delivered at most once per client. Events pile up to <see cref="MaxQueuedBytes"/>, then the socket is read no
    /// further. An exception ends <see cref="GatewayClient.RunAsync"/> with it. The token is that of RunAsync.
    /// </summary>
    public required Func<GatewayDispatch, CancellationToken, ValueTask> OnDispatch { get; init; }

    /// <summary>
    /// The names of the events that <see cref="OnDispatch"/> is given, beside READY; null, the default: all. Of the others only the
    /// envelope is read, and <see cref="OnPassed"/> tells how far they came.
    /// </summary>
    public IReadOnlySet<string>? Events { get; init; }

    /// <summary>
    /// Told from time to time, in order with <see cref="OnDispatch"/>: so many events came up to this position since the last call of
    /// either, and <see cref="Events"/> has none of them. By default nothing is done.
    /// </summary>
    public Func<GatewayPosition, int, CancellationToken, ValueTask> OnPassed { get; init; } = static (_, _, _) => default;

    /// <summary>
    /// Tells how far events are durable: what heartbeats report and resuming starts after, and at the start the session
    /// to resume. Called from any thread, often; null where nothing is durable. By default nothing is.
    /// </summary>
    public Func<GatewayPosition?> DurablePosition { get; init; } = static () => null;

    /// <summary>The number of this shard and how many there are; null is the only one.</summary>
    public GatewayShard? Shard { get; init; }

    /// <summary>
    /// A session that is not resumed although it is known, as one of another number of shards: the first READY names it as
    /// <see cref="GatewayDispatch.LostSession"/>. Not beside a <see cref="DurablePosition"/>.
    /// </summary>
    public GatewayPosition? ReplacedSession { get; init; }

    /// <summary>
    /// Says when this client may identify; null, the default: a limiter of its own, which forgets with the process. Clients of one
    /// token share one.
    /// </summary>
    public IdentifyLimiter? IdentifyLimiter { get; init; }

    /// <summary>How Discord compresses what it sends; zstd by default.</summary>
    public GatewayCompression Compression { get; init; } = GatewayCompression.Zstd;

    /// <summary>The presence that a new session begins with; null, the default: online.</summary>
    public UpdatePresence? Presence { get; init; }

    /// <summary>
    /// From how many members on a guild's offline members are left out of GUILD_CREATE, 50 to 250; 250 by default.
    /// </summary>
    public int LargeThreshold { get; init; } = 250;

    /// <summary>
    /// The largest frame accepted, in bytes, before and after decompression; a larger one closes the connection. 4 KiB to 1 GiB;
    /// 16 MiB by default.
    /// </summary>
    public int MaxFrameBytes { get; init; } = DefaultMaxFrameBytes;

    /// <summary>How many bytes of events may wait for <see cref="OnDispatch"/>; one event always may. 32 MiB by default.</summary>
    public long MaxQueuedBytes { get; init; } = DefaultMaxQueuedBytes;

    /// <summary>The clock of heartbeats and delays; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Spreads heartbeats and delays; the client alone uses it from then on.</summary>
    public required Random Random { get; init; }
}
