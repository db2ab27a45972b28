using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Bingobot.Sandbox;

/// <summary>So many requests in a time; what is counted together has one name.</summary>
internal sealed record RateLimit(string Name, int Requests, TimeSpan Window)
{
    public static readonly RateLimit Messages = new("messages", 5, TimeSpan.FromSeconds(1));
    public static readonly RateLimit MessageChanges = new("message-changes", 5, TimeSpan.FromSeconds(1));
    public static readonly RateLimit Reactions = new("reactions", 4, TimeSpan.FromSeconds(1));
    public static readonly RateLimit Commands = new("commands", 10, TimeSpan.FromSeconds(5));
    public static readonly RateLimit Webhooks = new("webhooks", 10, TimeSpan.FromSeconds(2));
    public static readonly RateLimit GuildChanges = new("guild-changes", 10, TimeSpan.FromSeconds(2));
    public static readonly RateLimit Reads = new("reads", 30, TimeSpan.FromSeconds(1));

    /// <summary>Not counted, and without headers: acknowledgements.</summary>
    public static readonly RateLimit Exempt = new("exempt", int.MaxValue, TimeSpan.FromSeconds(1));
}

/// <summary>
/// Fixed windows, one for each name and top-level resource, and one for all together
/// (<see href="https://docs.discord.com/developers/topics/rate-limits"/>). Thread-safe.
/// </summary>
internal sealed class RateLimiter(SandboxOptions options)
{
    private const int GlobalPerSecond = 50;
    private const int MaxWindows = 10_000;
    private static readonly TimeSpan GlobalWindow = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);
    private readonly Counter _global = new();

    /// <summary>Counts a request and writes its headers; the time to wait where it is refused.</summary>
    /// <param name="limit">What it counts against.</param>
    /// <param name="resource">The channel, guild or webhook, or nothing.</param>
    /// <param name="ofAnInteraction">Whether it answers an interaction: then it does not count among all requests together.</param>
    /// <param name="headers">Of the answer.</param>
    /// <param name="isGlobal">Whether it is the limit for all requests together that refuses.</param>
    public TimeSpan? Count(RateLimit limit, string resource, bool ofAnInteraction, IHeaderDictionary headers, out bool isGlobal)
    {
        isGlobal = false;
        if (limit == RateLimit.Exempt)
            return null;
        long now = options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        if (!ofAnInteraction && _global.Take(now, GlobalPerSecond, GlobalWindow) is { Allowed: false } refused
            && options.EnforceRateLimits)
        {
            isGlobal = true;
            headers["X-RateLimit-Global"] = "true";
            headers["X-RateLimit-Scope"] = "global";
            return TimeSpan.FromMilliseconds(refused.ResetAt - now);
        }

        if (_counters.Count > MaxWindows)
            _counters.Clear();
        Taken taken = _counters.GetOrAdd($"{limit.Name}/{resource}", static _ => new Counter())
            .Take(now, limit.Requests, limit.Window);
        TimeSpan resetAfter = TimeSpan.FromMilliseconds(Math.Max(1, taken.ResetAt - now));
        headers["X-RateLimit-Limit"] = limit.Requests.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = taken.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = Seconds(TimeSpan.FromMilliseconds(taken.ResetAt));
        headers["X-RateLimit-Reset-After"] = Seconds(resetAfter);
        headers["X-RateLimit-Bucket"] = BucketOf(limit);
        if (taken.Allowed || !options.EnforceRateLimits)
            return null;
        headers["X-RateLimit-Scope"] = "user";
        return resetAfter;
    }

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static string BucketOf(RateLimit limit) =>
        XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(limit.Name)).ToString("x16", CultureInfo.InvariantCulture);

    private readonly record struct Taken(bool Allowed, int Remaining, long ResetAt);

    private sealed class Counter
    {
        private readonly Lock _gate = new();
        private long _resetAt;
        private int _used;

        public Taken Take(long now, int limit, TimeSpan window)
        {
            lock (_gate)
            {
                if (now >= _resetAt)
                    (_resetAt, _used) = (now + (long)window.TotalMilliseconds, 0);
                if (_used >= limit)
                    return new Taken(false, 0, _resetAt);
                _used++;
                return new Taken(true, limit - _used, _resetAt);
            }
        }
    }
}
