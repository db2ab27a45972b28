namespace Bingobot.Discord.Rest.Limits;

/// <summary>
/// One limit: what is known of it, who sends a request of it, and who waits to, in order. Until the first answer nothing is known,
/// and as the answers tell how many are left, requests of one bucket go one after another. Guarded by the limiter's lock.
/// </summary>
internal sealed class RateLimitBucket
{
    private readonly LinkedList<RateLimitLease> _waiting = [];
    private int _remaining = 1;
    private TimeSpan _resetsAt;

    /// <summary>The limit's name as answers gave it; null until one did.</summary>
    public string? Hash { get; set; }

    /// <summary>Who sends a request of it.</summary>
    public RateLimitLease? Holder { get; private set; }

    /// <summary>Whether nothing would be lost by forgetting it.</summary>
    public bool IsForgettable(TimeSpan now) => Holder is null && _waiting.Count == 0 && _resetsAt <= now;

    /// <summary>How long until a request may be sent; zero or less is now.</summary>
    public TimeSpan Wait(TimeSpan now) => _remaining > 0 ? TimeSpan.Zero : _resetsAt - now;

    /// <summary>How many may still be sent as far as is known; no bound after the reset.</summary>
    public int Remaining(TimeSpan now) => _resetsAt > now ? _remaining : int.MaxValue;

    /// <summary>Takes the bucket, or stands in line for it: at the end, or at the front where its request was begun before.</summary>
    public void Join(RateLimitLease lease, bool first = false)
    {
        lease.Bucket = this;
        if (Holder is null && (first || _waiting.Count == 0))
            Hold(lease);
        else if (first)
            _waiting.AddFirst(lease);
        else
            _waiting.AddLast(lease);
    }

    /// <summary>Leaves the line or the bucket, which goes to whoever has waited longest.</summary>
    public void Leave(RateLimitLease lease)
    {
        if (Holder != lease)
        {
            _waiting.Remove(lease);
            return;
        }
        Holder = null;
        if (_waiting.First is { } next)
        {
            _waiting.RemoveFirst();
            Hold(next.Value);
        }
    }

    /// <summary>Those that wait here for this route go to the end of another line, in their order.</summary>
    public void MoveWaiting(RouteKey route, RateLimitBucket target)
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Key == route)
            {
                _waiting.Remove(node);
                target.Join(node.Value);
            }
            node = next;
        }
    }

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

    private void Hold(RateLimitLease lease)
    {
        Holder = lease;
        lease.Grant();
    }
}
