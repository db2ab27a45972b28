using System.Collections.Concurrent;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Tests.Scripted;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Discord.Tests.Gateway.Sharding;

public sealed class IdentifyLimiterTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<(int Shard, TimeSpan At)> _identified = new();
    private readonly DateTimeOffset _began;

    public IdentifyLimiterTests() => _began = _clock.GetUtcNow();

    /// <summary>Shards of one bucket keep 5 s between them; no shard comes before one of an earlier group.</summary>
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 6)]
    [InlineData(16, 20)]
    public async Task Shards_Starting_IdentifyInOrderFiveSecondsApart(int maxConcurrency, int shards)
    {
        IdentifyLimiter limiter = new(ledger: null, _clock);
        await PassAsync(Task.WhenAll(Enumerable.Range(0, shards).Select(id => IdentifyAsync(limiter, id, shards, maxConcurrency))));

        var times = _identified.ToDictionary(i => i.Shard, i => i.At);
        for (var id = 0; id < shards; id++)
        {
            foreach (var other in Enumerable.Range(id + 1, shards - id - 1))
            {
                if (other % maxConcurrency == id % maxConcurrency)
                    Assert.True(times[other] - times[id] >= TimeSpan.FromSeconds(5), $"{id} at {times[id]}, {other} at {times[other]}");
                if (other / maxConcurrency > id / maxConcurrency)
                    Assert.True(times[other] > times[id]);
            }
        }
        Assert.All(times.Where(t => t.Key < maxConcurrency), t => Assert.Equal(TimeSpan.Zero, t.Value));
    }

    [Fact]
    public async Task Shard_ThatCannotConnect_LetsOthersOnAndIsNotCounted()
    {
        Ledger ledger = new();
        IdentifyLimiter limiter = new(ledger, _clock);
        (await limiter.EnterAsync(new GatewayShard(0, 2), Limit(1), CancellationToken.None)).Dispose();
        await PassAsync(IdentifyAsync(limiter, 1, 2, maxConcurrency: 1));
        Assert.Equal((1, TimeSpan.Zero), Assert.Single(_identified));
        Assert.Equal([new GatewayShard(1, 2)], ledger.Recorded);
    }

    [Fact]
    public async Task Restart_AfterAnIdentify_WaitsForWhatIsLeftOfTheFiveSeconds()
    {
        IdentifyLimiter limiter = new(new Ledger(TimeSpan.FromSeconds(2)), _clock);
        await PassAsync(IdentifyAsync(limiter, 0, 1, maxConcurrency: 1));
        Assert.InRange(Assert.Single(_identified).At.TotalSeconds, 3, 4);
    }

    /// <summary>Killed and started again each 10 seconds, it never spends a day's identifies.</summary>
    [Fact]
    public async Task Restart_AgainAndAgain_CountsWhatEarlierProcessesDid()
    {
        TimeSpan[] ages = [.. Enumerable.Range(1, 900).Select(i => TimeSpan.FromSeconds(10 * i))];
        IdentifyLimiter limiter = new(new Ledger(ages), _clock);
        using CancellationTokenSource stop = new();
        var waiting = limiter.EnterAsync(new GatewayShard(0, 1), Limit(1), stop.Token);
        _clock.Advance(TimeSpan.FromHours(10));
        Assert.False(waiting.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Identify_LedgerFails_IsNotSent()
    {
        IdentifyLimiter limiter = new(new Ledger { Failure = new InvalidDataException("the store failed") }, _clock);
        using var turn = await limiter.EnterAsync(new GatewayShard(0, 1), Limit(1), CancellationToken.None);
        await Assert.ThrowsAsync<InvalidDataException>(() => turn.RecordAsync(CancellationToken.None).AsTask());
    }

    private static Func<CancellationToken, Task<SessionStartLimit>> Limit(int maxConcurrency) => _ => Task.FromResult(
        new SessionStartLimit { Total = 1000, Remaining = 1000, ResetAfter = 1000, MaxConcurrency = maxConcurrency });

    private async Task IdentifyAsync(IdentifyLimiter limiter, int id, int shards, int maxConcurrency)
    {
        using var turn = await limiter.EnterAsync(new GatewayShard(id, shards), Limit(maxConcurrency), CancellationToken.None);
        await turn.RecordAsync(CancellationToken.None);
        _identified.Enqueue((id, _clock.GetUtcNow() - _began));
    }

    private async Task PassAsync(Task until)
    {
        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await RunningClient.Until(
            () =>
            {
                if (!until.IsCompleted && _clock.GetUtcNow() - _began < TimeSpan.FromMinutes(5))
                    _clock.Advance(TimeSpan.FromMilliseconds(50));
                return until.IsCompleted;
            },
            () => "the shards");
        await until;
    }

    private sealed class Ledger(params TimeSpan[] ages) : IIdentifyLedger
    {
        public ConcurrentQueue<GatewayShard> Recorded { get; } = new();

        public Exception? Failure { get; init; }

        public Task<IReadOnlyList<TimeSpan>> LoadAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<TimeSpan>>(ages);

        public ValueTask RecordAsync(GatewayShard shard, CancellationToken cancellationToken)
        {
            if (Failure is { } failure)
                throw failure;
            Recorded.Enqueue(shard);
            return default;
        }
    }
}
