namespace Bingobot.Discord.Gateway;

/// <summary>What a <see cref="GatewayClient"/> is doing.</summary>
public enum GatewayState
{
    /// <summary>Not connected, and not trying to: not started, or stopped.</summary>
    Stopped,
    /// <summary>Waiting before the next connection.</summary>
    Waiting,
    /// <summary>Connecting, up to Discord's Hello.</summary>
    Connecting,
    /// <summary>Has identified; READY is to come.</summary>
    Identifying,
    /// <summary>Has asked to resume; missed events are to come, then RESUMED.</summary>
    Resuming,
    /// <summary>Receives events as they happen.</summary>
    Ready,
}
