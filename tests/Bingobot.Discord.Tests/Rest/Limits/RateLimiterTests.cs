using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;
using Bingobot.Discord.Rest.Limits;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Discord.Tests.Rest.Limits;

/// <summary>That the limiter holds nobody up who may go on, and forgets nobody: what the model, which only counts, does not tell.</summary>
public sealed class RateLimiterTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly RestRoute Route = RestEndpoint.Get("/channels/{channel}/e").With(new Snowflake(1));

    private readonly FakeTimeProvider _clock = new();
    private readonly RateLimiter _limiter;

    public RateLimiterTests() => _limiter = new RateLimiter(_clock, requestsPerSecond: 50);

    [Fact]
    public async Task Request_OfWhichOneIsLeft_GoesAtOnceAndTheNextWaitsForTheReset()
    {
        await DoAsync(new RateLimitHeaders("hash", 1, TimeSpan.FromSeconds(60), IsGlobal: false, IsShared: false));
        await DoAsync(default);

        using var lease = await _limiter.EnterAsync(Route, TestContext.Current.CancellationToken);
        var third = lease.BeginAsync(Long, TestContext.Current.CancellationToken).AsTask();
        Assert.False(third.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(TimeSpan.Zero, await third);
    }

    [Fact]
    public async Task Request_GivenUpInLine_LeavesTheBucketToTheNext()
    {
        using var cancel = new CancellationTokenSource();
        var first = await _limiter.EnterAsync(Route, TestContext.Current.CancellationToken);
        var second = _limiter.EnterAsync(Route, cancel.Token).AsTask();
        var third = _limiter.EnterAsync(Route, TestContext.Current.CancellationToken).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();

        using var lease = await third.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.Zero, await lease.BeginAsync(Long, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _limiter.Dispose();

    /// <summary>A request that has to go at once, and its answer.</summary>
    private async Task DoAsync(RateLimitHeaders answer)
    {
        using var lease = await _limiter.EnterAsync(Route, TestContext.Current.CancellationToken);
        var begun = lease.BeginAsync(Long, TestContext.Current.CancellationToken).AsTask();
        Assert.True(begun.IsCompleted);
        Assert.Equal(TimeSpan.Zero, await begun);
        lease.End();
        lease.Learn(answer);
    }
}
