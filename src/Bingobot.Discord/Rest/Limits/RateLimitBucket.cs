namespace Bingobot.Discord.Rest.Limits;

/// <summary>
/// What is known of one limit: until the first answer nothing, so requests of one bucket go one after another. All but
/// the gate is guarded by the limiter's lock.
/// </summary>
internal sealed class RateLimitBucket
{
    /// <summary>Held from before a request until its answer was learned from.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>How many hold the gate or wait for it.</summary>
    public int Users { get; set; }

    private int _remaining = 1;
    private TimeSpan _resetsAt;

    /// <summary>Whether nothing would be lost by forgetting it.</summary>
    public bool IsForgettable(TimeSpan now) => Users == 0 && _resetsAt <= now;

    /// <summary>How long until a request may be sent; zero or less is now.</summary>
    public TimeSpan Wait(TimeSpan now) => _remaining > 0 ? TimeSpan.Zero : _resetsAt - now;

    /// <summary>A request is being sent.</summary>
    public void Spend() => _remaining = Math.Max(0, _remaining - 1);

    /// <summary>An answer told the limit's state.</summary>
    public void Learn(int remaining, TimeSpan resetsAt)
    {
        _remaining = remaining;
        _resetsAt = resetsAt;
    }

    /// <summary>An answer came without limits, and nothing may be concluded.</summary>
    public void LearnNothing(TimeSpan now)
    {
        if (_resetsAt <= now)
            _remaining = Math.Max(1, _remaining);
    }
}
