using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.State;

public sealed class StateDiffTests
{
    [Fact]
    public void Json_ChangedAddedAndRemoved_IsNamedByPath() => Assert.Equal(
        [
            new StateChange("a.b[1]", "2", "3"),
            new StateChange("a.b[2]", null, "4"),
            new StateChange("a[\"c.d\"]", "null", null),
            new StateChange("e", "{}", "[]"),
        ],
        StateDiff.Compare(
            """{"a":{"b":[1,2],"c.d":null},"e":{},"same":[1]}"""u8.ToArray(),
            """{"same":[1],"a":{"b":[1,3,4]},"e":[]}"""u8.ToArray()));

    [Fact]
    public async Task Snapshots_OfTwoEvents_DifferInWhatHappenedBetween()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [new Ballot(), Lambda.Listener("words")]);
        long before = await harness.PublishAsync(7, new BallotOpened("b", "Pizza?", 10));
        await harness.PublishAsync(7, new BallotCast("b", "ada", 1));
        long after = await harness.PublishAsync(12, new Said("hello"));
        StreamSnapshot one = await StreamReplay.RunAsync(harness.Log, [new Ballot(), Lambda.Listener("words")], before);
        StreamSnapshot other = await StreamReplay.RunAsync(harness.Log, [new Ballot(), Lambda.Listener("words")], after);

        string[] paths = [.. StateDiff.Compare(one, other).Select(change => change.Path)];

        Assert.Equal("modules.ballot.state.7.announced", paths[0]);
        Assert.Equal("modules.ballot.state.7.open.b.votes.ada", paths[1]);
        Assert.Equal("modules.words.state.12", paths[2]);
        Assert.StartsWith("runtime.effects", paths[3], StringComparison.Ordinal);
        Assert.Equal(4, paths.Length);
        Assert.Empty(StateDiff.Compare(other, other));
    }
}
