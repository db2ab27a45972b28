using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>W1: appends to a new store, one flush at the end.</summary>
internal sealed class AppendWorkload : IWorkload
{
    public IEnumerable<WorkloadCase> Cases(Sizes sizes) =>
        from bytes in Sizes.DocumentBytes
        let count = sizes.Bulk(bytes)
        select WorkloadCase.Of(
            "W1", $"append {count:N0} documents, one flush at the end", bytes, Unit.DocumentsPerSecond, Participants.LogsRingAndFile(),
            (contender, scratch) => new Cell(contender, scratch, new Documents(bytes), count));

    private sealed class Cell(IContender contender, Scratch scratch, Documents documents, long count) : ICell
    {
        public Sample Run()
        {
            string directory = scratch.NewDirectory(contender.Name);
            Sample sample;
            using (IDocumentLog log = contender.Open(directory, new OpenOptions(documents.Size, Use.Bulk)))
            {
                sample = Sample.Of(count, () =>
                {
                    log.Append(documents, 0, count);
                    log.Flush();
                });
                Reading check = Reading.Up(documents, everyByte: true);
                log.Replay(check);
                check.MustHave(count, "Replay after appending");
            }

            Scratch.Remove(directory);
            return sample;
        }

        public void Dispose()
        {
        }
    }
}
