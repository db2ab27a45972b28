namespace Bingobot.Clock;

/// <summary>Ties a clock that may run faster to the machine's: at <paramref name="Real"/> it showed <paramref name="Shown"/>.</summary>
/// <param name="Real">A time of the machine's clock.</param>
/// <param name="Shown">What this clock showed then.</param>
/// <param name="Scale">Seconds that pass on it in one of the machine's; 1 or more.</param>
internal sealed record ClockAnchor(DateTimeOffset Real, DateTimeOffset Shown, int Scale)
{
    /// <summary>
    /// What the clock shows when the machine's shows <paramref name="real"/>. Before the anchor it stands still; at the
    /// end of what <see cref="DateTimeOffset"/> can say, too.
    /// </summary>
    public DateTimeOffset At(DateTimeOffset real)
    {
        long elapsed = Math.Max(0, (real - Real).Ticks);
        long room = (DateTimeOffset.MaxValue - Shown).Ticks;
        return elapsed > room / Scale ? DateTimeOffset.MaxValue : Shown.AddTicks(elapsed * Scale);
    }

    /// <summary>The anchor from which the clock goes on at another scale, without a step.</summary>
    public ClockAnchor WithScale(int scale, DateTimeOffset real) =>
        scale == Scale ? this : new ClockAnchor(real > Real ? real : Real, At(real), scale);

    /// <summary>The anchor from which the clock goes on, put forward.</summary>
    public ClockAnchor Forward(TimeSpan by, DateTimeOffset real)
    {
        DateTimeOffset from = real > Real ? real : Real;
        return new ClockAnchor(from, At(from) + by, Scale);
    }
}
