using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest.Limits;

/// <summary>
/// Keeps requests within Discord's limits, as learned from its answers: a bucket is the header X-RateLimit-Bucket and
/// the route's top-level resource. Thread-safe. See
/// <see href="https://docs.discord.com/developers/topics/rate-limits"/>.
/// </summary>
internal sealed class RateLimiter(TimeProvider time, int requestsPerSecond)
{
    private const int BucketsBeforeSweep = 1024;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Limit, string TopLevel), RateLimitBucket> _buckets = [];
    private readonly Queue<TimeSpan> _begun = new(requestsPerSecond);
    private readonly long _origin = time.GetTimestamp();
    private TimeSpan _blockedUntil;
    private int _sweepAt = BucketsBeforeSweep;

    /// <summary>How many limits are remembered.</summary>
    public int BucketCount
    {
        get
        {
            lock (_gate)
                return _buckets.Count;
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Waits for its turn in the route's bucket. Dispose of the lease when the request is over.</summary>
    public async ValueTask<RateLimitLease> EnterAsync(RestRoute route, CancellationToken cancellationToken)
    {
        while (true)
        {
            var bucket = Join(route);
            try
            {
                await bucket.Gate.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Leave(bucket);
                throw;
            }
            lock (_gate)
            {
                if (_buckets.TryGetValue(KeyOf(route), out var current) && ReferenceEquals(current, bucket))
                    return new RateLimitLease(this, route, bucket);
            }
            // While this waited, an answer told that the route belongs to another bucket.
            bucket.Gate.Release();
            Leave(bucket);
        }
    }

    /// <summary>No request but those with their own token before then.</summary>
    public void BlockAll(TimeSpan duration)
    {
        lock (_gate)
            _blockedUntil = Max(_blockedUntil, Now + duration);
    }

    /// <summary>Counts a request as begun, or tells how long to wait before trying again.</summary>
    internal TimeSpan TryBegin(RestRoute route, RateLimitBucket bucket)
    {
        lock (_gate)
        {
            var now = Now;
            var wait = bucket.Wait(now);
            if (!route.HasOwnToken)
                wait = Max(wait, GlobalWaitUnsynchronized(now));
            if (wait > TimeSpan.Zero)
                return wait;
            bucket.Spend();
            if (!route.HasOwnToken)
                _begun.Enqueue(now);
            return TimeSpan.Zero;
        }
    }

    internal void Learn(RestRoute route, RateLimitBucket bucket, in RateLimitHeaders headers)
    {
        lock (_gate)
        {
            var now = Now;
            if (headers.Bucket is { } hash)
                bucket = MoveUnsynchronized(route, bucket, hash);
            if (headers is { Remaining: { } remaining, ResetAfter: { } resetAfter })
                bucket.Learn(remaining, now + resetAfter);
            else
                bucket.LearnNothing(now);
        }
    }

    internal void Block(RestRoute route, RateLimitBucket bucket, TimeSpan duration)
    {
        lock (_gate)
        {
            var until = Now + duration;
            bucket.Learn(remaining: 0, until);
            _buckets.GetValueOrDefault(KeyOf(route))?.Learn(remaining: 0, until);
        }
    }

    internal void Leave(RateLimitBucket bucket)
    {
        lock (_gate)
            bucket.Users--;
    }

    internal Task DelayAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        Task.Delay(wait, time, cancellationToken);

    private RateLimitBucket Join(RestRoute route)
    {
        lock (_gate)
        {
            if (!_buckets.TryGetValue(KeyOf(route), out var bucket))
            {
                SweepUnsynchronized();
                bucket = new RateLimitBucket();
                _buckets.Add(KeyOf(route), bucket);
            }
            bucket.Users++;
            return bucket;
        }
    }

    /// <summary>The bucket that the route turned out to belong to.</summary>
    private RateLimitBucket MoveUnsynchronized(RestRoute route, RateLimitBucket bucket, string hash)
    {
        if (!_hashes.TryGetValue(route.Name, out var known) || known != hash)
        {
            if (_buckets.TryGetValue(KeyOf(route), out var provisional) && ReferenceEquals(provisional, bucket))
                _buckets.Remove(KeyOf(route));
            _hashes[route.Name] = hash;
        }
        return _buckets.TryAdd(KeyOf(route), bucket) ? bucket : _buckets[KeyOf(route)];
    }

    private (string Limit, string TopLevel) KeyOf(RestRoute route) =>
        (_hashes.GetValueOrDefault(route.Name, route.Name), route.TopLevel);

    private TimeSpan GlobalWaitUnsynchronized(TimeSpan now)
    {
        while (_begun.TryPeek(out var oldest) && oldest + Window <= now)
            _begun.Dequeue();
        var window = _begun.Count >= requestsPerSecond ? _begun.Peek() + Window - now : TimeSpan.Zero;
        return Max(window, _blockedUntil - now);
    }

    private void SweepUnsynchronized()
    {
        if (_buckets.Count < _sweepAt)
            return;
        var now = Now;
        foreach (var (key, bucket) in _buckets)
        {
            if (bucket.IsForgettable(now))
                _buckets.Remove(key);
        }
        _sweepAt = Math.Max(BucketsBeforeSweep, _buckets.Count * 2);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>The right to send a request of one bucket; nobody else sends one of it meanwhile.</summary>
internal readonly struct RateLimitLease(RateLimiter limiter, RestRoute route, RateLimitBucket bucket) : IDisposable
{
    /// <summary>Waits until the limits allow a request, and counts it.</summary>
    /// <returns>Zero; or, where the wait would exceed <paramref name="longest"/>, that wait, and nothing is counted.</returns>
    public async ValueTask<TimeSpan> BeginAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        while ((wait = limiter.TryBegin(route, bucket)) > TimeSpan.Zero)
        {
            if (wait > longest)
                return wait;
            await limiter.DelayAsync(wait, cancellationToken);
        }
        return TimeSpan.Zero;
    }

    public void Learn(in RateLimitHeaders headers) => limiter.Learn(route, bucket, headers);

    public void Block(TimeSpan duration) => limiter.Block(route, bucket, duration);

    public void Dispose()
    {
        bucket.Gate.Release();
        limiter.Leave(bucket);
    }
}
