namespace Bingobot.Sandbox;

/// <summary>Something that shall go wrong.</summary>
/// <param name="Kind">What.</param>
public sealed record ChaosOrder(ChaosKind Kind)
{
    /// <summary>
    /// How many: connections for <see cref="ChaosKind.Drop"/> (default all), requests for
    /// <see cref="ChaosKind.RateLimit"/> and <see cref="ChaosKind.ServerError"/> (default 1). 1 to 1,000.
    /// </summary>
    public int? Count { get; init; }

    /// <summary>For how long, for <see cref="ChaosKind.MuteAcks"/>; in seconds, 1 to 3,600, default 60.</summary>
    public int? Seconds { get; init; }

    /// <summary>Whether the session named by <see cref="ChaosKind.InvalidSession"/> can be resumed; default false.</summary>
    public bool Resumable { get; init; }

    /// <summary>For <see cref="ChaosKind.ServerError"/>: what was asked for is done, and only the answer is the error.</summary>
    public bool After { get; init; }
}

/// <summary>Kinds of <see cref="ChaosOrder"/>.</summary>
public enum ChaosKind
{
    /// <summary>Gateway connections break off without a close frame.</summary>
    Drop,

    /// <summary>Opcode 7: the client is asked to reconnect and resume.</summary>
    Reconnect,

    /// <summary>Opcode 9: the session is invalid.</summary>
    InvalidSession,

    /// <summary>Heartbeats are not acknowledged for a time.</summary>
    MuteAcks,

    /// <summary>The next REST requests are answered 429.</summary>
    RateLimit,

    /// <summary>The next REST requests are answered 500.</summary>
    ServerError,

    /// <summary>The bot's process is killed as <c>kill -9</c> does, and started again (<see cref="IBotProcess"/>).</summary>
    Crash,
}
