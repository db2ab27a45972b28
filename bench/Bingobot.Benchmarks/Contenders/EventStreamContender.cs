using System.Diagnostics.CodeAnalysis;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Scoring;
using Bingobot.Events;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>Our own, with the options it has by default.</summary>
/// <param name="name">The row's name.</param>
/// <param name="replay">How it replays: by default on one core.</param>
internal sealed class EventStreamContender(
    string name = EventStreamContender.RowName, Func<IEventLog, Task<StreamSnapshot>>? replay = null) : IEventContender
{
    public const string RowName = "EventStream";

    private readonly Func<IEventLog, Task<StreamSnapshot>> _replay = replay ?? ReplayOnOneCore;

    /// <summary>The same, which replays on all cores.</summary>
    public static EventStreamContender OnAllCores { get; } = new(
        "EventStream, all cores", log => StreamReplay.ReplayAsync(log, [new BoardModule()], new StreamReplayOptions()));

    public string Name => name;

    public bool IsLimit => false;

    public bool IsDurable => true;

    public IEventStore Create(string directory, ScoredEvents events) => new Store(Open(directory), events);

    public IRecordedEvents OpenRecorded(string directory, ScoredEvents events) => new Recording(DocumentLog.OpenReadOnly(LogIn(directory)), _replay);

    /// <summary>Opens the stream in a folder, as a program does at its start.</summary>
    public static EventStream Open(string directory, bool snapshots = false)
    {
        var options = new EventStreamOptions
        {
            Log = DocumentLog.Open(LogIn(directory)),
            Modules = [new BoardModule()],
            SnapshotDirectory = snapshots ? Path.Combine(directory, "snapshots") : null,
        };
        return EventStream.OpenAsync(options).GetAwaiter().GetResult();
    }

    /// <summary>The folder of the log in the folder of the store.</summary>
    public static string LogIn(string directory) => Path.Combine(directory, "events");

    /// <summary>The state of a partition in a snapshot.</summary>
    public static Board BoardOf(StreamSnapshot snapshot, ulong partition) =>
        snapshot.StateOf<Board>(BoardModule.ModuleName, partition)
        ?? throw new WrongContentException($"The module {BoardModule.ModuleName} has no state of its type.");

    private sealed class Store(EventStream stream, ScoredEvents events) : IEventStore
    {
        public Action PublishAll(int first, ArraySegment<long> sequences)
        {
            var published = new ValueTask<long>[sequences.Count];
            return () => PublishAllAsync(first, published, sequences).GetAwaiter().GetResult();
        }

        public ValueTask<long> PublishAsync(ulong partition, Scored e) => stream.PublishAsync(partition, e);

        public Board BoardOf(ulong partition) => EventStreamContender.BoardOf(stream.Capture(), partition);

        public void Dispose() => stream.DisposeAsync().AsTask().GetAwaiter().GetResult();

        [SuppressMessage("Reliability", "CA2012", Justification = "Each is awaited once; a task for each would be measured too.")]
        private async Task PublishAllAsync(int first, ValueTask<long>[] published, ArraySegment<long> sequences)
        {
            for (int i = 0; i < published.Length; i++)
                published[i] = stream.PublishAsync(ScoredEvents.PartitionOf(first + i), events.At(first + i));
            for (int i = 0; i < published.Length; i++)
                sequences[i] = await published[i];
        }
    }

    private static Task<StreamSnapshot> ReplayOnOneCore(IEventLog log) =>
        StreamReplay.ReplayAsync(log, [new BoardModule()], new StreamReplayOptions { Workers = 1 });

    private sealed class Recording(IEventLog log, Func<IEventLog, Task<StreamSnapshot>> replay) : IRecordedEvents
    {
        public Func<ulong, Board> Replay()
        {
            StreamSnapshot snapshot = replay(log).GetAwaiter().GetResult();
            return partition => BoardOf(snapshot, partition);
        }

        public void Visit(EventAction action) => log.Visit(1, (in EventView e) =>
        {
            if (e.TypeUtf8.SequenceEqual("Scored"u8))
                action(e.Sequence, e.Partition, e.Data);
            return true;
        });

        public void Dispose() => log.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
