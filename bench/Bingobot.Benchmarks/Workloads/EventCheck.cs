using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Scoring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>What is checked, untimed, after events were published and their store was closed.</summary>
internal static class EventCheck
{
    /// <summary>How many are published at once where no time is taken.</summary>
    private const int FillEvents = 16 * 1024;

    /// <summary>
    /// Reads all events again and compares them; the state that publishers saw, and the state that replay gives, must be what
    /// follows from the events in the order in which they are stored.
    /// </summary>
    /// <exception cref="WrongContentException">Something is not as it must be.</exception>
    public static BoardModel Run(
        IEventContender contender, string directory, ScoredEvents events, long[] acknowledged, Func<ulong, Board> live)
    {
        using IRecordedEvents recorded = contender.OpenRecorded(directory, events);
        var stored = new StoredEvents(events, acknowledged, acknowledged.Length);
        recorded.Visit(stored.Take);
        stored.MustBeAll();
        stored.Model.MustEqual(live, "State while publishing");
        stored.Model.MustEqual(recorded.Replay(), "State after replay");
        return stored.Model;
    }

    /// <summary>The state of all partitions, kept after the store is closed.</summary>
    public static Func<ulong, Board> Keep(IEventStore store)
    {
        Dictionary<ulong, Board> boards = [];
        for (ulong partition = 1; partition <= ScoredEvents.Partitions; partition++)
            boards[partition] = store.BoardOf(partition);
        return partition => boards[partition];
    }

    /// <summary>Publishes events [0, count) into a new store, closes it, and checks it.</summary>
    public static BoardModel Fill(IEventContender contender, string directory, ScoredEvents events, int count)
    {
        long[] sequences = new long[count];
        Func<ulong, Board> live;
        using (IEventStore store = contender.Create(directory, events))
        {
            for (int first = 0; first < count; first += FillEvents)
                store.PublishAll(first, new ArraySegment<long>(sequences, first, Math.Min(FillEvents, count - first)))();
            live = Keep(store);
        }

        return Run(contender, directory, events, sequences, live);
    }
}
