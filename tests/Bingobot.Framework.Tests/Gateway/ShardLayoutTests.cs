using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Events.Testing;

namespace Bingobot.Framework.Tests.Gateway;

/// <summary>What a change of the number of shards means for the sessions that are recorded.</summary>
public sealed class ShardLayoutTests : IAsyncLifetime
{
    private TestStream _stream = null!;

    public async ValueTask InitializeAsync() => _stream = await TestStream.StartAsync(() => Bot.ModulesOf([]));

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    [Fact]
    public async Task Start_NothingRecorded_BeginsWithoutAGap()
    {
        var layout = await ReadAsync();
        Assert.Null(layout.Count);
        var start = layout.StartOf(new GatewayShard(0, 1));
        Assert.Equal((false, null, null), (start.Resumes, start.Replaced, start.HeardUntil));
    }

    [Fact]
    public async Task Start_SameCount_ResumesEachShardsOwnSession()
    {
        await BeganAsync(0, 2, "a");
        await BeganAsync(1, 2, "b");
        var layout = await ReadAsync();
        Assert.Equal(2, layout.Count);
        Assert.True(layout.StartOf(new GatewayShard(0, 2)).Resumes);
        Assert.True(layout.StartOf(new GatewayShard(1, 2)).Resumes);
    }

    [Fact]
    public async Task Start_OfAStreamFromBeforeThereWereShards_Resumes()
    {
        await BeganAsync(0, shards: null, "a");
        Assert.True((await ReadAsync()).StartOf(new GatewayShard(0, 1)).Resumes);
    }

    [Fact]
    public async Task Start_AnotherCount_ReplacesAllSessionsSinceTheFirstWasHeardLast()
    {
        await BeganAsync(0, 2, "a");
        await BeganAsync(1, 2, "b");
        await _stream.PassAsync(TimeSpan.FromMinutes(10));
        var heard = _stream.Clock.GetUtcNow();
        await _stream.Stream.AdvanceAsync(new Cursor("gateway/0", "a", "wss://a", 5));
        await _stream.PassAsync(TimeSpan.FromMinutes(10));
        await _stream.Stream.AdvanceAsync(new Cursor("gateway/1", "b", "wss://b", 5));

        var layout = await ReadAsync();
        for (var id = 0; id < 4; id++)
        {
            var start = layout.StartOf(new GatewayShard(id, 4));
            Assert.False(start.Resumes);
            Assert.Equal(id == 1 ? "b" : "a", start.Replaced?.SessionId);
            Assert.Equal(heard, start.HeardUntil);
        }
    }

    /// <summary>There were two, then one, now two again: the second shard's session is from before, and others were heard since.</summary>
    [Fact]
    public async Task Start_CountThatWasThereBefore_DoesNotResumeWhatIsOfThatTime()
    {
        await BeganAsync(0, 2, "a");
        await BeganAsync(1, 2, "b");
        await BeganAsync(0, 1, "c");
        Assert.False((await ReadAsync()).StartOf(new GatewayShard(1, 2)).Resumes);

        await BeganAsync(0, 2, "d");
        var layout = await ReadAsync();
        Assert.True(layout.StartOf(new GatewayShard(0, 2)).Resumes);
        var second = layout.StartOf(new GatewayShard(1, 2));
        Assert.False(second.Resumes);
        Assert.NotNull(second.Replaced);
    }

    [Fact]
    public async Task Ledger_CountsTheIdentifiesOfTheLastDay()
    {
        StreamIdentifyLedger ledger = new(_stream.Stream, _stream.Clock);
        await ledger.RecordAsync(new GatewayShard(0, 1), TestContext.Current.CancellationToken);
        await _stream.PassAsync(TimeSpan.FromHours(23));
        await ledger.RecordAsync(new GatewayShard(0, 1), TestContext.Current.CancellationToken);
        await _stream.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(
            [TimeSpan.FromMinutes(30), TimeSpan.FromHours(23.5)],
            (await ledger.LoadAsync(TestContext.Current.CancellationToken)).Order());
        await _stream.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal([TimeSpan.FromHours(1.5)], await ledger.LoadAsync(TestContext.Current.CancellationToken));
    }

    private Task<ShardLayout> ReadAsync() => ShardLayout.ReadAsync(_stream.Stream, TestContext.Current.CancellationToken);

    private async Task BeganAsync(int shard, int? shards, string session) => await _stream.Stream.IngestAsync(
        0,
        new SessionStarted($"gateway/{shard}", new Snowflake(1), "bot", new Snowflake(1), null) { Shards = shards },
        new Cursor($"gateway/{shard}", session, $"wss://{session}", 1));
}
