using Bingobot.Benchmarks.Cli;
using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Workloads;

/// <summary>W6: opens a large store until it is known where it ends, after it was closed and after its writer was killed.</summary>
internal sealed class OpenWorkload : IWorkload
{
    private static readonly long[] Counts = [1_000_000, 10_000_000];
    private static readonly bool[] Endings = [false, true];

    /// <summary>Stores that the rounds after close have left as they were, for the rounds after kill -9.</summary>
    private readonly Dictionary<(string Contender, int DocumentBytes, long Count), string> _built = [];

    public IEnumerable<WorkloadCase> Cases(Sizes sizes) =>
        from bytes in Sizes.DocumentBytes
        from count in Counts.Select(count => sizes.Opened(count, bytes)).Distinct()
        from killed in Endings
        select WorkloadCase.Of(
            "W6", $"open {count:N0} documents after {(killed ? "kill -9" : "close")}", bytes, Unit.Milliseconds,
            Participants.StoresOnly(),
            (contender, scratch) =>
                new Cell(contender, DirectoryFor(contender, scratch, bytes, count), new Documents(bytes), count, killed));

    private string DirectoryFor(IContender contender, Scratch scratch, int documentBytes, long count)
    {
        if (_built.Remove((contender.Name, documentBytes, count), out string? directory))
            return directory;
        directory = scratch.NewDirectory(contender.Name);
        using (IDocumentLog log = contender.Open(directory, new OpenOptions(documentBytes, Use.Bulk)))
        {
            log.Append(new Documents(documentBytes), 0, count);
            log.Flush();
        }

        _built.Add((contender.Name, documentBytes, count), directory);
        return directory;
    }

    private sealed class Cell : ICell
    {
        private readonly IContender _contender;
        private readonly Documents _documents;
        private readonly bool _killed;
        private readonly string _directory;
        private readonly OpenOptions _options;
        private long _count;

        public Cell(IContender contender, string directory, Documents documents, long count, bool killed)
        {
            (_contender, _directory, _documents, _count, _killed) = (contender, directory, documents, count, killed);
            _options = new OpenOptions(documents.Size, Use.Bulk);
        }

        public Sample Run()
        {
            long acknowledged = _killed ? KilledWriter.WriteAndDie(_contender, _directory, _documents.Size, _count) : _count;
            IDocumentLog? log = null;
            Sample sample = Sample.Of(1, () =>
            {
                log = _contender.Open(_directory, _options);
                _ = (log as IDocumentStack)?.Count;
            });
            using (log)
                _count = Check(log!, acknowledged);
            return sample;
        }

        public void Dispose()
        {
            if (_killed)
                Scratch.Remove(_directory);
        }

        /// <summary>All that was acknowledged is there, and nothing wrong follows it.</summary>
        private long Check(IDocumentLog log, long acknowledged)
        {
            long found;
            if (log is IDocumentStack stack)
            {
                found = stack.Count;
                Reading newest = Reading.Down(_documents, found - 1, everyByte: true);
                int some = (int)Math.Min(found, 2_000);
                stack.ReadNewest(some, newest);
                newest.MustHave(some, "The newest documents after opening");
            }
            else
            {
                Reading all = Reading.Up(_documents, everyByte: true);
                log.Replay(all);
                found = all.Count;
            }

            if (found < acknowledged || (_contender.IsDurable && !_killed && found != acknowledged))
                throw new WrongContentException($"{acknowledged} documents were acknowledged, {found} are there.");
            return found;
        }
    }
}
