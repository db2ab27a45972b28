using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;
using Bingobot.Discord.Rest.Limits;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Discord.Tests.Rest.Limits.Model;

/// <summary>What limits a Discord has: which bucket an endpoint is of, how many requests of it in which time, and how many in all.</summary>
internal sealed record ModelLimits(int[] BucketOfEndpoint, int[] Most, int[] WindowMilliseconds, int PerSecond);

/// <summary>A Discord that only counts: it answers with its limits, and takes down what went over them.</summary>
internal sealed class ModelDiscord(ModelLimits limits, FakeTimeProvider clock)
{
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private readonly Dictionary<(int Bucket, int Channel), (TimeSpan ResetsAt, int Used)> _windows = [];
    private readonly List<TimeSpan> _all = [];

    /// <summary>The requests that it did, in the order in which it did them.</summary>
    public List<int> Done { get; } = [];

    /// <summary>The most requests that came within any second.</summary>
    public int MostInASecond { get; private set; }

    /// <summary>How many requests of a bucket came though none was left.</summary>
    public Dictionary<(int Bucket, int Channel), int> Refused { get; } = [];

    private TimeSpan Now => clock.GetUtcNow() - _start;

    /// <returns>The limit's headers, and how long to wait where it refused.</returns>
    public (RateLimitHeaders Headers, TimeSpan? RetryAfter) Answer(int request, int endpoint, int channel)
    {
        var now = Now;
        _all.Add(now);
        MostInASecond = Math.Max(MostInASecond, _all.Count(time => time > now - TimeSpan.FromSeconds(1)));
        var bucket = limits.BucketOfEndpoint[endpoint];
        if (limits.Most[bucket] == 0)
        {
            Done.Add(request);
            return (default, null);
        }
        var window = _windows.GetValueOrDefault((bucket, channel));
        if (window.ResetsAt <= now)
            window = (now + TimeSpan.FromMilliseconds(limits.WindowMilliseconds[bucket]), 0);
        var refused = window.Used >= limits.Most[bucket];
        if (refused)
            Refused[(bucket, channel)] = Refused.GetValueOrDefault((bucket, channel)) + 1;
        else
            Done.Add(request);
        window.Used = Math.Min(window.Used + 1, limits.Most[bucket]);
        _windows[(bucket, channel)] = window;
        var after = window.ResetsAt - now;
        return (new RateLimitHeaders($"bucket-{bucket}", limits.Most[bucket] - window.Used, after, false, false), refused ? after : null);
    }

    /// <summary>How many may be refused since nobody could know: of each bucket, one for each further endpoint first used at once.</summary>
    public int MayRefuse(int bucket, IEnumerable<int> endpoints) =>
        Math.Max(0, endpoints.Count(endpoint => limits.BucketOfEndpoint[endpoint] == bucket) - 1);
}

/// <summary>Requests that come when a test says, each sent as the client sends: in its turn, again when refused.</summary>
internal sealed class ModelClient(ModelDiscord discord, RateLimiter limiter, FakeTimeProvider clock)
{
    private static readonly RestEndpoint[] Endpoints =
    [
        .. Enumerable.Range(0, 6).Select(static number => RestEndpoint.Get($"/channels/{{channel}}/e{number}")),
    ];

    /// <summary>How many are not over yet.</summary>
    public int Pending { get; private set; }

    /// <summary>The requests in the order in which they were begun first.</summary>
    public List<int> Begun { get; } = [];

    public List<Exception> Failures { get; } = [];

    public async void Send(ModelRequest request)
    {
        Pending++;
        try
        {
            await SendAsync(request);
        }
        catch (Exception e)
        {
            Failures.Add(e);
        }
        finally
        {
            Pending--;
        }
    }

    private async Task SendAsync(ModelRequest request)
    {
        var route = Endpoints[request.Endpoint].With(new Snowflake((ulong)request.Channel + 1));
        using var lease = await limiter.EnterAsync(route, CancellationToken.None);
        for (var attempt = 0; ; attempt++)
        {
            var tooLong = await lease.BeginAsync(TimeSpan.FromHours(1), CancellationToken.None);
            Assert.Equal(TimeSpan.Zero, tooLong);
            if (attempt == 0)
                Begun.Add(request.Number);
            await Task.Delay(TimeSpan.FromMilliseconds(request.ThereMilliseconds), clock, CancellationToken.None);
            var (headers, retryAfter) = discord.Answer(request.Number, request.Endpoint, request.Channel);
            await Task.Delay(TimeSpan.FromMilliseconds(request.BackMilliseconds), clock, CancellationToken.None);
            lease.Learn(headers);
            lease.End();
            if (retryAfter is not { } wait)
                return;
            lease.Block(wait);
        }
    }
}

/// <param name="Number">Its place in the order of asking.</param>
/// <param name="AtMilliseconds">When it is asked for.</param>
/// <param name="Endpoint">The endpoint, 0 to 5.</param>
/// <param name="Channel">The top-level resource.</param>
/// <param name="ThereMilliseconds">How long it takes to Discord, less than a second.</param>
/// <param name="BackMilliseconds">How long the answer takes, less than a second.</param>
internal sealed record ModelRequest(int Number, int AtMilliseconds, int Endpoint, int Channel, int ThereMilliseconds, int BackMilliseconds);
