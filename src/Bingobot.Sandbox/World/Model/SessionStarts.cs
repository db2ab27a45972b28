namespace Bingobot.Sandbox;

/// <summary>
/// How many sessions were started in the day that began with the first of them
/// (<see href="https://docs.discord.com/developers/events/gateway#session-start-limit-object"/>). Resuming starts none.
/// </summary>
/// <param name="ResetAt">When none count any more, in milliseconds since 1970.</param>
/// <param name="Used">Until then.</param>
internal sealed record SessionStarts(long ResetAt, int Used)
{
    public const int PerDay = 1000;
    private const long Day = 24 * 60 * 60 * 1000;

    public static readonly SessionStarts None = new(0, 0);

    public int Remaining => Math.Max(0, PerDay - Used);

    /// <summary>What they are at a time, in milliseconds since 1970.</summary>
    public SessionStarts By(long time) => time < ResetAt ? this : new SessionStarts(time + Day, 0);

    /// <summary>With one more.</summary>
    public SessionStarts Another(long time)
    {
        SessionStarts starts = By(time);
        return starts with { Used = starts.Used + 1 };
    }
}
