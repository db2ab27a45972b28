using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>W4: pushes and pops on top of a large stack, alternating or in runs.</summary>
internal sealed class BoundaryWorkload : IWorkload
{
    private const int StackDocuments = 1_000_000;
    private const int Pairs = 16 * RunDocuments;
    private const int RunDocuments = 16 * 1024;

    private static readonly int[] Runs = [1, RunDocuments];

    public IEnumerable<WorkloadCase> Cases(Sizes sizes) =>
        from bytes in Sizes.DocumentBytes
        let below = sizes.Opened(StackDocuments, bytes)
        from run in Runs
        let runs = Math.Max(2, sizes.Scaled(Pairs) / run)
        select WorkloadCase.Of(
            "W4",
            $"{(run == 1 ? "alternating push and pop" : $"runs of {run:N0} pushes and pops")} on {below:N0} documents",
            bytes, Unit.OperationsPerSecond, Participants.StacksAndRing(),
            (contender, scratch) => new Cell(contender, scratch, new Documents(bytes), below, run, runs));

    private sealed class Cell : ICell
    {
        private readonly IContender _contender;
        private readonly Scratch _scratch;
        private readonly Documents _documents;
        private readonly long _below;
        private readonly int _run;
        private readonly long _runs;
        private readonly string _directory;
        private readonly IDocumentStack _stack;

        public Cell(IContender contender, Scratch scratch, Documents documents, long below, int run, long runs)
        {
            (_contender, _scratch, _documents, _below, _run, _runs) = (contender, scratch, documents, below, run, runs);
            _directory = scratch.NewDirectory(contender.Name);
            _stack = (IDocumentStack)contender.Open(_directory, new OpenOptions(documents.Size, Use.Bulk));
            _stack.Append(documents, 0, below);
            _stack.Flush();
        }

        public string? Remark => _contender is DocumentBufferContender ? CountOperations() : null;

        public Sample Run()
        {
            Sample sample = Sample.Of(2 * _run * _runs, () => PushAndPop(_stack));
            if (_stack.Count != _below)
                throw new WrongContentException($"{_below} documents expected after the rounds, {_stack.Count} found.");
            return sample;
        }

        public void Dispose()
        {
            _stack.Flush();
            Reading check = new(_documents, _below - 1, step: -1, everyByte: true);
            int some = (int)Math.Min(_below, _run + 1_000);
            _stack.ReadNewest(some, check);
            check.MustHave(some, "The newest documents after the rounds");
            _stack.Dispose();
            Scratch.Remove(_directory);
        }

        private void PushAndPop(IDocumentStack stack)
        {
            if (_run == 1)
                Alternate(stack);
            else
                PushAndPopRuns(stack);
        }

        private void Alternate(IDocumentStack stack)
        {
            Reading popped = new(_documents, _below, step: 0, everyByte: false);
            for (long i = 0; i < _runs; i++)
            {
                stack.Append(_documents.At(_below));
                stack.Pop(1, popped);
            }

            popped.MustHave(_runs, "Popping");
        }

        private void PushAndPopRuns(IDocumentStack stack)
        {
            for (long i = 0; i < _runs; i++)
            {
                Reading popped = Reading.Down(_documents, _below + _run - 1, everyByte: false);
                stack.Append(_documents, _below, _run);
                stack.Pop(_run, popped);
                popped.MustHave(_run, "Popping");
            }
        }

        private string CountOperations()
        {
            string directory = _scratch.NewDirectory("counting");
            using (IDocumentStack stack = DocumentBufferContender.OpenCounting(directory, out CountingStore store))
            {
                stack.Append(_documents, 0, _below);
                stack.Flush();
                PushAndPop(stack);
                long before = store.Operations;
                PushAndPop(stack);
                long operations = store.Operations - before;
                return $"{operations:N0} store operations in {2 * _run * _runs:N0} pushes and pops";
            }
        }
    }
}
