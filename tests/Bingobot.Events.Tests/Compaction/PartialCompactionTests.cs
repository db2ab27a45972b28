using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Compaction;

/// <summary>What is dropped is not all that might be: not every segment is worth it, and not every compaction comes to its end.</summary>
public sealed class PartialCompactionTests
{
    private const int Payments = 60;

    [Fact]
    public async Task Segments_NotWorthRewriting_CountAsTheyAre()
    {
        await using CompactedStream life = await FilledAsync(1, notesPerPaymentOut: 12);

        CompactionReport report = await life.Stream.CompactAsync();

        Assert.Equal(Payments, report.DroppedByType["PaidIn"]);
        Assert.True(report.DroppedByType.GetValueOrDefault("PaidOut") < Payments);
        Assert.Equal(["balance"], report.Relying);
        await life.ReopenAsync();
        Assert.Equal(0, Total(life));
    }

    [Fact]
    public async Task Compact_CutAnywhere_LetsNoNewVersionReplayAPartOfWhatItWasToLeave()
    {
        int operations;
        await using (CompactedStream whole = await FilledAsync(2, notesPerPaymentOut: 0))
        {
            int before = whole.Folder.Operations;
            CompactionReport report = await whole.Stream.CompactAsync();
            operations = whole.Folder.Operations - before;
            Assert.Equal((Payments, Payments), (report.DroppedByType["PaidIn"], report.DroppedByType["PaidOut"]));
            Assert.True(report.Segments.After > 1, $"{report}");
            Assert.Empty(report.Relying);
            await whole.CloseAsync();
            whole.Modules = () => [new Balance(version: 2)];
            await whole.OpenAsync();
            Assert.Null(Assert.Single(whole.Stream.Capture().Modules).Stopped);
            Assert.Equal(0, Total(whole));
        }

        int stopped = 0;
        for (int cut = operations / 4; cut < operations; cut += 2)
        {
            await using CompactedStream life = await FilledAsync(cut, notesPerPaymentOut: 0);
            life.Folder.OperationsUntilCut = cut;
            await Record.ExceptionAsync(() => life.Stream.CompactAsync());
            await Record.ExceptionAsync(life.CloseAsync);
            if (!life.Folder.IsDown)
                life.Folder.CutPower();
            life.Folder.OperationsUntilCut = -1;
            life.Folder.Reboot();

            await using var again = new CompactedStream(life.Folder) { Modules = () => [new Balance(version: 2)] };
            again.Clock.SetUtcNow(life.Clock.GetUtcNow());
            await again.OpenAsync();
            if (Assert.Single(again.Stream.Capture().Modules).Stopped is not null)
                stopped++;
            else
                Assert.Equal(0, Total(again));
            await again.Stream.CompactAsync();
            await again.CloseAsync();
            again.Modules = () => [new Balance()];
            await again.OpenAsync();
            Assert.Null(Assert.Single(again.Stream.Capture().Modules).Stopped);
            Assert.Equal(0, Total(again));
        }

        Assert.True(stopped > 0);
    }

    [Fact]
    public async Task Module_ThatReliesOnItsState_AndIsStopped_CatchesUpWhenItIsMended()
    {
        bool isBroken = false;
        await using var life = new CompactedStream(new FaultyFolder(3))
        {
            Modules = () => [new Desk(), new Counter(twist: what => isBroken ? throw new InvalidOperationException("broken") : what)],
        };
        await life.OpenAsync();
        await life.LiveAsync(6);
        Assert.Equal(["counter"], (await life.Stream.CompactAsync()).Relying);
        isBroken = true;
        await life.LiveAsync(6, from: 6);

        CompactionReport report = await life.Stream.CompactAsync();

        Assert.Equal(0, report.Dropped);
        Assert.Contains("stopped", Assert.Single(report.Refusals).Reason, StringComparison.Ordinal);
        isBroken = false;
        await life.ReopenAsync();
        Assert.All(life.Stream.Capture().Modules, module => Assert.Null(module.Stopped));
        Assert.Equal(168, life.Stream.Capture().StateOf<Counts>("counter", 1)!.Total);
        Assert.True((await life.Stream.CompactAsync()).Dropped > 100);
    }

    [Fact]
    public async Task State_ThatACrashLeftUnfinished_IsRemoved()
    {
        const string Leftover = "desk.00000000000000000009.snapshot.tmp";
        await using CompactedStream life = await FilledAsync(5, notesPerPaymentOut: 0);
        life.Folder.Put(Leftover, new byte[100]);

        await life.Stream.CompactAsync();

        Assert.DoesNotContain(Leftover, life.Folder.List());
    }

    [Fact]
    public async Task Replay_BesideACompaction_SeesTheEventsOfBeforeOrThoseOfAfter()
    {
        await using var life = new CompactedStream(new FaultyFolder(4));
        await life.OpenAsync();
        await life.LiveAsync(3);
        await life.CloseAsync();
        await using DocumentLog log = DocumentLog.Open(life.Folder, new DocumentLogOptions { SegmentBytes = DocumentLogOptions.LeastSegmentBytes });
        bool isCompacted = false;
        var counter = new Counter(twist: what =>
        {
            if (!isCompacted)
                log.Rewrite(log.SealedSegments[0].First, log.SealedSegments[^1].Last, (in EventView e) => !e.TypeUtf8.SequenceEqual("Counted"u8));
            isCompacted = true;
            return what;
        });

        StreamSnapshot beside = await StreamReplay.ReplayAsync(log, [counter], new StreamReplayOptions { Workers = 1 });

        StreamSnapshot after = await StreamReplay.ReplayAsync(log, [new Counter()], new StreamReplayOptions { Workers = 1 });
        Assert.Equal(StateReport.Digest(after).Hash, StateReport.Digest(beside).Hash);
    }

    private static long Total(CompactedStream life) => life.Stream.Capture().StateOf<Sum>("balance", 1)!.Total;

    /// <summary>Payments in, notes, as many payments out, notes; all of it old.</summary>
    private static async Task<CompactedStream> FilledAsync(int seed, int notesPerPaymentOut)
    {
        var life = new CompactedStream(new FaultyFolder(seed)) { Modules = () => [new Balance()] };
        await life.OpenAsync();
        for (int i = 0; i < Payments; i++)
            await life.Stream.PublishAsync(1, new PaidIn(i + 1));
        await NoteAsync(life, 300);
        for (int i = 0; i < Payments; i++)
        {
            await life.Stream.PublishAsync(1, new PaidOut(i + 1));
            await NoteAsync(life, notesPerPaymentOut);
        }

        await NoteAsync(life, 300);
        life.Clock.Advance(TimeSpan.FromDays(3));
        return life;
    }

    private static async Task NoteAsync(CompactedStream life, int notes)
    {
        foreach (int[] some in Enumerable.Range(0, notes).Chunk(30))
            await Task.WhenAll(some.Select(i => life.Stream.PublishAsync(1, new Noted($"{i} {new string('n', 300)}")).AsTask()));
    }
}
