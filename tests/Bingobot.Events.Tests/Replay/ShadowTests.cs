using System.Globalization;
using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Replay;

public sealed class ShadowTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeterministicModules_AgreeWithTheirShadow(bool snapshots)
    {
        var results = new List<ShadowResult>();
        await using EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = new MemoryEventLog(),
            Modules = [new Ballot(), Lambda.Listener("words")],
            ShadowModules = () => [new Ballot(), Lambda.Listener("words")],
            SnapshotFolder = snapshots ? new MemoryFolder() : null,
            SnapshotEvents = 40,
            ShadowChecked = results.Add,
        });
        for (int i = 0; i < 100; i++)
        {
            await stream.PublishAsync((ulong)i % 20, new Said($"INN {i}"));
            await stream.PublishAsync((ulong)i % 20, new BallotOpened($"b{i}", "IIII?", 10));
        }

        int partitions = 0;
        for (int round = 0; round < 4; round++)
        {
            ShadowResult result = await stream.CheckShadowAsync(TestContext.Current.CancellationToken);
            Assert.Empty(result.Divergences);
            Assert.Equal(stream.Capture().Sequence, result.ToSequence);
            partitions += result.Partitions;
        }

        // Four rounds of a quarter each are all partitions of both modules.
        Assert.Equal(40, partitions);
        Assert.Equal(4, results.Count);
    }

    [Fact]
    public async Task ModuleThatDependsOnTheCulture_IsNamedWithItsPath()
    {
        static IReadOnlyList<IModule> Modules() =>
        [
            Lambda.Listener("plain"),
            new Lambda("cultured", module => module.Apply(Lambda.Said, (state, e, _) => state.Add(e.Text.ToLower(CultureInfo.CurrentCulture)))),
        ];
        var told = new KeptLog();
        await using EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = new MemoryEventLog(),
            Modules = Modules(),
            ShadowModules = Modules,
            ShadowShare = 100,
            Logger = told,
        });
        await stream.PublishAsync(7, new Said("out"));
        long last = await stream.PublishAsync(7, new Said("INN"));

        ShadowResult result = await stream.CheckShadowAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            new ShadowDivergence("cultured", 7, last, new StateChange("state.list[1]", "\"inn\"", "\"ınn\"")),
            Assert.Single(result.Divergences));
        Assert.Contains("state.list[1]", Assert.Single(told.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Round_WithTooManyEvents_IsLeftOut()
    {
        await using EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = new MemoryEventLog(),
            Modules = [Lambda.Listener("words")],
            ShadowModules = () => [Lambda.Listener("words")],
            ShadowEvents = 3,
        });
        for (int i = 0; i < 5; i++)
            await stream.PublishAsync(7, new Said("x"));

        Assert.Equal(0, (await stream.CheckShadowAsync(TestContext.Current.CancellationToken)).Partitions);
    }
}
