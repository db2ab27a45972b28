using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Workloads;

namespace Bingobot.Benchmarks.Measuring;

/// <summary>Runs the contenders of a case in turns, round by round, each round beginning with another.</summary>
internal sealed class Runner(Scratch scratch, int rounds, Action<string> progress)
{
    public Table Run(WorkloadCase workload)
    {
        progress($"{workload.Workload} {workload.DocumentBytes} B: {workload.Variant}");
        List<Entrant> entrants = [.. workload.Contenders.Select(contender => new Entrant(contender, progress))];
        foreach (Entrant entrant in entrants)
            entrant.Try(() => entrant.Cell = workload.Prepare(entrant.Contender, scratch));
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
        return new Table(workload.Workload, workload.Variant, workload.DocumentBytes, workload.Unit, rows);
    }

    private sealed class Entrant(IContender contender, Action<string> progress)
    {
        private readonly List<Sample> _samples = [];
        private string? _failure;

        public IContender Contender => contender;

        public ICell? Cell { get; set; }

        public string? Remark { get; set; }

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
            return new Row(contender.Name, contender.IsLimit, contender.IsDurable, values, allocated, Remark, _failure);
        }

        private void Fail(Exception e)
        {
            _failure ??= $"{e.GetType().Name}: {e.Message}";
            progress($"{contender.Name} failed: {e}");
        }

        private static double ValueOf(Sample sample, Unit unit) => unit == Unit.Milliseconds
            ? sample.Elapsed.TotalMilliseconds
            : sample.Operations / sample.Elapsed.TotalSeconds;
    }
}
