using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>W7: reads the newest 1,000 documents right after opening.</summary>
internal sealed class NewestWorkload : IWorkload
{
    private const int StoreDocuments = 1_000_000;
    private const int Newest = 1_000;

    public IEnumerable<WorkloadCase> Cases(Sizes sizes) =>
        from bytes in Sizes.DocumentBytes
        let count = sizes.Opened(StoreDocuments, bytes)
        select WorkloadCase.Of(
            "W7", $"the newest {Newest:N0} of {count:N0} documents, right after opening", bytes, Unit.Milliseconds,
            Participants.Stacks(),
            (contender, scratch) => new Cell(contender, scratch, new Documents(bytes), count));

    private sealed class Cell : ICell
    {
        private readonly IContender _contender;
        private readonly Documents _documents;
        private readonly long _count;
        private readonly string _directory;
        private readonly OpenOptions _options;

        public Cell(IContender contender, Scratch scratch, Documents documents, long count)
        {
            (_contender, _documents, _count) = (contender, documents, count);
            _directory = scratch.NewDirectory(contender.Name);
            _options = new OpenOptions(documents.Size, Use.Bulk);
            using IDocumentLog log = contender.Open(_directory, _options);
            log.Append(documents, 0, count);
            log.Flush();
        }

        public Sample Run()
        {
            using var stack = (IDocumentStack)_contender.Open(_directory, _options);
            Reading newest = Reading.Down(_documents, _count - 1, everyByte: false);
            Sample sample = Sample.Of(1, () => stack.ReadNewest(Newest, newest));
            newest.MustHave(Newest, "The newest documents");
            Reading check = Reading.Down(_documents, _count - 1, everyByte: true);
            stack.ReadNewest(Newest, check);
            check.MustHave(Newest, "The newest documents, again");
            return sample;
        }

        public void Dispose() => Scratch.Remove(_directory);
    }
}
