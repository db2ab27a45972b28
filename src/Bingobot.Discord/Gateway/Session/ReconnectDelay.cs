namespace Bingobot.Discord.Gateway.Session;

/// <summary>
/// How long to wait between connections: nothing after one that worked, then doubling with jitter; and between
/// identifies much longer, since a bot has only 1,000 a day. See
/// <see href="https://docs.discord.com/developers/events/gateway#identifying"/>. Pure; times are since the client began.
/// </summary>
internal sealed class ReconnectDelay(Random random)
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan ShortestBetweenIdentifies = TimeSpan.FromSeconds(5);

    /// <summary>With one identify every 5 minutes a day takes 288, well under 1,000.</summary>
    public static readonly TimeSpan LongestBetweenIdentifies = TimeSpan.FromMinutes(5);

    private const int MostDoublings = 16;

    private int _failures;
    private int _identifies;
    private TimeSpan? _lastIdentify;

    /// <summary>A connection ended without having been of use.</summary>
    public void Failed() => _failures = Math.Min(_failures + 1, MostDoublings);

    /// <summary>A connection ended that had been of use.</summary>
    public void Worked() => _failures = 0;

    /// <summary>An identify was sent.</summary>
    public void Identified(TimeSpan now)
    {
        _identifies = Math.Min(_identifies + 1, MostDoublings);
        _lastIdentify = now;
    }

    /// <summary>A session held long enough to count as such.</summary>
    public void SessionHeld() => _identifies = 0;

    /// <summary>How long to wait from now on; <paramref name="atLeast"/> at least.</summary>
    public TimeSpan Next(TimeSpan now, bool identifies, TimeSpan atLeast)
    {
        var wait = atLeast;
        if (_failures > 0)
        {
            var doubled = Doubled(TimeSpan.FromSeconds(1), _failures - 1, Longest);
            wait = Max(wait, doubled * (0.5 + (random.NextDouble() / 2)));
        }
        if (identifies && _lastIdentify is { } last)
        {
            var spacing = Doubled(ShortestBetweenIdentifies, Math.Max(0, _identifies - 1), LongestBetweenIdentifies);
            wait = Max(wait, last + spacing - now);
        }
        return wait;
    }

    private static TimeSpan Doubled(TimeSpan first, int doublings, TimeSpan longest)
    {
        var doubled = first * Math.Pow(2, doublings);
        return doubled < longest ? doubled : longest;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
