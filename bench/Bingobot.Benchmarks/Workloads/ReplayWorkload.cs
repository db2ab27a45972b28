using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>
/// W5: reads every document, the least recent first, from a store that was closed and opened, in the page cache; checksums
/// verified where there are any.
/// </summary>
internal sealed class ReplayWorkload : IWorkload
{
    public IEnumerable<WorkloadCase> Cases(Sizes sizes) =>
        from bytes in Sizes.DocumentBytes
        let count = sizes.Bulk(bytes)
        select WorkloadCase.Of(
            "W5", $"replay {count:N0} documents, verified", bytes, Unit.DocumentsPerSecond, Participants.LogsAndFile(),
            (contender, scratch) => new Cell(contender, scratch, new Documents(bytes), count));

    private sealed class Cell : ICell
    {
        private readonly Documents _documents;
        private readonly long _count;
        private readonly string _directory;
        private readonly IDocumentLog _log;

        public Cell(IContender contender, Scratch scratch, Documents documents, long count)
        {
            (_documents, _count) = (documents, count);
            _directory = scratch.NewDirectory(contender.Name);
            var options = new OpenOptions(documents.Size, Use.Bulk);
            using (IDocumentLog writer = contender.Open(_directory, options))
            {
                writer.Append(documents, 0, count);
                writer.Flush();
            }

            _log = contender.Open(_directory, options);
            Reading check = Reading.Up(documents, everyByte: true);
            _log.Replay(check);
            check.MustHave(count, "The first replay");
        }

        public Sample Run()
        {
            Reading reading = Reading.Up(_documents, everyByte: false);
            Sample sample = Sample.Of(_count, () => _log.Replay(reading));
            reading.MustHave(_count, "Replay");
            return sample;
        }

        public void Dispose()
        {
            _log.Dispose();
            Scratch.Remove(_directory);
        }
    }
}
