using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Storage;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>W3: pushes N, several times the cache, and pops them all again.</summary>
internal sealed class PushPopWorkload : IWorkload
{
    private const int DocumentsPerBulk = 4;
    private const int LeastDocuments = 4 * DocumentBufferOptions.DefaultCacheDocuments;

    public IEnumerable<WorkloadCase> Cases(Sizes sizes) =>
        from bytes in Sizes.DocumentBytes
        let count = Math.Max(sizes.Bulk(bytes) / DocumentsPerBulk, LeastDocuments)
        select WorkloadCase.Of(
            "W3", $"push {count:N0}, pop {count:N0}", bytes, Unit.OperationsPerSecond, Participants.Stacks(),
            (contender, scratch) => new Cell(contender, scratch, new Documents(bytes), count));

    private sealed class Cell(IContender contender, Scratch scratch, Documents documents, long count) : ICell
    {
        public Sample Run()
        {
            string directory = scratch.NewDirectory(contender.Name);
            Sample sample;
            using (var stack = (IDocumentStack)contender.Open(directory, new OpenOptions(documents.Size, Use.Bulk)))
            {
                Reading popped = Reading.Down(documents, count - 1, everyByte: false);
                sample = Sample.Of(2 * count, () =>
                {
                    stack.Append(documents, 0, count);
                    stack.Pop(count, popped);
                });
                popped.MustHave(count, "Popping");
                Reading empty = Reading.Up(documents, everyByte: true);
                stack.Replay(empty);
                empty.MustHave(0, "Replay after popping all");
            }

            Scratch.Remove(directory);
            return sample;
        }

        public void Dispose()
        {
        }
    }
}
