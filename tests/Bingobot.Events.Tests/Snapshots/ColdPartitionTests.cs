using System.Diagnostics.Metrics;
using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Events.Tests.Snapshots;

/// <summary>A running stream with snapshots, whose quiet partitions leave memory.</summary>
public sealed class ColdPartitionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Stream_OpenedAgain_GoesOnFromItsSnapshot_WithTimersAndEffects()
    {
        var log = new MemoryEventLog();
        var folder = new MemoryFolder();
        var clock = new FakeTimeProvider(SomeEvents.Start);
        await using (EventStream stream = await OpenAsync(log, folder, clock))
        {
            for (int i = 0; i < 50; i++)
                await stream.PublishAsync((ulong)i % 7, new BallotOpened($"b{i}", "?", 10 + i));
        }

        long before = log.LastSequence;
        var seen = new List<ReplayProgress>();
        await using EventStream again = await OpenAsync(log, folder, clock, new Told(seen.Add));

        Assert.Empty(seen);
        Assert.Equal(50, again.Capture().TimerCount);
        Assert.Equal(50, again.Capture().PendingEffects.Count());
        Assert.Equal(8, again.Capture().StateOf<BallotState>("ballot", 3)?.Open.Count + 1);
        await again.PublishAsync(3, new BallotCast("b3", "ada", 1));
        Assert.Single(again.Capture().StateOf<BallotState>("ballot", 3)!.Open["b3"].Votes);
        Assert.Equal(before + 2, again.Capture().Sequence);
        await CheckAsync(again, log);
    }

    [Fact]
    public async Task QuietPartitions_LeaveMemory_AndComeBackWhenNeeded()
    {
        const int Partitions = 20_000;
        var log = new MemoryEventLog();
        var folder = new MemoryFolder();
        var clock = new FakeTimeProvider(SomeEvents.Start);
        EventStreamOptions options = Options(log, folder, clock, snapshotEvents: 4_000);
        await using EventStream stream = await EventStream.OpenAsync(options);
        string text = new('x', 200);
        WeakReference[] first = [];
        for (int at = 0; at < Partitions;)
        {
            var publishing = new List<Task>();
            for (int i = 0; i < 1_000; i++, at++)
                publishing.Add(stream.PublishAsync((ulong)at, new Said(text + at)).AsTask());
            await Task.WhenAll(publishing);
            if (first.Length == 0)
                first = ReferencesTo(stream, 1_000);
        }

        // The newest events begin one more snapshot; then all that is quiet is cold.
        await WaitForAsync(async () =>
        {
            await stream.PublishAsync(0, new Said("tick"));
            return Cold(stream) > Partitions * 8 / 10;
        });

        GC.Collect();
        Assert.InRange(first.Count(state => state.IsAlive), 0, first.Length / 10);
        StreamSnapshot state = stream.Capture();
        Assert.Equal(Partitions, state.PartitionsOf("words").Count());
        Assert.Equal([text + 777], state.StateOf<Words>("words", 777)!.List);
        await stream.PublishAsync(777, new Said("again"));
        Assert.Equal([text + 777, "again"], stream.Capture().StateOf<Words>("words", 777)!.List);
        await CheckAsync(stream, log);
    }

    [Fact]
    public async Task QuietPartitions_LeaveMemory_AlsoWhilePublishingsAreMeasured()
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == StreamTelemetry.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.Start();
        EventStreamOptions options = Options(new MemoryEventLog(), new MemoryFolder(), new FakeTimeProvider(SomeEvents.Start), snapshotEvents: 1_000);
        await using EventStream stream = await EventStream.OpenAsync(options);
        await Task.WhenAll(Enumerable.Range(0, 3_000).Select(at => stream.PublishAsync((ulong)at, new Said($"{at}")).AsTask()));

        await WaitForAsync(async () =>
        {
            await stream.PublishAsync(0, new Said("tick"));
            return Cold(stream) > 1_000;
        });
    }

    [Fact]
    public async Task ColdState_ThatCannotBeRead_FailsTheStream_AndIsNeverEmpty()
    {
        var log = new MemoryEventLog();
        var folder = new MemoryFolder();
        var clock = new FakeTimeProvider(SomeEvents.Start);
        await using (EventStream stream = await OpenAsync(log, folder, clock))
            await stream.PublishAsync(5, new Said("kept"));
        EventStream again = await OpenAsync(log, folder, clock);
        folder.ReadsFail = true;

        StreamFailedException failure = await Assert.ThrowsAsync<StreamFailedException>(
            async () => await again.PublishAsync(5, new Said("lost?")));

        Assert.Contains("cannot be read", failure.Message, StringComparison.Ordinal);
        Assert.Throws<StateUnreadableException>(() => again.Capture().StateOf<Words>("words", 5));
        await Assert.ThrowsAsync<StreamFailedException>(() => again.Completion);
        await again.DisposeAsync();
        folder.ReadsFail = false;
        await using EventStream mended = await OpenAsync(log, folder, clock);
        Assert.Equal(["kept"], mended.Capture().StateOf<Words>("words", 5)!.List);
    }

    [Fact]
    public async Task PoisonedModule_CatchesUpFromItsOlderSnapshot_WhenItIsMended()
    {
        bool mended = false;
        IReadOnlyList<IModule> Modules() =>
        [
            new Lambda("fragile", module => module.Apply(Lambda.Said, (state, e, _) =>
                e.Text == "bad" && !mended ? throw new InvalidOperationException("bad") : state.Add(e.Text))),
        ];
        var log = new MemoryEventLog();
        var folder = new MemoryFolder();
        foreach (string text in (string[])["one", "bad", "two"])
        {
            await using EventStream stream = await EventStream.OpenAsync(new EventStreamOptions { Log = log, Modules = Modules(), SnapshotFolder = folder });
            await stream.PublishAsync(1, new Said(text));
        }

        mended = true;
        await using EventStream again = await EventStream.OpenAsync(new EventStreamOptions { Log = log, Modules = Modules(), SnapshotFolder = folder });

        Assert.Null(again.Capture().Modules[0].Stopped);
        Assert.Equal(["one", "bad", "two"], again.Capture().StateOf<Words>("fragile", 1)!.List);
    }

    [Fact]
    public async Task SnapshotThatCannotBeWritten_CostsNothingButItself()
    {
        var log = new MemoryEventLog();
        var folder = new MemoryFolder();
        var told = new KeptLog();
        await using (EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = log,
            Modules = [Lambda.Listener("words")],
            SnapshotFolder = folder,
            SnapshotEvents = 5,
            Logger = told,
        }))
        {
            folder.OperationsUntilCut = 3;
            for (int i = 0; i < 20; i++)
                await stream.PublishAsync(1, new Said($"{i}"));
        }

        Assert.Contains(told.Lines, line => line.Contains("could not be written", StringComparison.Ordinal));
        Assert.DoesNotContain(folder.List(), name => name.EndsWith(".snapshot", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CleanStop_TakesTheSnapshotThatCouldNotBeTakenBefore()
    {
        var folder = new MemoryFolder();
        var told = new KeptLog();
        await using (EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = new MemoryEventLog(),
            Modules = [Lambda.Listener("words")],
            SnapshotFolder = folder,
            SnapshotEvents = 5,
            Logger = told,
        }))
        {
            folder.OperationsUntilCut = 3;
            for (int i = 0; i < 3; i++)
                await stream.PublishAsync(1, new Said($"{i}"));
            await WaitForAsync(async () =>
            {
                await Task.Yield();
                return told.Lines.Any(line => line.Contains("could not be written", StringComparison.Ordinal));
            });
            folder.OperationsUntilCut = -1;
        }

        Assert.Contains(folder.List(), name => name.EndsWith(".snapshot", StringComparison.Ordinal));
    }

    /// <summary>References to states that keep none of them.</summary>
    private static WeakReference[] ReferencesTo(EventStream stream, int partitions)
    {
        StreamSnapshot state = stream.Capture();
        return [.. Enumerable.Range(0, partitions).Select(at => new WeakReference(state.StateOf<Words>("words", (ulong)at)))];
    }

    private static int Cold(EventStream stream) =>
        stream.Capture().ModuleSnapshots.Single(module => module.Name == "words").States.Values.Count(state => state is ColdState);

    private static Task<EventStream> OpenAsync(
        MemoryEventLog log, MemoryFolder folder, TimeProvider clock, IProgress<ReplayProgress>? progress = null) =>
        EventStream.OpenAsync(Options(log, folder, clock, 1_000_000, progress));

    private static EventStreamOptions Options(
        MemoryEventLog log, MemoryFolder folder, TimeProvider clock, long snapshotEvents, IProgress<ReplayProgress>? progress = null) => new()
        {
            Log = log,
            Modules = [new Ballot(), Lambda.Listener("words")],
            TimeProvider = clock,
            SnapshotFolder = folder,
            SnapshotEvents = snapshotEvents,
            ColdAfterEvents = 1_000,
            ColdAfter = TimeSpan.Zero,
            ReplayProgress = progress,
        };

    private static async Task CheckAsync(EventStream stream, MemoryEventLog log)
    {
        StreamSnapshot live = stream.Capture();
        StreamSnapshot replayed = await StreamReplay.RunAsync(log, [new Ballot(), Lambda.Listener("words")], live.Sequence);
        Assert.Equal(StateReport.Digest(replayed).Hash, StateReport.Digest(live).Hash);
        Assert.Equal(StateReport.Write(replayed), StateReport.Write(live));
    }

    private static async Task WaitForAsync(Func<Task<bool>> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await condition())
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "it did not come about in time");
    }

    private sealed class Told(Action<ReplayProgress> tell) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => tell(value);
    }
}
