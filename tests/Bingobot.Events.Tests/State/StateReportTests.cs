using System.Text;
using System.Text.Json;
using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.State;

public sealed class StateReportTests
{
    [Fact]
    public void CanonicalJson_SortsNamesAndKeepsNumbersAsWritten() => Assert.Equal(
        """{"B":[1.50,{"x":null,"y":"ü<"}],"a":-0,"b":true}""",
        Encoding.UTF8.GetString(CanonicalJson.Write(writer => CanonicalJson.Rewrite(
            """{ "b": true, "a": -0, "B": [ 1.50, { "y": "\u00fc<", "x": null } ] }"""u8.ToArray(), writer))));

    [Fact]
    public async Task Report_HasStateTimersEffectsAndCursors()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [new Ballot(), Lambda.Listener("words")]);
        await harness.PublishAsync(7, new BallotOpened("b", "Pizza?", 10));
        await harness.PublishAsync(12, new BallotOpened("c", "Pasta?", 10));
        await harness.Stream.IngestAsync(7, new Said("hello"), new Cursor("gateway/0", "s", "wss://x", 3));

        JsonElement report = Parse(StateReport.Write(harness.State));

        Assert.Equal(harness.State.Sequence, report.GetProperty("seq").GetInt64());
        JsonElement ballot = report.GetProperty("modules").GetProperty("ballot");
        Assert.Equal(["12", "7"], ballot.GetProperty("state").EnumerateObject().Select(partition => partition.Name));
        Assert.Equal(1, ballot.GetProperty("version").GetInt32());
        Assert.Equal("hello", report.GetProperty("modules").GetProperty("words").GetProperty("state").GetProperty("7").GetProperty("list")[0].GetString());
        JsonElement runtime = report.GetProperty("runtime");
        Assert.Equal(["b", "c"], runtime.GetProperty("timers").EnumerateArray().Select(timer => timer.GetProperty("key").GetString()));
        Assert.Empty(runtime.GetProperty("effects").EnumerateArray());
        Assert.Equal(3, runtime.GetProperty("cursors")[0].GetProperty("position").GetInt64());
        StateDigest digest = StateReport.Digest(harness.State);
        Assert.Equal(digest.Hash, report.GetProperty("hash").GetString());
        Assert.Equal(digest.Modules[0].Hash, ballot.GetProperty("hash").GetString());
        Assert.Matches("^[0-9a-f]{32}$", digest.Hash);
    }

    [Fact]
    public async Task Report_OfOnePartition_ShowsOnlyItWithTheHashesOfAll()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [new Ballot()]);
        await harness.PublishAsync(7, new BallotOpened("b", "Pizza?", 10));
        await harness.PublishAsync(12, new BallotOpened("c", "Pasta?", 10));

        JsonElement all = Parse(StateReport.Write(harness.State));
        JsonElement one = Parse(StateReport.Write(harness.State, 12));

        Assert.Equal(["12"], one.GetProperty("modules").GetProperty("ballot").GetProperty("state").EnumerateObject().Select(p => p.Name));
        Assert.Equal(all.GetProperty("hash").GetString(), one.GetProperty("hash").GetString());
    }

    [Fact]
    public async Task Digest_TellsStatesTimersAndEffectsApart()
    {
        var digests = new HashSet<string>();
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [new Ballot()]);
        harness.Effects.Answer = (_, _) => ValueTask.FromResult<EffectOutcome>(new EffectOutcome.Retry(TimeSpan.FromDays(1), "later"));

        Assert.True(digests.Add(StateReport.Digest(harness.State).Hash));
        await harness.Stream.PublishAsync(7, new BallotOpened("b", "Pizza?", 10));
        Assert.True(digests.Add(StateReport.Digest(harness.State).Hash));
        await harness.Stream.PublishAsync(7, new BallotOpened("b", "Pizza?", 11));
        Assert.True(digests.Add(StateReport.Digest(harness.State).Hash));
        JsonElement effect = Parse(StateReport.Write(harness.State)).GetProperty("runtime").GetProperty("effects")[0];
        Assert.Equal("opened b", effect.GetProperty("data").GetProperty("text").GetString());
        Assert.Equal("7", effect.GetProperty("guild").GetString());
    }

    private static JsonElement Parse(byte[] json) => JsonDocument.Parse(json).RootElement;
}
