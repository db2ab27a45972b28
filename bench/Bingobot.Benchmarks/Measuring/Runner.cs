using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Workloads;

namespace Bingobot.Benchmarks.Measuring;

/// <summary>Runs the contenders of a case in turns, round by round, each round beginning with another.</summary>
internal sealed class Runner(Scratch scratch, int rounds, Action<string> progress)
{
    public Table Run(WorkloadCase workload)
    {
        progress($"{workload.Workload} {workload.DocumentBytes} B: {workload.Variant}");
        List<Entrant> entrants = [.. workload.Entries.Select(entry => new Entrant(entry, progress))];
        foreach (Entrant entrant in entrants)
            entrant.Try(() => entrant.Prepare(scratch));
        for (int round = -1; round < rounds; round++)
        {
            for (int turn = 0; turn < entrants.Count; turn++)
            {
                Entrant entrant = entrants[(turn + round + 1) % entrants.Count];
                entrant.Try(() => entrant.RunRound(counts: round >= 0));
            }
        }

        foreach (Entrant entrant in entrants)
        {
            entrant.Try(() => entrant.Remark = entrant.Cell?.Remark);
            entrant.Close();
        }

        Row[] rows = [.. entrants.Select(entrant => entrant.ToRow(workload.Unit))];
        return new Table(workload.Workload, workload.Variant, workload.DocumentBytes, workload.Unit, rows)
        {
            Own = workload.Own,
            Count = workload.Count,
        };
    }

    private sealed class Entrant(Entry entry, Action<string> progress)
    {
        private readonly List<Sample> _samples = [];
        private string? _failure;

        public ICell? Cell { get; private set; }

        public string? Remark { get; set; }

        public void Prepare(Scratch scratch) => Cell = entry.Prepare(scratch);

        /// <summary>A contender that fails is named with its failure; the others go on.</summary>
        public void Try(Action action)
        {
            if (_failure is not null)
                return;
            try
            {
                action();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Fail(e);
            }
        }

        /// <summary>Closes the store, also after a failure.</summary>
        public void Close()
        {
            try
            {
                Cell?.Dispose();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Fail(e);
            }
        }

        public void RunRound(bool counts)
        {
            Sample sample = Cell!.Run();
            if (counts)
                _samples.Add(sample);
        }

        public Row ToRow(Unit unit)
        {
            double[] values = [.. _samples.Select(sample => ValueOf(sample, unit))];
            double allocated = _samples.Count == 0
                ? 0
                : Row.MedianOf([.. _samples.Select(sample => (double)sample.AllocatedBytes / sample.Operations)]);
            IParticipant row = entry.Participant;
            return new Row(row.Name, row.IsLimit, row.IsDurable, values, allocated, Remark, _failure)
            {
                Latency = Latency.MedianOf([.. _samples.Select(sample => sample.Latency).OfType<Latency>()]),
                CpuMicroseconds = CpuOf(_samples),
                Use = ProcessUse.MedianOf([.. _samples.Select(sample => sample.Use).OfType<ProcessUse>()]),
            };
        }

        private void Fail(Exception e)
        {
            _failure ??= $"{e.GetType().Name}: {e.Message}";
            progress($"{entry.Participant.Name} failed: {e}");
        }

        private static double? CpuOf(List<Sample> samples)
        {
            double[] each = [.. samples.Where(sample => sample.Cpu is not null).Select(sample => sample.Cpu!.Value.TotalMicroseconds / sample.Operations)];
            return each.Length == 0 ? null : Row.MedianOf(each);
        }

        private static double ValueOf(Sample sample, Unit unit) => unit switch
        {
            Unit.Milliseconds => sample.Elapsed.TotalMilliseconds,
            Unit.BytesPerGuild => (double)sample.HeldBytes / sample.Operations,
            _ => sample.Operations / sample.Elapsed.TotalSeconds,
        };
    }
}
