using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Limits;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Scoring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>
/// E3: reads every event of a store that was closed and opened, in the page cache: through JSON and Apply into state, and where it
/// lies.
/// </summary>
/// <param name="readers">Who takes part where JSON is not read.</param>
/// <param name="replayers">Who takes part where events are applied.</param>
internal sealed class EventReplayWorkload(
    IReadOnlyList<IEventContender> readers, IReadOnlyList<IEventContender> replayers) : IWorkload
{
    public IEnumerable<WorkloadCase> Cases(Sizes sizes) =>
        from bytes in Sizes.JsonBytes
        let count = (int)sizes.BulkEvents(bytes)
        from workload in new[] { Replay(bytes, count), Read(bytes, count) }
        select workload with { Own = EventStreamContender.RowName };

    private WorkloadCase Replay(int bytes, int count) => WorkloadCase.Of<IParticipant>(
        "E3", $"replay {count:N0} events through JSON and Apply", bytes, Unit.EventsPerSecond, [.. replayers, new JsonLimit()],
        (participant, scratch) => participant is IEventContender contender
            ? new ReplayCell(contender, scratch, new ScoredEvents(bytes), count)
            : JsonLimit.Prepare(new ScoredEvents(bytes), count));

    private WorkloadCase Read(int bytes, int count) => WorkloadCase.Of<IParticipant>(
        "E3", $"read {count:N0} events, no JSON", bytes, Unit.EventsPerSecond, [.. readers, new FileLimit()],
        (participant, scratch) => participant is IEventContender contender
            ? new ReadCell(contender, scratch, new ScoredEvents(bytes), count)
            : new FileCell((FileLimit)participant, scratch, new ScoredEvents(bytes), count));

    /// <summary>A filled store, opened again.</summary>
    private abstract class Cell : ICell
    {
        private readonly string _directory;
        private readonly List<double> _cores = [];

        protected Cell(IEventContender contender, Scratch scratch, ScoredEvents events, int count)
        {
            Count = count;
            _directory = scratch.NewDirectory(contender.Name);
            Model = EventCheck.Fill(contender, _directory, events, count);
            Recorded = contender.OpenRecorded(_directory, events);
        }

        /// <summary>How many cores were busy: what "on one core" is to be held against.</summary>
        public string Remark => FormattableString.Invariant($"{Row.MedianOf(_cores):0.00} cores busy");

        protected int Count { get; }

        protected BoardModel Model { get; }

        protected IRecordedEvents Recorded { get; }

        public abstract Sample Run();

        public void Dispose()
        {
            Recorded.Dispose();
            Scratch.Remove(_directory);
        }

        protected Sample Measure(Action action)
        {
            TimeSpan busy = TimeSpan.Zero;
            Sample sample = Sample.Of(Count, () =>
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                action();
                busy = Environment.CpuUsage.TotalTime - before;
            });
            _cores.Add(busy / sample.Elapsed);
            return sample;
        }
    }

    private sealed class ReplayCell(IEventContender contender, Scratch scratch, ScoredEvents events, int count)
        : Cell(contender, scratch, events, count)
    {
        public override Sample Run()
        {
            Func<ulong, Board>? boards = null;
            Sample sample = Measure(() => boards = Recorded.Replay());
            Model.MustEqual(boards!, "State after replay");
            return sample;
        }
    }

    private sealed class ReadCell(IEventContender contender, Scratch scratch, ScoredEvents events, int count)
        : Cell(contender, scratch, events, count)
    {
        private readonly ScoredEvents _events = events;

        public override Sample Run()
        {
            var look = new QuickLook(_events);
            Sample sample = Measure(() => Recorded.Visit(look.Take));
            look.MustHave(Count);
            return sample;
        }
    }

    /// <summary>The same bytes in a file, read 1 MiB at a time.</summary>
    private sealed class FileCell : ICell
    {
        private readonly int _count;
        private readonly string _directory;
        private readonly Documents _documents;
        private readonly IDocumentLog _log;

        public FileCell(FileLimit limit, Scratch scratch, ScoredEvents events, int count)
        {
            _count = count;
            _directory = scratch.NewDirectory(limit.Name);
            _documents = new Documents(EventFileCell.DocumentBytes(scratch, events));
            _log = limit.Open(_directory, new OpenOptions(_documents.Size, Use.Bulk));
            _log.Append(_documents, 0, count);
            _log.Flush();
            Reading check = Reading.Up(_documents, everyByte: true);
            _log.Replay(check);
            check.MustHave(count, "The first reading");
        }

        public Sample Run()
        {
            Reading reading = Reading.Up(_documents, everyByte: false);
            Sample sample = Sample.Of(_count, () => _log.Replay(reading));
            reading.MustHave(_count, "Reading");
            return sample;
        }

        public void Dispose()
        {
            _log.Dispose();
            Scratch.Remove(_directory);
        }
    }
}
