namespace Bingobot.Discord.Gateway.Sending;

/// <summary>
/// How much may be sent on one connection: 120 frames in 60 s, of which heartbeats, Identify and Resume have some to themselves.
/// Pure; not thread-safe. See <see href="https://docs.discord.com/developers/events/gateway#rate-limiting"/>.
/// </summary>
internal sealed class SendLimits
{
    /// <summary>The most frames of a connection in <see cref="Span"/>.</summary>
    public const int MostFrames = 120;

    /// <summary>The most presences in <see cref="PresenceSpan"/>, over all connections.</summary>
    public const int MostPresences = 5;

    /// <summary>Discord counts when frames arrive, which is not exactly when they were sent.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Span = TimeSpan.FromSeconds(60) + Margin;
    public static readonly TimeSpan PresenceSpan = TimeSpan.FromSeconds(20) + Margin;

    /// <summary>
    /// Between two requests for all members of one guild. See
    /// <see href="https://docs.discord.com/developers/change-log#introducing-rate-limit-when-requesting-all-guild-members"/>.
    /// </summary>
    public static readonly TimeSpan AllMembersSpan = TimeSpan.FromSeconds(30) + Margin;

    /// <summary>For Identify or Resume, and heartbeats that Discord asks for.</summary>
    private const int BesideHeartbeats = 6;

    private readonly SendWindow _reserved;
    private readonly SendWindow _commands;

    /// <param name="heartbeatInterval">How often a heartbeat is due.</param>
    public SendLimits(TimeSpan heartbeatInterval)
    {
        var reserved = (int)Math.Min(Math.Ceiling(Span / heartbeatInterval) + BesideHeartbeats, MostFrames - 1);
        _reserved = new SendWindow(reserved, Span);
        _commands = new SendWindow(MostFrames - reserved, Span);
    }

    /// <summary>Whether a heartbeat, Identify or Resume may be sent now; it then counts as sent.</summary>
    public bool TryBookReserved(TimeSpan now) => _reserved.TryBookNow(now);

    /// <summary>Whether a command may be sent now; it then counts as sent.</summary>
    /// <param name="beside">Another limit that it counts against; null: none.</param>
    /// <param name="now">When.</param>
    /// <param name="wait">Where it may not, how long there is none to be sent for.</param>
    public bool TryBookCommand(SendWindow? beside, TimeSpan now, out TimeSpan wait)
    {
        var free = _commands.FreeAt;
        if (beside?.FreeAt is { } other && other > free)
            free = other;
        wait = free - now;
        if (wait > TimeSpan.Zero)
            return false;
        _commands.Book(now);
        beside?.Book(now);
        return true;
    }

    /// <summary>The limit of presences, which holds over all connections.</summary>
    public static SendWindow NewPresenceWindow() => new(MostPresences, PresenceSpan);

    /// <summary>The limit of requests for all members of a guild, which holds over all connections.</summary>
    public static SendWindow NewAllMembersWindow() => new(1, AllMembersSpan);
}
