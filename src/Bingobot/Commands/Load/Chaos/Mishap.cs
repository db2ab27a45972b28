namespace Bingobot.Commands.Load.Chaos;

/// <summary>What goes wrong in a load.</summary>
internal enum Mishap
{
    /// <summary>Connections break off.</summary>
    Drop,

    /// <summary>The bot is asked to reconnect.</summary>
    Reconnect,

    /// <summary>The session is invalid and can be resumed.</summary>
    InvalidSession,

    /// <summary>The session is lost: what happens until there is another is in a gap.</summary>
    LostSession,

    /// <summary>Heartbeats are not acknowledged.</summary>
    MuteAcks,

    /// <summary>Requests are refused for there being too many.</summary>
    RateLimit,

    /// <summary>Requests fail before they are done.</summary>
    ServerErrorBefore,

    /// <summary>Requests are done and fail nonetheless.</summary>
    ServerErrorAfter,

    /// <summary>The bot is killed and started again.</summary>
    Crash,
}
