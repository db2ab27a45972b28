using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest.Limits;

/// <summary>
/// Keeps requests within Discord's limits, as learned from its answers: a bucket is the header X-RateLimit-Bucket and
/// the route's top-level resource. Requests of one bucket are sent one after another, in the order in which they were asked for, also
/// where it turns out only later that they are of one. Thread-safe. See
/// <see href="https://docs.discord.com/developers/topics/rate-limits"/>.
/// </summary>
internal sealed class RateLimiter(TimeProvider time, int requestsPerSecond) : IDisposable
{
    private const int BucketsBeforeSweep = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<RouteKey, RateLimitBucket> _byRoute = [];
    private readonly Dictionary<(string Hash, string TopLevel), RateLimitBucket> _byHash = [];
    private readonly Dictionary<string, string> _lastHashes = new(StringComparer.Ordinal);
    private readonly long _origin = time.GetTimestamp();
    private int _sweepAt = BucketsBeforeSweep;

    /// <summary>The limit of all requests together.</summary>
    public GlobalLimit Global { get; } = new(time, requestsPerSecond);

    /// <summary>How many limits are remembered.</summary>
    public int BucketCount
    {
        get
        {
            lock (_gate)
                return _byRoute.Count;
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Waits for its turn in the route's bucket. Dispose of the lease when the request is over.</summary>
    public async ValueTask<RateLimitLease> EnterAsync(RestRoute route, CancellationToken cancellationToken)
    {
        var lease = new RateLimitLease(this, route);
        lock (_gate)
            BucketOfUnsynchronized(lease.Key).Join(lease);
        if (lease.Granted.IsCompleted)
            return lease;
        try
        {
            await lease.Granted.WaitAsync(cancellationToken);
            return lease;
        }
        catch
        {
            Leave(lease);
            throw;
        }
    }

    /// <summary>Where its route turned out to belong to another bucket, the request goes to the front of that one's line.</summary>
    internal void Follow(RateLimitLease lease)
    {
        lock (_gate)
        {
            var current = BucketOfUnsynchronized(lease.Key);
            if (current == lease.Bucket)
                return;
            lease.Bucket.Leave(lease);
            lease.Revoke();
            current.Join(lease, first: true);
        }
    }

    /// <summary>How long until the bucket allows a request; zero or less is now.</summary>
    internal TimeSpan BucketWait(RateLimitLease lease)
    {
        lock (_gate)
            return lease.Bucket.Wait(Now);
    }

    internal void Spend(RateLimitLease lease)
    {
        lock (_gate)
            lease.Bucket.Spend();
    }

    internal void Learn(RateLimitLease lease, in RateLimitHeaders headers)
    {
        lock (_gate)
        {
            var now = Now;
            var held = lease.Bucket;
            var bucket = headers.Bucket is { } hash && hash != held.Hash ? MoveUnsynchronized(lease, hash) : held;
            if (headers is { Remaining: { } remaining, ResetAfter: { } resetAfter })
            {
                // Who did not hold the bucket sent beside others of it, whose answers may be newer.
                bucket.Learn(bucket == held ? remaining : Math.Min(remaining, bucket.Remaining(now)), now + resetAfter);
            }
            else
                bucket.LearnNothing(now);
        }
    }

    internal void Block(RateLimitLease lease, TimeSpan duration)
    {
        lock (_gate)
            BucketOfUnsynchronized(lease.Key).Learn(remaining: 0, Now + duration);
    }

    internal void Leave(RateLimitLease lease)
    {
        lock (_gate)
            lease.Bucket.Leave(lease);
    }

    internal Task DelayAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        Task.Delay(wait, time, cancellationToken);

    public void Dispose() => Global.Dispose();

    /// <summary>The bucket of a route; where it is not known, that of the same endpoint elsewhere is guessed, or a new one.</summary>
    private RateLimitBucket BucketOfUnsynchronized(RouteKey route)
    {
        if (_byRoute.TryGetValue(route, out var bucket))
            return bucket;
        SweepUnsynchronized();
        bucket = _lastHashes.TryGetValue(route.Endpoint, out var hash)
            ? BucketOfUnsynchronized(hash, route.TopLevel)
            : new RateLimitBucket();
        _byRoute.Add(route, bucket);
        return bucket;
    }

    private RateLimitBucket BucketOfUnsynchronized(string hash, string topLevel)
    {
        if (!_byHash.TryGetValue((hash, topLevel), out var bucket))
            _byHash.Add((hash, topLevel), bucket = new RateLimitBucket { Hash = hash });
        return bucket;
    }

    /// <summary>An answer named the bucket that the route belongs to: it, and those that wait for it, go there.</summary>
    private RateLimitBucket MoveUnsynchronized(RateLimitLease lease, string hash)
    {
        _lastHashes[lease.Key.Endpoint] = hash;
        var old = lease.Bucket;
        if (old.Hash is null && _byHash.TryAdd((hash, lease.Key.TopLevel), old))
        {
            old.Hash = hash;
            return old;
        }
        var bucket = BucketOfUnsynchronized(hash, lease.Key.TopLevel);
        _byRoute[lease.Key] = bucket;
        var isFree = bucket.Holder is null;
        if (isFree)
            bucket.Join(lease, first: true);
        old.MoveWaiting(lease.Key, bucket);
        if (isFree)
            old.Leave(lease);
        return bucket;
    }

    private void SweepUnsynchronized()
    {
        if (_byRoute.Count < _sweepAt)
            return;
        var now = Now;
        foreach (var (route, bucket) in _byRoute)
        {
            if (bucket.IsForgettable(now))
                _byRoute.Remove(route);
        }
        foreach (var (key, bucket) in _byHash)
        {
            if (bucket.IsForgettable(now))
                _byHash.Remove(key);
        }
        _sweepAt = Math.Max(BucketsBeforeSweep, _byRoute.Count * 2);
    }
}
