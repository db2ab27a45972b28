using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest.Limits;

/// <summary>What is learned of one by one: an endpoint's limit for one top-level resource.</summary>
internal readonly record struct RouteKey(string Endpoint, string TopLevel);

/// <summary>
/// The right to send a request of one bucket; nobody else sends one of it meanwhile. Dispose of it when the request is over.
/// </summary>
internal sealed class RateLimitLease(RateLimiter limiter, RestRoute route) : IDisposable
{
    private TaskCompletionSource _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GlobalSlot _slot;

    /// <summary>What its limit is learned of by.</summary>
    public RouteKey Key { get; } = new(route.Name, route.TopLevel);

    /// <summary>The limit that it is counted by, as far as is known. Guarded by the limiter's lock.</summary>
    public RateLimitBucket Bucket { get; set; } = null!;

    /// <summary>Done when it may go on.</summary>
    public Task Granted => _granted.Task;

    public void Grant() => _granted.TrySetResult();

    /// <summary>The grant is over; it has to be granted again.</summary>
    public void Revoke() => _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until the limits allow a request, and counts it.</summary>
    /// <returns>Zero; or, where the wait would exceed <paramref name="longest"/>, that wait, and nothing is counted.</returns>
    public async ValueTask<TimeSpan> BeginAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        limiter.Follow(this);
        if (!Granted.IsCompleted)
            await Granted.WaitAsync(cancellationToken);
        TimeSpan wait;
        while ((wait = limiter.BucketWait(this)) > TimeSpan.Zero)
        {
            if (wait > longest)
                return wait;
            await limiter.DelayAsync(wait, cancellationToken);
        }
        if (!route.Endpoint.IsInteraction)
        {
            (wait, _slot) = await limiter.Global.EnterAsync(longest, cancellationToken);
            if (wait > TimeSpan.Zero)
                return wait;
        }
        limiter.Spend(this);
        return TimeSpan.Zero;
    }

    /// <summary>The answer came, or none will.</summary>
    public void End()
    {
        limiter.Global.Leave(_slot);
        _slot = default;
    }

    public void Learn(in RateLimitHeaders headers) => limiter.Learn(this, headers);

    public void Block(TimeSpan duration) => limiter.Block(this, duration);

    public void Dispose()
    {
        End();
        limiter.Leave(this);
    }
}
