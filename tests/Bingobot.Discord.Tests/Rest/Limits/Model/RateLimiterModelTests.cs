using Bingobot.Discord.Rest.Limits;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Discord.Tests.Rest.Limits.Model;

/// <summary>
/// The limiter against a Discord that counts, over many worlds of limits, requests and latencies: it never sends more than is
/// allowed, forgets nobody, and keeps the order.
/// </summary>
public sealed class RateLimiterModelTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Gen<ModelLimits> Limits =
        from buckets in Gen.Int[0, 2].Array[6]
        from most in Gen.Int[0, 4].Array[3]
        from windows in Gen.Int[200, 3000].Array[3]
        from perSecond in Gen.Int[1, 12]
        select new ModelLimits(buckets, most, windows, perSecond);

    private static readonly Gen<ModelRequest> Request =
        from at in Gen.Int[0, 2000]
        from endpoint in Gen.Int[0, 5]
        from channel in Gen.Int[0, 2]
        from there in Gen.Int[0, 400]
        from back in Gen.Int[0, 400]
        select new ModelRequest(0, at, endpoint, channel, there, back);

    private static readonly Gen<ModelRequest[]> Requests =
        Request.Array[1, 40].Select(static requests =>
            requests.OrderBy(static request => request.AtMilliseconds).Select(static (request, i) => request with { Number = i }).ToArray());

    [Fact]
    public void Limits_OfAllRequests_AreNeverExceeded() => Gen.Select(Limits, Requests).Sample(static (limits, requests) =>
    {
        var discord = Run(limits, requests).Discord;
        return discord.MostInASecond <= limits.PerSecond;
    }, iter: 300, threads: 1);

    [Fact]
    public void Limits_OfABucket_AreExceededOnlyWhereNobodyCouldKnow() => Gen.Select(Limits, Requests).Sample(static (limits, requests) =>
    {
        var discord = Run(limits, requests).Discord;
        return discord.Refused.All(refused => refused.Value <= discord.MayRefuse(
            refused.Key.Bucket,
            requests.Where(request => request.Channel == refused.Key.Channel).Select(static request => request.Endpoint).Distinct()));
    }, iter: 300, threads: 1);

    [Fact]
    public void Requests_OfARoute_AreDoneInTheOrderOfAsking() => Gen.Select(Limits, Requests).Sample(static (limits, requests) =>
        Run(limits, requests).Discord.Done
            .Select(number => requests[number])
            .GroupBy(static request => (request.Endpoint, request.Channel))
            .All(static route => IsAscending(route)), iter: 300, threads: 1);

    [Fact]
    public void Requests_OfABucketThatIsKnown_AreDoneInTheOrderOfAsking() => Gen.Select(Limits, Requests).Sample(static (limits, requests) =>
    {
        // Each endpoint is used once everywhere before, so that its bucket is known.
        var known = (
            from endpoint in Enumerable.Range(0, 6)
            from channel in Enumerable.Range(0, 3)
            select new ModelRequest(0, 0, endpoint, channel, 0, 0)).Select(static (request, i) => request with { Number = i }).ToArray();
        var later = requests.Select(request => request with
        {
            Number = request.Number + known.Length,
            AtMilliseconds = request.AtMilliseconds + 60_000,
        });
        ModelRequest[] all = [.. known, .. later];
        return Run(limits, all).Discord.Done
            .Where(number => number >= known.Length)
            .Select(number => all[number])
            .Where(request => limits.Most[limits.BucketOfEndpoint[request.Endpoint]] > 0)
            .GroupBy(request => (limits.BucketOfEndpoint[request.Endpoint], request.Channel))
            .All(static bucket => IsAscending(bucket));
    }, iter: 150, threads: 1);

    [Fact]
    public void Requests_OfDifferentRoutes_GetTheirPlaceInAllInTheOrderOfAsking() => Gen.Int[1, 60].Sample(static count =>
    {
        var limits = new ModelLimits([0, 0, 0, 0, 0, 0], [0, 0, 0], [1, 1, 1], PerSecond: 5);
        var requests = Enumerable.Range(0, count).Select(static i => new ModelRequest(i, i, i % 6, i, 20, 20)).ToArray();
        return IsAscending(Run(limits, requests).Client.Begun.Select(number => requests[number]));
    }, iter: 20, threads: 1);

    private static bool IsAscending(IEnumerable<ModelRequest> requests)
    {
        var numbers = requests.Select(static request => request.Number).ToArray();
        return numbers.SequenceEqual(numbers.Order());
    }

    /// <summary>Lets all requests be asked for and done; throws where one is not.</summary>
    private static (ModelDiscord Discord, ModelClient Client) Run(ModelLimits limits, ModelRequest[] requests)
    {
        var clock = new FakeTimeProvider();
        var pump = new Pump();
        using var limiter = new RateLimiter(clock, limits.PerSecond);
        var discord = new ModelDiscord(limits, clock);
        var client = new ModelClient(discord, limiter, clock);
        var next = 0;
        for (var now = TimeSpan.Zero; now < Patience; now += Step)
        {
            var due = now;
            while (next < requests.Length && requests[next].AtMilliseconds <= due.TotalMilliseconds)
            {
                var request = requests[next++];
                pump.Run(() => client.Send(request));
            }
            if (next == requests.Length && client.Pending == 0)
            {
                Assert.Empty(client.Failures);
                Assert.Equal(requests.Length, discord.Done.Count);
                return (discord, client);
            }
            pump.Run(() => clock.Advance(Step));
        }
        throw new TimeoutException($"{client.Pending} of {requests.Length} requests were never done.");
    }
}
