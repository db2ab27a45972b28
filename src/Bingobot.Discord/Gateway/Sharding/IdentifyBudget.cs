using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway.Sharding;

/// <summary>
/// How many identifies a day has left, by our own count and by what Discord said last; the stricter holds. Half of them are free, then
/// they are spread over the day, and a tenth is never spent. Pure; times are since the limiter began. Not thread-safe.
/// </summary>
internal sealed class IdentifyBudget
{
    /// <summary>What Discord gives in a day where it does not say.</summary>
    public const int UsualTotal = 1000;

    public static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly Queue<TimeSpan> _identifies = new();
    private int _total = UsualTotal;
    private int? _told;
    private TimeSpan _toldUntil;

    /// <summary>What Discord says is left.</summary>
    public void Tell(SessionStartLimit limit, TimeSpan now)
    {
        if (limit.Total <= 0)
            return;
        _total = limit.Total;
        _told = Math.Max(0, limit.Remaining);
        _toldUntil = now + TimeSpan.FromMilliseconds(Math.Max(0, limit.ResetAfter));
    }

    /// <summary>An identify; in the order of the times.</summary>
    public void Spend(TimeSpan at)
    {
        _identifies.Enqueue(at);
        if (_told > 0)
            _told--;
    }

    /// <summary>How long to wait before the next, so many being under way.</summary>
    public TimeSpan Wait(TimeSpan now, int underWay)
    {
        while (_identifies.TryPeek(out var oldest) && oldest + Day <= now)
            _identifies.Dequeue();
        if (now >= _toldUntil)
            _told = null;
        var kept = _total / 10;
        var left = _total - _identifies.Count - underWay;
        var wait = TimeSpan.Zero;
        if (_told is { } told && told - underWay <= kept)
            wait = _toldUntil - now;
        if (left <= kept && _identifies.TryPeek(out var first))
            wait = Max(wait, first + Day - now);
        var free = _total / 2;
        if (_identifies.Count >= free && _identifies.Count > 0)
            wait = Max(wait, _identifies.Last() + (Day / Math.Max(1, _total - free - kept)) - now);
        return wait;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
