using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Effects;

public sealed class EffectPolicyTests
{
    private static readonly EffectOutcome Done = new EffectOutcome.Succeeded(default);
    private static readonly EffectOutcome Doubt = new EffectOutcome.InDoubt("connection lost");

    [Fact]
    public async Task InDoubt_RetryWithSameKey_IsTriedAgainWithTheSameIdAndToldSo()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Script(Doubt, Doubt, Done);

        await bench.DoAsync("again l a");

        Assert.Equal([false, true, true], bench.Effects.Executed.Select(effect => effect.IsInDoubt));
        Assert.Single(bench.Effects.Executed.Select(effect => effect.Id).Distinct());
        Assert.Empty(bench.Effects.Asked);
        Assert.Equal(["Succeeded again l a"], bench.History());
    }

    [Fact]
    public async Task InDoubt_Reconcile_IsAskedForBeforeItIsTriedAgain()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        int asked = 0;
        bench.Effects.Script(Doubt, Done);
        bench.Effects.Find = _ => ++asked switch
        {
            1 => new EffectReconciliation.Retry(TimeSpan.Zero, "not reachable"),
            2 => throw new HttpRequestException("refused"),
            _ => new EffectReconciliation.NotDone(),
        };

        await bench.DoAsync("lookup l a");

        Assert.Equal(3, bench.Effects.Asked.Count);
        Assert.Equal([false, false], bench.Effects.Executed.Select(effect => effect.IsInDoubt));
        Assert.All(bench.Effects.Asked, effect => Assert.True(effect.IsInDoubt));
        Assert.Equal(["Succeeded lookup l a"], bench.History());
    }

    [Fact]
    public async Task InDoubt_ReconcileThatFindsIt_RecordsWhatWasFoundAndTriesNoMore()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Script(Doubt);
        bench.Effects.Find = _ => new EffectReconciliation.Done("""{"id":"7"}"""u8.ToArray());

        await bench.DoAsync("lookup l a");

        Assert.Single(bench.Effects.Executed);
        Recorded result = Assert.Single(bench.Log.Events, e => e.Type == "EffectSucceeded");
        Assert.Contains("\"result\":{\"id\":\"7\"}", System.Text.Encoding.UTF8.GetString(result.Data.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InDoubt_ReconcileThatCannotTell_IsUnknown_AndWithoutAReconcilerToo()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Script(Doubt);
        bench.Effects.Find = _ => new EffectReconciliation.Undecidable("no access");
        await bench.DoAsync("lookup l a");
        Assert.Equal("no access", Assert.Single(bench.State.DeadLetters).Reason);

        await using EffectBench mute = await EffectBench.StartAsync(
            new RecordingEffects { Answer = (_, _) => ValueTask.FromResult(Doubt) });
        await mute.DoAsync("lookup l a");
        Assert.Contains("cannot find out", Assert.Single(mute.State.DeadLetters).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InDoubt_GiveUp_IsUnknownAtOnce_AndMarkedDurablyBeforeTheAttempt()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        string[] before = [];
        bench.Effects.Answer = (_, _) =>
        {
            before = bench.History();
            throw new HttpRequestException("reset by peer");
        };

        await bench.DoAsync("once l a");

        Assert.Equal(["Started once l a"], before);
        Assert.Single(bench.Effects.Executed);
        Assert.Equal(["Started once l a", "Unknown once l a"], bench.History());
        Assert.Equal(DeadLetterKind.Unknown, Assert.Single(bench.State.DeadLetters).Kind);
    }

    [Fact]
    public async Task Retry_OfAGiveUpEffect_IsTriedAgainWithoutAnotherMark_ForTheExecutorSaysThatItIsSafe()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Script(new EffectOutcome.Retry(TimeSpan.Zero, "rate limited"), Done);

        await bench.DoAsync("once l a");

        Assert.Equal(2, bench.Effects.Executed.Count);
        Assert.Equal(["Started once l a", "Succeeded once l a"], bench.History());
    }

    [Fact]
    public async Task Start_WithEffectsWithoutAResult_TreatsThemAsInDoubt()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Answer = async (_, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return Done;
        };
        await bench.SayAsync("again l1 a");
        await bench.SayAsync("lookup l2 b");
        await bench.SayAsync("once l3 c");
        await bench.WaitForAsync(() => bench.Effects.Executed.Count == 3);
        await bench.SayAsync("once l3 never attempted");
        bench.Effects.Find = _ => new EffectReconciliation.Done(default);
        await bench.Stream.DisposeAsync();
        bench.Effects.Script(Done);

        await bench.OpenAsync(null);
        await bench.SettleAsync();

        PendingEffect[] after = [.. bench.Effects.Executed.Skip(3)];
        Assert.Equal(["again l1 a", "once l3 never attempted"], after.Select(effect => effect.Key).Order(StringComparer.Ordinal));
        Assert.Equal([true, false], after.OrderBy(effect => effect.Key, StringComparer.Ordinal).Select(effect => effect.IsInDoubt));
        Assert.Equal("lookup l2 b", Assert.Single(bench.Effects.Asked).Key);
        DeadLetter letter = Assert.Single(bench.State.DeadLetters);
        Assert.Equal(("once l3 c", DeadLetterKind.Unknown), (letter.Effect.Key, letter.Kind));
        await bench.CheckReplayAsync();
    }

    [Fact]
    public async Task Timeout_AndAttempts_OfThePolicy_Count()
    {
        await using EffectBench bench = await EffectBench.StartAsync();
        bench.Effects.Answer = async (_, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return Done;
        };

        await bench.DoAsync("hasty l a");

        Assert.Equal(2, bench.Effects.Executed.Count);
        Assert.Contains("Given up after 2 tries: TimeoutException: No answer came within 00:00:00.02", Assert.Single(bench.State.DeadLetters).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Policy_OutOfItsRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EffectPolicy { Attempts = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EffectPolicy { RetryFirst = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EffectPolicy { Timeout = -TimeSpan.FromSeconds(1) });
        Assert.Equal(OnUnknown.RetryWithSameKey, EffectPolicy.Default.OnUnknown);
    }
}
