using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>W2, 16 writers: each appends a document and awaits its durability before the next.</summary>
internal sealed class ManyWritersWorkload : IWorkload
{
    private const int Writers = 16;
    private const int DocumentsEach = 1_000;

    public IEnumerable<WorkloadCase> Cases(Sizes sizes) =>
        from bytes in Sizes.DocumentBytes
        let each = (int)sizes.Flushes(DocumentsEach)
        select WorkloadCase.Of(
            "W2", $"durable, {Writers} writers, {each:N0} documents each", bytes, Unit.DocumentsPerSecond,
            Participants.LogsAndDurableFiles(),
            (contender, scratch) => new Cell(contender, scratch, bytes, each));

    private sealed class Cell(IContender contender, Scratch scratch, int documentBytes, int each) : ICell
    {
        private readonly Documents[] _documents = [.. Enumerable.Range(0, Writers).Select(_ => new Documents(documentBytes))];

        public Sample Run()
        {
            string directory = scratch.NewDirectory(contender.Name);
            Sample sample;
            using (IDocumentLog log = contender.Open(directory, new OpenOptions(documentBytes, Use.DurableBatches)))
            {
                sample = Measure(log);
                Reading check = Reading.InAnyOrder(new Documents(documentBytes), Writers * each);
                log.Replay(check);
                check.MustHave(Writers * each, "Replay after 16 writers");
            }

            Scratch.Remove(directory);
            return sample;
        }

        public void Dispose()
        {
        }

        private Sample Measure(IDocumentLog log)
        {
            if (log is IConcurrentAppender own)
                return Sample.Of(Writers * each, () => RunWriters(own));
            using var group = new GroupCommit(log);
            return Sample.Of(Writers * each, () => RunWriters(group));
        }

        private void RunWriters(IConcurrentAppender appender) =>
            Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(appender, writer))))
                .GetAwaiter().GetResult();

        private async Task WriteAsync(IConcurrentAppender appender, int writer)
        {
            for (int i = 0; i < each; i++)
                await appender.AppendDurablyAsync(_documents[writer].MemoryAt((writer * (long)each) + i));
        }
    }
}
