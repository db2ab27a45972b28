using System.Globalization;
using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Replay;

public sealed class StreamVerifierTests
{
    [Fact]
    public async Task Replay_UnderAnotherCultureAndThread_AgreesForADeterministicModule()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [new Ballot()]);
        await harness.PublishAsync(7, new BallotOpened("b", "IIII?", 10));
        await harness.PassAsync(TimeSpan.FromHours(1));

        ReplayComparison comparison = await CompareAsync(harness.Log, () => [new Ballot()]);

        Assert.Empty(comparison.Divergences);
        Assert.Equal(StateReport.Digest(harness.State).Hash, comparison.Digest?.Hash);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(40, 17)]
    [InlineData(300, 299)]
    public async Task Replay_OfAModuleThatDependsOnTheCulture_NamesItAndTheFirstEvent(int events, int bad)
    {
        // In Turkish, "I" in lower case is "ı".
        IReadOnlyList<IModule> Modules() =>
        [
            new Lambda("cultured", module => module.Apply(Lambda.Said, (state, e, _) => state.Add(e.Text.ToLower(CultureInfo.CurrentCulture)))),
            Lambda.Listener("plain"),
        ];
        await using ModuleHarness harness = await ModuleHarness.StartAsync(Modules);
        for (int i = 0; i < events; i++)
            await harness.Stream.PublishAsync(1, new Said(i == bad ? "INN" : "out"));

        ReplayComparison comparison = await CompareAsync(harness.Log, Modules);

        Assert.Equal(
            new Divergence("cultured", 2 + bad + 1, new StateChange($"modules.cultured.state.1.list[{bad}]", "\"inn\"", "\"ınn\"")),
            Assert.Single(comparison.Divergences));
    }

    [Fact]
    public async Task Replay_ToASequence_GivesTheStateOfThen()
    {
        await using ModuleHarness harness = await ModuleHarness.StartAsync(() => [Lambda.Listener("a")]);
        long first = await harness.PublishAsync(1, new Said("1"));
        StateDigest then = StateReport.Digest(harness.State);
        await harness.PublishAsync(1, new Said("2"));

        StreamSnapshot replayed = await StreamReplay.RunAsync(harness.Log, [Lambda.Listener("a")], first);

        Assert.Equal(first, replayed.Sequence);
        Assert.Equal(["1"], replayed.StateOf<Words>("a", 1)?.List);
        Assert.Equal(then.Hash, StateReport.Digest(replayed).Hash);
    }

    [Fact]
    public async Task EmptyStream_HasNothingToCompare()
    {
        var log = new MemoryEventLog();

        Assert.Null((await CompareAsync(log, () => [new Ballot()])).Digest);
    }

    private static Task<ReplayComparison> CompareAsync(MemoryEventLog log, Func<IReadOnlyList<IModule>> modules) =>
        StreamVerifier.CompareAsync(
            StreamVerifier.Plainly(log, modules),
            StreamVerifier.Elsewhere(log, modules, CultureInfo.GetCultureInfo("tr-TR")),
            log.LastSequence);
}
