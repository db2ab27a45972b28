using Bingobot.Benchmarks.Cli;
using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Scoring;
using Bingobot.Events;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>
/// E4: opens a stream with more and more events until it takes the first one, after it was closed in good order and after its process
/// was killed.
/// </summary>
internal sealed class StartupWorkload : IWorkload
{
    /// <summary>The workload's name.</summary>
    public const string Name = "E4";

    private const int JsonBytes = 100;

    private static readonly long[] Counts = [10_000, 100_000, 1_000_000, 10_000_000];
    private static readonly bool[] Endings = [false, true];

    /// <summary>The streams that the rows' streams are copies of, each with the state that it must come to.</summary>
    private readonly Dictionary<long, (string Directory, BoardModel Model, long LastSequence)> _built = [];

    public IEnumerable<WorkloadCase> Cases(Sizes sizes) =>
        from count in Counts.Select(sizes.StartedEvents).Distinct()
        let starters = (from mode in StartMode.All from killed in Endings select new Starter(mode, killed)).ToArray()
        select WorkloadCase.Of(
            Name, $"start with {count:N0} events", JsonBytes, Unit.Milliseconds, starters,
            (starter, scratch) => Prepare(starter, scratch, new ScoredEvents(JsonBytes), count)) with
        {
            Own = starters[0].Name,
            Count = count,
        };

    private Cell Prepare(Starter starter, Scratch scratch, ScoredEvents events, long count)
    {
        if (!_built.TryGetValue(count, out (string Directory, BoardModel Model, long LastSequence) built))
            _built.Add(count, built = Build(scratch, events, count));
        string directory = scratch.NewDirectory(starter.Name);
        Copy(EventStreamContender.LogIn(built.Directory), EventStreamContender.LogIn(directory));
        return new Cell(starter, directory, events, count, built.Model.Copy(), built.LastSequence);
    }

    private static (string Directory, BoardModel Model, long LastSequence) Build(Scratch scratch, ScoredEvents events, long count)
    {
        const int AtOnce = 16 * 1024;
        string directory = scratch.NewDirectory("events");
        var model = new BoardModel(events);
        long[] sequences = new long[AtOnce];
        using IEventStore store = new EventStreamContender().Create(directory, events);
        for (long first = 0; first < count; first += AtOnce)
        {
            int some = (int)Math.Min(AtOnce, count - first);
            store.PublishAll((int)first, new ArraySegment<long>(sequences, 0, some))();
            for (int i = 0; i < some; i++)
                model.Take(first + i, sequences[i]);
        }

        return (directory, model, sequences[(count - 1) % AtOnce]);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    /// <summary>A row: a way to start, after one of the ways to end.</summary>
    private sealed class Starter(StartMode mode, bool killed) : IParticipant
    {
        public string Name => $"{mode.Name}, after {(killed ? "kill -9" : "close")}";

        public bool IsLimit => false;

        public bool IsDurable => true;

        public StartMode Mode => mode;

        public bool Killed => killed;
    }

    /// <summary>A stream that is opened and closed again and again; each opening records one event of the runtime.</summary>
    private sealed class Cell : ICell
    {
        private readonly Starter _starter;
        private readonly string _directory;
        private readonly ScoredEvents _events;
        private readonly BoardModel _model;
        private long _count;
        private long _lastSequence;

        public Cell(Starter starter, string directory, ScoredEvents events, long count, BoardModel model, long lastSequence)
        {
            (_starter, _directory, _events, _count, _model, _lastSequence) = (starter, directory, events, count, model, lastSequence);

            // What a way to start needs, it makes in a life before: that is not the start that is measured.
            Close(_starter.Mode.Open(directory));
        }

        public Sample Run()
        {
            long acknowledged = _starter.Killed ? KilledPublisher.PublishAndDie(_starter.Mode, _directory, JsonBytes, _count) : _count;
            EventStream? stream = null;
            StreamSnapshot state;
            Sample sample;
            try
            {
                sample = Sample.Of(1, () => stream = _starter.Mode.Open(_directory));
                state = stream!.Capture();
            }
            finally
            {
                if (stream is not null)
                    Close(stream);
            }

            TakeNew(acknowledged);
            _model.MustEqual(partition => EventStreamContender.BoardOf(state, partition), "State after the start");
            return sample;
        }

        public void Dispose() => Scratch.Remove(_directory);

        private static void Close(EventStream stream) => stream.DisposeAsync().AsTask().GetAwaiter().GetResult();

        /// <summary>Reads what the killed process has published: all that was acknowledged is there, and nothing wrong follows it.</summary>
        private void TakeNew(long acknowledged)
        {
            IEventLog log = DocumentLog.OpenReadOnly(EventStreamContender.LogIn(_directory));
            try
            {
                log.Visit(_lastSequence + 1, (in EventView e) =>
                {
                    if (e.TypeUtf8.SequenceEqual("Scored"u8))
                        Take(e);
                    return true;
                });
            }
            finally
            {
                log.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }

            if (_count < acknowledged || (!_starter.Killed && _count != acknowledged))
                throw new WrongContentException($"{acknowledged} events were acknowledged, {_count} are there.");
        }

        private void Take(in EventView e)
        {
            if (e.Partition != ScoredEvents.PartitionOf(_count) || !e.Data.SequenceEqual(ScoredEvents.JsonOf(_events.At(_count))))
                throw new WrongContentException($"The stored event {e.Sequence} is not the event {_count}.");
            _model.Take(_count++, e.Sequence);
            _lastSequence = e.Sequence;
        }
    }
}
