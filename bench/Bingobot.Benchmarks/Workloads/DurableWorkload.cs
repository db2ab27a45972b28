using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>W2, one writer: batches of documents, each flushed before the next begins.</summary>
internal sealed class DurableWorkload : IWorkload
{
    private static readonly (int Batch, int Flushes)[] Batches = [(1, 2_000), (64, 1_000), (1_024, 100)];

    public IEnumerable<WorkloadCase> Cases(Sizes sizes) =>
        from bytes in Sizes.DocumentBytes
        from batch in Batches
        let flushes = sizes.Flushes(batch.Flushes)
        select WorkloadCase.Of(
            "W2", $"durable, batch {batch.Batch:N0}, {flushes:N0} flushes", bytes, Unit.DocumentsPerSecond,
            Participants.LogsAndDurableFiles(),
            (contender, scratch) => new Cell(contender, scratch, new Documents(bytes), batch.Batch, flushes));

    private sealed class Cell(IContender contender, Scratch scratch, Documents documents, int batch, long flushes) : ICell
    {
        public Sample Run()
        {
            string directory = scratch.NewDirectory(contender.Name);
            Sample sample;
            using (IDocumentLog log = contender.Open(directory, new OpenOptions(documents.Size, Use.DurableBatches)))
            {
                long warm = Math.Max(1, flushes / 10);
                AppendDurably(log, 0, warm);
                sample = Sample.Of(batch * flushes, () => AppendDurably(log, warm * batch, flushes));
                Reading check = Reading.Up(documents, everyByte: true);
                log.Replay(check);
                check.MustHave((warm + flushes) * batch, "Replay after durable appends");
            }

            Scratch.Remove(directory);
            return sample;
        }

        public void Dispose()
        {
        }

        private void AppendDurably(IDocumentLog log, long first, long batches)
        {
            for (long i = 0; i < batches; i++)
            {
                log.Append(documents, first + (i * batch), batch);
                log.Flush();
            }
        }
    }
}
