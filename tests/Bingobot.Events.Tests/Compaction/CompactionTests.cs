using Bingobot.TestKit;
using CsCheck;

namespace Bingobot.Events.Tests.Compaction;

public sealed class CompactionTests
{
    [Fact]
    public async Task Compact_DropsWhatNothingNeeds_AndNoStateOrSequenceChanges()
    {
        await using var life = new CompactedStream(new FaultyFolder(1));
        await life.OpenAsync();
        await life.LiveAsync(14);
        SortedDictionary<long, string> before = await life.StoredAsync();

        CompactionReport report = await life.Stream.CompactAsync();

        Assert.True(report.DroppedByType["TicketOpened"] > 100 && report.DroppedByType["TicketClosed"] > 100, Show(report));
        Assert.True(report.DroppedByType["Counted"] > 100 && report.DroppedByType["EffectSucceeded"] > 100, Show(report));
        Assert.Equal(["counter"], report.Relying);
        Assert.Empty(report.Refusals);
        Assert.True(report.Segments.After < report.Segments.Before, Show(report));
        SortedDictionary<long, string> after = await life.StoredAsync();
        Assert.Equal(before.Count - report.Dropped + 2, after.Count);
        Assert.All(after.SkipLast(2), e => Assert.Equal(before[e.Key], e.Value));
        string state = life.State;
        int executed = life.Effects.Executed.Count;
        await life.ReopenAsync();
        await life.SettleAsync();

        Assert.Equal(Modules(state), Modules(life.State));
        Assert.Equal(executed, life.Effects.Executed.Count);
        Assert.Equal(560, life.Stream.Capture().StateOf<Counts>("counter", 1)!.Total + life.Stream.Capture().StateOf<Counts>("counter", 2)!.Total
            + life.Stream.Capture().StateOf<Counts>("counter", 3)!.Total);
        await life.LiveAsync(3, from: 14);
        CompactionReport second = await life.Stream.CompactAsync();
        Assert.True(second.UpTo > report.UpTo && second.Dropped > 50, Show(second));
        state = life.State;
        await life.ReopenAsync();
        Assert.Equal(Modules(state), Modules(life.State));
        await life.CloseAsync();
        Assert.All(DocumentLog.Verify(life.Folder), segment => Assert.True(segment.IsSound, segment.StreamFault));
    }

    [Fact]
    public async Task Module_OfAnotherVersion_IsReplayedWhereReplayAgreed_AndOtherwiseGoesOnFromTheOldStateOrIsStopped()
    {
        await using var life = new CompactedStream(new FaultyFolder(2));
        await life.OpenAsync();
        await life.LiveAsync(6);
        await life.Stream.CompactAsync();
        Counts counts = life.Stream.Capture().StateOf<Counts>("counter", 1)!;
        Tickets tickets = life.Stream.Capture().StateOf<Tickets>("desk", 2)!;
        await life.CloseAsync();

        life.Modules = () => [new Desk(version: 2), new Counter(version: 3, readsStateSince: 1)];
        await life.OpenAsync();
        Assert.All(life.Stream.Capture().Modules, module => Assert.Null(module.Stopped));
        Assert.Equal(counts.Total, life.Stream.Capture().StateOf<Counts>("counter", 1)!.Total);
        Assert.Equal(tickets.Open.Keys, life.Stream.Capture().StateOf<Tickets>("desk", 2)!.Open.Keys);
        await life.CloseAsync();

        life.Modules = () => [new Desk(version: 2), new Counter(version: 4, readsStateSince: 4)];
        await life.OpenAsync();
        ModuleStatus stopped = Assert.Single(life.Stream.Capture().Modules, module => module.Stopped is not null);
        Assert.Equal("counter", stopped.Name);
        Assert.Contains("ReadsStateSince", stopped.Stopped!.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeptState_ThatIsGone_StopsWhoReliedOnIt_AndNobodyElse()
    {
        await using var life = new CompactedStream(new FaultyFolder(3));
        await life.OpenAsync();
        await life.LiveAsync(6);
        await life.Stream.CompactAsync();
        IEnumerable<string> open = life.Stream.Capture().StateOf<Tickets>("desk", 2)!.Open.Keys;
        await life.CloseAsync();
        foreach (string name in life.Folder.List().Where(name => name.EndsWith(".snapshot", StringComparison.Ordinal)))
            life.Folder.Put(name, null);

        await life.OpenAsync();

        Assert.Equal("counter", Assert.Single(life.Stream.Capture().Modules, module => module.Stopped is not null).Name);
        Assert.Equal(open, life.Stream.Capture().StateOf<Tickets>("desk", 2)!.Open.Keys);
    }

    [Fact]
    public async Task StateOfBefore_CannotBeTold_AndTheErrorSaysFromWhereOn()
    {
        await using var life = new CompactedStream(new FaultyFolder(4));
        await life.OpenAsync();
        await life.LiveAsync(6);
        CompactionReport report = await life.Stream.CompactAsync();
        string state = life.State;
        long last = life.Stream.Capture().Sequence;
        await life.CloseAsync();
        await using DocumentLog log = DocumentLog.OpenReadOnly(life.Folder);

        CompactedException refused = await Assert.ThrowsAsync<CompactedException>(() => StreamReplay.RunAsync(log, life.Modules(), report.UpTo - 1));
        Assert.Equal(log.CompactedUpTo, refused.UpTo);
        StreamSnapshot told = await StreamReplay.RunAsync(log, life.Modules(), last);
        Assert.Equal(Modules(state), Modules(System.Text.Encoding.UTF8.GetString(StateReport.Write(told))));
    }

    [Fact]
    public async Task Module_ThatIsNotDeterministic_KeepsItsEvents_AndIsNamed()
    {
        int calls = 0;
        await using var life = new CompactedStream(new FaultyFolder(5))
        {
            Modules = () => [new Desk(), new Counter(twist: what => $"{what} {Interlocked.Increment(ref calls) % 7}")],
        };
        await life.OpenAsync();
        await life.LiveAsync(6);

        CompactionReport report = await life.Stream.CompactAsync();

        CompactionRefusal refusal = Assert.Single(report.Refusals);
        Assert.Equal(("counter", "Counted"), (refusal.Module, Assert.Single(refusal.Types)));
        Assert.DoesNotContain("Counted", report.DroppedByType.Keys);
        Assert.True(report.DroppedByType["TicketOpened"] > 50, Show(report));
    }

    [Fact]
    public async Task Module_ThatIsStopped_KeepsItsEvents_AndCatchesUpWhenItIsMended()
    {
        bool isBroken = true;
        await using var life = new CompactedStream(new FaultyFolder(6))
        {
            Modules = () => [new Desk(), new Counter(twist: what => isBroken ? throw new InvalidOperationException("broken") : what)],
        };
        await life.OpenAsync();
        await life.LiveAsync(6);

        CompactionReport report = await life.Stream.CompactAsync();
        Assert.Equal("counter", Assert.Single(report.Refusals).Module);
        Assert.True(report.Dropped > 100, Show(report));
        isBroken = false;
        await life.ReopenAsync();

        Assert.All(life.Stream.Capture().Modules, module => Assert.Null(module.Stopped));
        Assert.Equal(84, life.Stream.Capture().StateOf<Counts>("counter", 1)!.Total);
    }

    [Fact]
    public void AnyStream_CompactedNowAndThen_IsInTheStateOfItsTwinThatNeverWas() =>
        Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Int[0, 3].Array[3, 9]).Sample(
            (seed, acts) => TwinsAsync(seed, acts).GetAwaiter().GetResult(), iter: 12, threads: 1);

    private static async Task TwinsAsync(int seed, int[] acts)
    {
        await using var one = new CompactedStream(new FaultyFolder(seed));
        await using var twin = new CompactedStream(new FaultyFolder(seed));
        await one.OpenAsync();
        await twin.OpenAsync();
        int day = 0;
        foreach (int act in acts)
        {
            if (act == 0)
                await one.Stream.CompactAsync();
            else if (act == 1)
                await one.ReopenAsync();
            await one.LiveAsync(1, perDay: 15 + act, from: day);
            await twin.LiveAsync(1, perDay: 15 + act, from: day++);
        }

        await one.Stream.CompactAsync();
        await one.ReopenAsync();
        foreach (ulong guild in (ulong[])[1, 2, 3])
        {
            Assert.Equal(twin.Stream.Capture().StateOf<Counts>("counter", guild)!.ByWhat, one.Stream.Capture().StateOf<Counts>("counter", guild)!.ByWhat);
            Assert.Equal(twin.Stream.Capture().StateOf<Tickets>("desk", guild)!.Open, one.Stream.Capture().StateOf<Tickets>("desk", guild)!.Open);
        }

        Assert.Equal(twin.Stream.Capture().TimerCount, one.Stream.Capture().TimerCount);
    }

    /// <summary>The states of the modules alone: starts add events of the runtime.</summary>
    private static string Modules(string report)
    {
        using var json = System.Text.Json.JsonDocument.Parse(report);
        return json.RootElement.GetProperty("modules").GetRawText();
    }

    private static string Show(CompactionReport report) =>
        $"{report} dropped: {string.Join(", ", report.DroppedByType.Select(type => $"{type.Key} {type.Value}"))}";
}
