using System.Diagnostics;
using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Limits;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Scoring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>
/// E2: publishers, each of which awaits the durability of its event before its next: as many events are in flight as there are
/// publishers.
/// </summary>
internal sealed class EventDurableWorkload(IReadOnlyList<IEventContender> contenders) : IWorkload
{
    private static readonly (int Publishers, int Each)[] InFlight = [(1, 2_000), (64, 1_000), (1_024, 200)];

    public IEnumerable<WorkloadCase> Cases(Sizes sizes) =>
        from bytes in Sizes.JsonBytes
        from inFlight in InFlight
        let each = (int)sizes.Flushes(inFlight.Each)
        let publishers = inFlight.Publishers
        select WorkloadCase.Of<IParticipant>(
            "E2", $"durable, {publishers:N0} in flight, {each:N0} events each", bytes, Unit.EventsPerSecond,
            [.. contenders, new DocumentEvents(new PlainFileLimit()), new FileLimit(), new FileLimit(growing: true)],
            (participant, scratch) => participant is IEventContender contender
                ? new Cell(contender, scratch, new ScoredEvents(bytes), publishers, each)
                : new EventFileCell(
                    (FileLimit)participant, scratch, new ScoredEvents(bytes), publishers, each, Use.DurableBatches)) with
        {
            Own = EventStreamContender.RowName,
        };

    private sealed class Cell(IEventContender contender, Scratch scratch, ScoredEvents events, int publishers, int each) : ICell
    {
        public Sample Run()
        {
            string directory = scratch.NewDirectory(contender.Name);
            int warm = Math.Max(1, each / 10);
            long[] sequences = new long[(warm + each) * publishers];
            var latencies = new LatencyRecorder(each * publishers);
            Sample sample;
            Func<ulong, Board> live;
            using (IEventStore store = contender.Create(directory, events))
            {
                Publish(store, sequences, 0, warm, latencies: null);
                sample = Sample.Of(publishers * each, () => Publish(store, sequences, warm, each, latencies));
                live = EventCheck.Keep(store);
            }

            EventCheck.Run(contender, directory, events, sequences, live);
            Scratch.Remove(directory);
            return sample with { Latency = latencies.Summarize() };
        }

        public void Dispose()
        {
        }

        private void Publish(IEventStore store, long[] sequences, int firstTurn, int turns, LatencyRecorder? latencies) =>
            Task.WhenAll(Enumerable.Range(0, publishers)
                .Select(publisher => Task.Run(() => PublishAsync(store, publisher, sequences, firstTurn, turns, latencies))))
                .GetAwaiter().GetResult();

        private async Task PublishAsync(
            IEventStore store, int publisher, long[] sequences, int firstTurn, int turns, LatencyRecorder? latencies)
        {
            for (int turn = 0; turn < turns; turn++)
            {
                int ordinal = ((firstTurn + turn) * publishers) + publisher;
                Scored e = events.At(ordinal);
                long start = Stopwatch.GetTimestamp();
                sequences[ordinal] = await store.PublishAsync(ScoredEvents.PartitionOf(ordinal), e);
                latencies?.Ended((turn * publishers) + publisher, start);
            }
        }
    }
}
