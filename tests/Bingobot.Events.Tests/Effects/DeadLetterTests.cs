using System.Text;
using System.Text.Json;
using Bingobot.Events.Tests.Samples;

namespace Bingobot.Events.Tests.Effects;

public sealed class DeadLetterTests
{
    private static readonly EffectOutcome Done = new EffectOutcome.Succeeded(default);
    private static readonly EffectOutcome Refused = new EffectOutcome.Failed("no such channel");

    [Fact]
    public async Task Failed_IsKeptWithDataAndReasonOverRestarts_AndRetriedWithTheSameId()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Script(Refused);
        await bench.DoAsync("again l a");
        PendingEffect first = bench.Effects.Executed[0];
        await bench.RestartAsync();

        DeadLetter letter = Assert.Single(bench.State.DeadLetters);
        Assert.Equal((first.Id, DeadLetterKind.Failed, "no such channel"), (letter.Effect.Id, letter.Kind, letter.Reason));
        Assert.Equal("""{"text":"again l a"}""", Encoding.UTF8.GetString(letter.Effect.Data.Span));
        Assert.Equal("EffectFailed", bench.Log.Events[(int)letter.Sequence - 1].Type);
        bench.Effects.Script(Done);
        Assert.True(await bench.Stream.RetryEffectAsync(first.Id));
        await bench.SettleAsync();

        Assert.Equal([first.Id, first.Id], bench.Effects.Executed.Select(effect => effect.Id));
        Assert.False(bench.Effects.Executed[1].IsInDoubt);
        Assert.Empty(bench.State.DeadLetters);
        Assert.Equal(["Failed again l a", "Retried again l a", "Succeeded again l a"], bench.History());
        Assert.Equal(["retried again l a", "done again l a"], bench.State.StateOf<Words>("doer", 1)!.List);
        Assert.Empty(bench.State.StateOf<Words>("deaf", 1)!.List);
        await bench.CheckReplayAsync();
        await bench.RestartAsync();
        await bench.SettleAsync();
        Assert.Equal(2, bench.Effects.Executed.Count);
    }

    [Fact]
    public async Task Retried_AndStoppedBeforeItIsDone_IsDoneAfterTheNextStart()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Script(Refused);
        await bench.DoAsync("again l a");
        await bench.RestartAsync(executes: false);
        Assert.True(await bench.Stream.RetryEffectAsync(bench.State.DeadLetters.Single().Effect.Id));
        Assert.Equal(1, bench.State.PendingEffectCount);
        Assert.True(bench.State.PendingEffects.Single().IsRetried);
        await bench.CheckReplayAsync();
        bench.Effects.Script(Done);

        await bench.RestartAsync();
        await bench.SettleAsync();

        Assert.Equal(2, bench.Effects.Executed.Count);
        Assert.Single(bench.Effects.Executed.Select(effect => effect.Id).Distinct());
    }

    [Fact]
    public async Task Discarded_IsGoneAlsoAfterARestart_AndIsNeverDone()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Script(Refused);
        await bench.DoAsync("again l a", "again l b");
        string[] ids = [.. bench.State.DeadLetters.Select(letter => letter.Effect.Id)];
        bench.Effects.Script(Done);

        Assert.True(await bench.Stream.DiscardEffectAsync(ids[0], "the channel is gone"));
        Assert.False(await bench.Stream.DiscardEffectAsync(ids[0], ""));
        Assert.False(await bench.Stream.RetryEffectAsync(ids[0]));
        Assert.False(await bench.Stream.RetryEffectAsync("AAAAAAAAAAAAAAAAAAAAAA"));
        await bench.RestartAsync();

        Assert.Equal([ids[1]], bench.State.DeadLetters.Select(letter => letter.Effect.Id));
        Assert.Equal(2, bench.Effects.Executed.Count);
        Assert.Contains("discarded again l a: the channel is gone", bench.State.StateOf<Words>("doer", 1)!.List);
        await bench.CheckReplayAsync();
    }

    [Fact]
    public async Task Retry_AskedForByManyAtOnce_IsRecordedAndDoneOnce()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Script(Refused, Done);
        await bench.DoAsync("again l a");
        string id = bench.State.DeadLetters.Single().Effect.Id;

        bool[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bench.Stream.RetryEffectAsync(id).AsTask()));
        await bench.SettleAsync();

        Assert.Single(answers, answer => answer);
        Assert.Equal(2, bench.Effects.Executed.Count);
        Assert.Single(bench.History(), line => line.StartsWith("Retried", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unknown_ThatIsRetried_IsAskedForFirst_AndTriedEvenWhereNobodyCanTell()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Script(new EffectOutcome.InDoubt("lost"), Done);
        bench.Effects.Find = _ => new EffectReconciliation.Undecidable("no access");
        await bench.DoAsync("lookup l a");
        Assert.Single(bench.Effects.Asked);

        Assert.True(await bench.Stream.RetryEffectAsync(bench.State.DeadLetters.Single().Effect.Id));
        await bench.SettleAsync();

        Assert.Equal(2, bench.Effects.Asked.Count);
        Assert.Equal([false, true], bench.Effects.Executed.Select(effect => effect.IsInDoubt));
        Assert.Equal(["Unknown lookup l a", "Retried lookup l a", "Succeeded lookup l a"], bench.History());
    }

    [Fact]
    public async Task GiveUp_ThatIsRetried_IsMarkedAgainAndAttemptedOnceMore()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Script(new EffectOutcome.InDoubt("lost"), Done);
        await bench.DoAsync("once l a");

        Assert.True(await bench.Stream.RetryEffectAsync(bench.State.DeadLetters.Single().Effect.Id));
        await bench.SettleAsync();

        Assert.Equal(2, bench.Effects.Executed.Count);
        Assert.Equal(
            ["Started once l a", "Unknown once l a", "Retried once l a", "Started once l a", "Succeeded once l a"], bench.History());
        await bench.CheckReplayAsync();
    }

    [Fact]
    public async Task DeadLetters_AreInReportAndHash_AndGoWithTheModulesVersion()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Script(Refused);
        await bench.DoAsync("again l a");
        string listed = StateReport.Digest(bench.State).Modules.Single(module => module.Module == "doer").Hash;
        JsonElement dead = JsonDocument.Parse(StateReport.Write(bench.State)).RootElement.GetProperty("runtime").GetProperty("dead")[0];
        Assert.Equal("again l a", dead.GetProperty("effect").GetProperty("data").GetProperty("text").GetString());
        Assert.Equal(("failed", "no such channel"), (dead.GetProperty("outcome").GetString(), dead.GetProperty("reason").GetString()));

        await bench.RestartAsync(version: 2);
        Assert.Empty(bench.State.DeadLetters);
        Assert.NotEqual(listed, StateReport.Digest(bench.State).Modules.Single(module => module.Module == "doer").Hash);
        await bench.CheckReplayAsync(version: 2);
    }

    [Fact]
    public void Table_BeyondItsBounds_DropsTheOldest_AndComesBackFromWhatWasCaptured()
    {
        var table = new DeadLetterTable();
        for (int i = 1; i <= DeadLetterTable.MaxLetters + 7; i++)
            table.Add(Letter(i, 10));

        Assert.Equal(DeadLetterTable.MaxLetters, table.Capture().Count);
        Assert.Equal((7, 8), (table.Dropped, table.Capture().Keys.First()));
        Assert.False(table.Contains("7"));
        table.Add(Letter(5_000, (int)DeadLetterTable.MaxBytes - 20));
        Assert.Equal([DeadLetterTable.MaxLetters + 6, DeadLetterTable.MaxLetters + 7, 5_000], table.Capture().Keys);
        table.Add(Letter(5_001, (int)DeadLetterTable.MaxBytes + 1));
        Assert.Equal([5_001], table.Capture().Keys);

        var restored = new DeadLetterTable();
        restored.Restore(table.Capture().Values, table.Dropped);
        Assert.Equal((table.Dropped, true), (restored.Dropped, restored.Contains("5001")));
        Assert.Equal(table.Capture().Values, restored.Capture().Values);
        Assert.NotNull(restored.Remove("5001"));
        Assert.Null(restored.Remove("5001"));
        restored.Add(Letter(5_002, (int)DeadLetterTable.MaxBytes));
        Assert.Equal([5_002], restored.Capture().Keys);
    }

    private static DeadLetter Letter(int sequence, int bytes) => new(
        new PendingEffect($"{sequence}", sequence, default, 0, "m", "k", "", "", new byte[bytes]),
        DeadLetterKind.Failed, "no", sequence, default);
}
