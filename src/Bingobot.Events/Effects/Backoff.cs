namespace Bingobot.Events;

/// <summary>How long to wait before an effect is tried again. Thread-safe.</summary>
/// <param name="most">The longest wait that was not asked for.</param>
/// <param name="random">Jitter.</param>
internal sealed class Backoff(TimeSpan most, Random random)
{
    private const double JitterOfWish = 0.1;
    private readonly Lock _gate = new();

    /// <summary>
    /// The wait after the <paramref name="tries"/>th try: what was asked for and up to a tenth more, or, where nothing
    /// was asked for, between half and all of a time that begins with <paramref name="first"/> and doubles with each try.
    /// </summary>
    public TimeSpan After(int tries, TimeSpan first, TimeSpan asked)
    {
        double chance = Next();
        if (asked > TimeSpan.Zero)
            return asked + asked * (JitterOfWish * chance);
        double doubled = first.TotalMilliseconds * Math.Pow(2, Math.Min(tries - 1, 32));
        return TimeSpan.FromMilliseconds(Math.Min(doubled, most.TotalMilliseconds) * (0.5 + chance / 2));
    }

    private double Next()
    {
        lock (_gate)
            return random.NextDouble();
    }
}
