using System.Text;
using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;
using CsCheck;

namespace Bingobot.Events.Tests.Snapshots;

/// <summary>Snapshots and the rest of the events against all events.</summary>
public sealed class SnapshotTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnyStream_FromASnapshotAnywhere_GivesTheSameBytes(bool poison) =>
        Gen.Select(RandomStream.Gen(poison), Gen.Double[0, 1], Gen.Int[1, 4]).Sample(
            (log, where, workers) =>
            {
                var folder = new MemoryFolder();
                Write(folder, log, RandomStream.Modules(), 1 + (long)(where * (log.LastSequence - 1)));
                string all = Text(Replay(log, RandomStream.Modules(), null, workers: 1));
                string rest = Text(Replay(log, RandomStream.Modules(), folder, workers));
                Assert.Equal(all, rest);
            },
            iter: 40,
            threads: 2);

    [Fact]
    public void Modules_WithSnapshotsAtDifferentEvents_SeeEachEventOnce()
    {
        MemoryEventLog log = RandomStream.Create(seed: 11, length: 300, poison: false);
        var folder = new MemoryFolder();
        Write(folder, log, RandomStream.Modules(), 100);
        Write(folder, log, RandomStream.Modules(), 200);
        folder.Delete(SnapshotName.Of("words", 200));
        folder.Delete(SnapshotName.Of("ballots", 200));
        folder.Delete(SnapshotName.Of("ballots", 100));

        Assert.Equal(Text(Replay(log, RandomStream.Modules(), null)), Text(Replay(log, RandomStream.Modules(), folder)));
    }

    [Fact]
    public void EveryFlippedByte_IsSkippedWithAWarning_AndTheStateIsRight()
    {
        MemoryEventLog log = RandomStream.Create(seed: 7, length: 40, poison: false);
        var folder = new MemoryFolder();
        Write(folder, log, [new Ballot()], 30);
        string name = Assert.Single(folder.List());
        byte[] good = folder.Bytes(name);
        string right = Text(Replay(log, [new Ballot()], null));
        for (int at = 0; at < good.Length; at++)
        {
            byte[] bad = [.. good];
            bad[at] ^= (byte)(1 + at % 255);
            folder.Put(name, bad);
            var logger = new KeptLog();

            Assert.Equal(right, Text(Replay(log, [new Ballot()], folder, logger: logger)));
            Assert.Contains(name, Assert.Single(logger.Lines), StringComparison.Ordinal);
        }

        for (int length = 0; length < good.Length; length += 7)
        {
            folder.Put(name, good[..length]);
            Assert.Equal(right, Text(Replay(log, [new Ballot()], folder)));
        }
    }

    [Fact]
    public async Task Snapshot_OfAnotherStream_OrOneRolledBack_IsRefused()
    {
        MemoryEventLog log = RandomStream.Create(seed: 1, length: 300, poison: false);
        MemoryEventLog otherLife = RandomStream.Create(seed: 2, length: 300, poison: false);
        var folder = new MemoryFolder();
        Write(folder, otherLife, RandomStream.Modules(), 200);

        AssertRefused(log, RandomStream.Modules(), folder, "went on");
        AssertRefused(log.CutAfter(150), RandomStream.Modules(), folder, "was rolled back");

        var foreign = new MemoryEventLog();
        await foreign.AppendAsync(
        [
            new Recorded(1, SomeEvents.Start, 0, "StreamCreated", """{"stream":"BBBBBBBBBBBBBBBBBBBBBB"}"""u8.ToArray(), null),
            .. otherLife.Events.Skip(1),
        ]);
        AssertRefused(foreign, RandomStream.Modules(), folder, "was taken of the stream");
    }

    [Fact]
    public void Snapshot_OfAnotherVersionOrShape_IsSkipped_AndTheModuleReplaysFromTheStart()
    {
        MemoryEventLog log = RandomStream.Create(seed: 1, length: 100, poison: false);
        var folder = new MemoryFolder();
        Write(folder, log, [new Ballot()], 80);
        AssertRefused(log, [new Ballot(version: 2)], folder, "version 1 of the module, and this is version 2");

        Write(folder, log, [new Renamed()], 80);
        AssertRefused(log, [new Ballot()], folder, "another shape");
    }

    [Fact]
    public void ModuleThatIsStopped_GetsNoSnapshot()
    {
        MemoryEventLog log = RandomStream.Create(seed: 3, length: 800, poison: true);
        StreamSnapshot state = Replay(log, RandomStream.Modules(), null);
        string[] stopped = [.. state.Modules.Where(module => module.Stopped is not null).Select(module => module.Name)];
        Assert.NotEmpty(stopped);
        var folder = new MemoryFolder();

        Write(folder, log, RandomStream.Modules(), log.LastSequence);

        Assert.DoesNotContain(folder.List(), name => stopped.Any(module => name.StartsWith(module + ".", StringComparison.Ordinal)));
        Assert.Equal(Text(state), Text(Replay(log, RandomStream.Modules(), folder)));
    }

    [Fact]
    public void StateThatDoesNotReadBack_IsNotKept()
    {
        var log = RandomStream.Create(seed: 1, length: 100, poison: false);
        StreamSnapshot state = Replay(log, [new Forgetful()], null);
        var folder = new MemoryFolder();

        SnapshotException refused = Assert.Throws<SnapshotException>(() => new SnapshotFolder(folder, new KeptLog()).Write(
            state.ModuleSnapshots[0], new SnapshotStream(state.StreamId, state.Sequence, state.Time, state.Cursors), 1, default));

        Assert.Contains("text", refused.Message, StringComparison.Ordinal);
        Assert.Empty(folder.List());
    }

    [Fact]
    public void TwoAreKept_AndBadOnesGo()
    {
        MemoryEventLog log = RandomStream.Create(seed: 1, length: 100, poison: false);
        var folder = new MemoryFolder();
        folder.Put("notes.txt", [1]);
        folder.Put(SnapshotName.Of("words", 99_999), [1]);
        var snapshots = new SnapshotFolder(folder, new KeptLog());
        var machine = new Machine(new EventCatalog([Lambda.Listener("words")]), new KeptLog());
        StreamBeginning.Restore(machine, log, snapshots, long.MaxValue, new KeptLog());
        foreach (long sequence in (long[])[20, 40, 60])
            Write(folder, log, [Lambda.Listener("words")], sequence, snapshots);

        Assert.Equal(["notes.txt", SnapshotName.Of("words", 40), SnapshotName.Of("words", 60)], folder.List());
    }

    /// <summary>Cut at every operation; whatever is left, the state is right, and the next run works.</summary>
    [Fact]
    public void PowerCut_AtEveryOperation_LeavesTheOldOrTheNew()
    {
        MemoryEventLog log = RandomStream.Create(seed: 21, length: 120, poison: false);
        string right = Text(Replay(log, RandomStream.Modules(), null));
        var counting = new MemoryFolder();
        Write(counting, log, RandomStream.Modules(), 40);
        int before = counting.Operations;
        Write(counting, log, RandomStream.Modules(), 80);
        int operations = counting.Operations - before;
        Assert.InRange(operations, 10, 1000);
        for (int cut = 0; cut < operations; cut++)
        {
            for (int seed = 0; seed < 2; seed++)
            {
                var folder = new MemoryFolder();
                Write(folder, log, RandomStream.Modules(), 40);
                folder.OperationsUntilCut = cut;
                Assert.ThrowsAny<IOException>(() => Write(folder, log, RandomStream.Modules(), 80));
                MemoryFolder left = folder.AfterCut(new Random(seed));

                Assert.All(RandomStream.Modules(), module => Assert.Contains(left.List(), name => name.StartsWith(module.Name + ".", StringComparison.Ordinal)));
                Assert.Equal(right, Text(Replay(log, RandomStream.Modules(), left)));
                var again = new SnapshotFolder(left, new KeptLog());
                again.RemoveLeftovers();
                Assert.DoesNotContain(left.List(), name => name.EndsWith(SnapshotName.Unfinished, StringComparison.Ordinal));
                Write(left, log, RandomStream.Modules(), 100, again);
                Assert.Equal(right, Text(Replay(log, RandomStream.Modules(), left)));
            }
        }
    }

    private static void AssertRefused(MemoryEventLog log, IReadOnlyList<IModule> modules, MemoryFolder folder, string reason)
    {
        var logger = new KeptLog();
        var machine = new Machine(new EventCatalog(modules), logger);

        StreamBeginning.Restore(machine, log, new SnapshotFolder(folder, logger), long.MaxValue, logger);

        Assert.Equal(0, machine.Sequence);
        Assert.Equal(modules.Count, logger.Lines.Count);
        Assert.All(logger.Lines, line => Assert.Contains(reason, line, StringComparison.Ordinal));
    }

    private static void Write(
        MemoryFolder folder, MemoryEventLog log, IReadOnlyList<IModule> modules, long sequence, SnapshotFolder? snapshots = null)
    {
        snapshots ??= new SnapshotFolder(folder, new KeptLog());
        StreamSnapshot state = Replay(log, modules, null, toSequence: sequence);
        var stream = new SnapshotStream(state.StreamId, state.Sequence, state.Time, state.Cursors);
        foreach (ModuleSnapshot module in state.ModuleSnapshots.Where(module => module.Stopped is null))
            snapshots.Write(module, stream, SnapshotStream.ProofOf(log, sequence)!.Value, CancellationToken.None);
        snapshots.Settle();
    }

    private static StreamSnapshot Replay(
        MemoryEventLog log, IReadOnlyList<IModule> modules, MemoryFolder? folder, int workers = 1, long toSequence = long.MaxValue,
        KeptLog? logger = null) =>
        StreamReplay.Run(
            log, modules,
            new StreamReplayOptions { ToSequence = toSequence, SnapshotFolder = folder, Workers = workers, Logger = logger ?? new KeptLog() },
            CancellationToken.None);

    private static string Text(StreamSnapshot snapshot) => Encoding.UTF8.GetString(StateReport.Write(snapshot));
}
