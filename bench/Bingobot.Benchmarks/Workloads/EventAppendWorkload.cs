using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Limits;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Scoring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>E1: publishes events without waiting for one; all are awaited at the end.</summary>
internal sealed class EventAppendWorkload(IReadOnlyList<IEventContender> contenders) : IWorkload
{
    public IEnumerable<WorkloadCase> Cases(Sizes sizes) =>
        from bytes in Sizes.JsonBytes
        let count = (int)sizes.UnawaitedEvents(bytes)
        select WorkloadCase.Of<IParticipant>(
            "E1", $"append and apply {count:N0} events, awaited at the end", bytes, Unit.EventsPerSecond,
            [.. contenders, new FileLimit()],
            (participant, scratch) => participant is IEventContender contender
                ? new Cell(contender, scratch, new ScoredEvents(bytes), count)
                : new EventFileCell((FileLimit)participant, scratch, new ScoredEvents(bytes), count, batches: 1, Use.Bulk)) with
        {
            Own = EventStreamContender.RowName,
        };

    private sealed class Cell(IEventContender contender, Scratch scratch, ScoredEvents events, int count) : ICell
    {
        public Sample Run()
        {
            string directory = scratch.NewDirectory(contender.Name);
            long[] sequences = new long[count];
            Sample sample;
            Func<ulong, Board> live;
            using (IEventStore store = contender.Create(directory, events))
            {
                sample = Sample.Of(count, store.PublishAll(0, sequences));
                live = EventCheck.Keep(store);
            }

            EventCheck.Run(contender, directory, events, sequences, live);
            Scratch.Remove(directory);
            return sample;
        }

        public void Dispose()
        {
        }
    }
}
