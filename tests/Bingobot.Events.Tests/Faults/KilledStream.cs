using System.Diagnostics;
using System.Globalization;
using Bingobot.Faults.Events;
using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Faults;

/// <summary>One stream in a folder that lives through runs of a worker, and what must be true of it after each of them.</summary>
internal sealed class KilledStream : IDisposable
{
    public static readonly FaultsProgram Program =
        new(typeof(Happenings).Assembly, typeof(EventStream).Assembly, typeof(Bingobot.Storage.DocumentBuffer).Assembly);

    private const int KilledBySignal = 128 + 9;
    private readonly int _number;
    private readonly string _folder;
    private readonly string _events;
    private readonly OutsideServer _server;
    private readonly Random _random;
    private readonly SortedDictionary<long, string> _hashes = [];
    private int _run;

    /// <param name="number">Tells it from others, and decides what is left to chance.</param>
    /// <param name="folder">Where it is kept; created by the first run.</param>
    /// <param name="server">Takes its effects.</param>
    public KilledStream(int number, string folder, OutsideServer server)
    {
        _number = number;
        _folder = folder;
        _events = StreamWorkerOptions.EventsIn(folder);
        _server = server;
        _random = new Random(number);
        Outside = new Outside(number);
        Book = new Book(Outside);
        server.Add(number, Outside);
    }

    public Book Book { get; }

    public Outside Outside { get; }

    /// <summary>The segments of its log.</summary>
    public int Segments => Directory.GetFiles(_events, "*.events").Length;

    /// <summary>The files of its snapshots.</summary>
    public int Snapshots => Directory.GetFiles(StreamWorkerOptions.SnapshotsIn(_folder)).Length;

    /// <summary>Runs that were killed before the stream was open.</summary>
    public int KilledBeforeOpen { get; private set; }

    /// <summary>Runs that were killed while a compaction was under way.</summary>
    public int KilledWhileCompacting { get; private set; }

    /// <summary>Events that compactions dropped, as far as runs told.</summary>
    public long Dropped { get; private set; }

    public void Dispose()
    {
        _server.Remove(_number);
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A run that is killed at a moment that chance decides, while it opens as well as while it works.</summary>
    public void RunUntilKilled()
    {
        using Process process = Start(publishers: _random.Next(4) + 1, underWay: _random.Next(3) == 0 ? 1 : 16);
        using var deadline = new ProcessDeadline(process);
        bool early = _random.Next(4) == 0;
        int linesToSee = early ? 0 : _random.Next(_random.Next(4) == 0 ? 300 : 60);
        long moment = _random.Next(early ? 20_000 : 3_000);
        var lines = new List<string>();
        Assert.Equal(Lines.Opening, process.StandardOutput.ReadLine());
        while (lines.Count < linesToSee && process.StandardOutput.ReadLine() is { } line)
            lines.Add(line);
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalMicroseconds < moment;)
            Thread.SpinWait(20);
        process.Kill();
        Finish(process, deadline, lines, KilledBySignal);
        KilledBeforeOpen += lines.Count == 0 ? 1 : 0;
        KilledWhileCompacting += lines.FindLastIndex(line => line == Lines.Compacting) > lines.FindLastIndex(line => line.StartsWith(Lines.CompactedWord, StringComparison.Ordinal)) ? 1 : 0;
    }

    /// <summary>A run that is told to end in good order.</summary>
    public void RunUntilClosed()
    {
        using Process process = Start(publishers: 2, underWay: 8);
        using var deadline = new ProcessDeadline(process);
        var lines = new List<string>();
        Assert.Equal(Lines.Opening, process.StandardOutput.ReadLine());
        while (lines.Count < 20 && process.StandardOutput.ReadLine() is { } line)
            lines.Add(line);
        process.StandardInput.Close();
        Finish(process, deadline, lines, exitCode: 0);
        Assert.Equal(Lines.Closed, lines[^1]);
    }

    /// <summary>A run that publishes nothing, and ends when no timer is set and no effect pending.</summary>
    public void RunUntilSettled()
    {
        Outside.IsCalm = true;
        using Process process = Start(publishers: 0, underWay: 1);
        using var deadline = new ProcessDeadline(process);
        var lines = new List<string>();
        Assert.Equal(Lines.Opening, process.StandardOutput.ReadLine());
        Finish(process, deadline, lines, exitCode: 0);
        Assert.Equal(Lines.Closed, lines[^1]);
        Outside.IsCalm = false;
        Book.CheckSettled();
    }

    /// <summary>
    /// The whole log: every byte; every event as it was when it was first read, or rightly gone; the states that the runs told of, by a
    /// replay of all events that ever were; and the state that replay of what is left comes to.
    /// </summary>
    public void CheckAll()
    {
        foreach (SegmentReport segment in DocumentLog.Verify(_events))
            Assert.True(segment.IsSound, $"{segment.Segment}: {string.Join(", ", segment.Report.Faults)} {segment.StreamFault}");
        DocumentLog log = DocumentLog.OpenReadOnly(_events);
        try
        {
            Book.CheckUnchanged(log.Read(1), log.CompactedUpTo);
            using var all = new RememberedLog(Book.All);
            IReadOnlyList<StateDigest> replayed = StreamReplay.Digests(all, Happenings.Modules(), [.. _hashes.Keys.Append(Book.Last).Distinct()]);
            _hashes.TryAdd(Book.Last, replayed[^1].Hash);
            StateDigest? wrong = replayed.FirstOrDefault(digest => digest.Hash != _hashes[digest.Sequence]);
            StateDigest left = Assert.Single(StreamReplay.Digests(log, Happenings.Modules(), [Book.Last]));
            if (wrong is not null || left.Hash != replayed[^1].Hash)
                Assert.Fail($"run {_run}: the state at event {wrong?.Sequence ?? Book.Last} is another than the one that all events lead to; compacted is up to {log.CompactedUpTo}: {Difference(all, log)}");
            _hashes.Clear();
        }
        finally
        {
            Close(log);
        }
    }

    /// <summary>What differs now between the replay of all events and of those that are left.</summary>
    private static string Difference(IEventLog all, IEventLog left)
    {
        StreamSnapshot[] states = [.. new[] { all, left }.Select(log => StreamReplay.RunAsync(log, Happenings.Modules()).GetAwaiter().GetResult())];
        return string.Join(", ", StateDiff.Compare(states[0], states[1]).Take(20));
    }

    private static void Close(DocumentLog log) => log.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private Process Start(int publishers, int underWay)
    {
        _run++;
        Book.Begin(_run);
        var options = new StreamWorkerOptions
        {
            Folder = _folder,
            Url = _server.UrlOf(_number, _run),
            Seed = _number * 10_000 + _run,
            Publishers = publishers,
            UnderWay = underWay,
            SegmentBytes = _number % 4 == 0 ? DocumentLogOptions.DefaultSegmentBytes : DocumentLogOptions.LeastSegmentBytes,
            SnapshotEvents = _random.Next(4) == 0 ? 0 : 20 + _random.Next(300),
            HasUpkeep = _random.Next(4) != 0,
        };
        ProcessStartInfo start = Program.With(["stream", .. options.ToArguments()]);
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }

    private void Finish(Process process, ProcessDeadline deadline, List<string> lines, int exitCode)
    {
        lines.AddRange(process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        process.WaitForExit();
        Outside.Close(_run);
        Assert.False(deadline.HasPassed, $"run {_run}: the worker stood still: {string.Join(", ", lines.TakeLast(20))}");
        Assert.True(process.ExitCode == exitCode, $"run {_run}: exit code {process.ExitCode}: {string.Join(", ", lines.TakeLast(20))}");
        Cursor? before = Book.Cursor;
        foreach (string[] words in lines.Select(line => line.Split(' ')).Where(words => words[0] == Lines.CompactionWord))
            Book.NoteCompaction(Number(words[1]));
        Read();
        foreach (string line in lines)
            Check(line.Split(' '), before);
        Book.End();
    }

    /// <summary>Enters into the book what the run left.</summary>
    private void Read()
    {
        if (!Directory.Exists(_events) || !Directory.EnumerateFiles(_events).Any())
            return;
        DocumentLog log = DocumentLog.OpenReadOnly(_events);
        try
        {
            Assert.True(log.LastSequence >= Book.Last, $"run {_run}: the log ends with {log.LastSequence}, and ended with {Book.Last} before");
            foreach (Recorded e in log.Read(Book.Last + 1))
                Book.Add(e);
            Assert.Equal(log.LastSequence, Book.Last);
            if (log.CompactedUpTo > 0)
                Book.CheckUnchanged(log.Read(1), log.CompactedUpTo);
        }
        finally
        {
            Close(log);
        }
    }

    private void Check(string[] words, Cursor? before)
    {
        switch (words[0])
        {
            case Lines.OpenedWord:
                NoteHash(words);
                string cursor = $"{before?.Session ?? "none"} {before?.Position ?? 0}";
                Assert.True($"{words[3]} {words[4]}" == cursor, $"run {_run}: opened with the cursor {words[3]} {words[4]}; the log holds {cursor}");
                break;
            case Lines.AcknowledgedWord:
                Book.CheckAcknowledged(Number(words[1]), words[2], (ulong)Number(words[3]), words[4]);
                break;
            case Lines.IngestedWord:
                Book.CheckIngested(Number(words[1]), words[2], Number(words[3]));
                break;
            case Lines.KnownWord:
                Book.CheckKnown(words[1], Number(words[2]));
                break;
            case Lines.SettledWord or Lines.StateWord:
                NoteHash(words);
                break;
            case Lines.RetriedWord or Lines.DiscardedWord:
                Book.CheckLetter(words[1]);
                break;
            case Lines.CompactedWord:
                Dropped += Number(words[2]);
                break;
            case Lines.Compacting or Lines.CompactionWord:
                break;
            default:
                Assert.True(words[0] == Lines.Closed, $"run {_run}: {string.Join(' ', words)}");
                break;
        }
    }

    private void NoteHash(string[] words)
    {
        if (!_hashes.TryAdd(Number(words[1]), words[2]))
            Assert.Equal(_hashes[Number(words[1])], words[2]);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
