using System.Net;

namespace Bingobot.Discord.Rest.Limits;

/// <summary>
/// Counts answers of 401, 403 and 429 in the last 10 minutes, in memory: Discord bans an address that gets 10,000 of them. Those of a
/// limit that is shared with others do not count. Thread-safe. See
/// <see href="https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans"/>.
/// </summary>
internal sealed class InvalidRequestGuard(TimeProvider time, int most)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Queue<TimeSpan> _invalid = new();
    private readonly long _origin = time.GetTimestamp();

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>An answer came.</summary>
    /// <returns>How many count now, where it counts; else 0.</returns>
    public int Count(HttpStatusCode status, bool isShared)
    {
        if (status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests)
            || (isShared && status == HttpStatusCode.TooManyRequests))
            return 0;
        lock (_gate)
        {
            ForgetUnsynchronized();
            // Those above what is allowed were under way when it was reached; the oldest tells when it goes on.
            if (_invalid.Count >= most)
                _invalid.Dequeue();
            _invalid.Enqueue(Now);
            return _invalid.Count;
        }
    }

    /// <summary>How long to send nothing; zero where requests may be sent.</summary>
    public TimeSpan Wait()
    {
        lock (_gate)
        {
            ForgetUnsynchronized();
            return _invalid.Count < most ? TimeSpan.Zero : _invalid.Peek() + Window - Now;
        }
    }

    private void ForgetUnsynchronized()
    {
        var now = Now;
        while (_invalid.TryPeek(out var oldest) && oldest + Window <= now)
            _invalid.Dequeue();
    }
}
