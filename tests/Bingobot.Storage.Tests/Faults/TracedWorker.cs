using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Bingobot.Storage.Tests.Faults;

/// <summary>What a worker said while its system calls were traced, and the calls on its file.</summary>
internal sealed record TracedRun(IReadOnlyList<string> Lines, IReadOnlyList<string> Calls)
{
    public IReadOnlyList<string> Injected { get; } = [.. Calls.Where(TracedWorker.IsInjected)];

    /// <summary>The operation that was refused, if one was; closing, which is tried again, aside.</summary>
    public string? Refused => Lines.FirstOrDefault(line => line.StartsWith("refused", StringComparison.Ordinal) && line != RefusedClose);

    public string? RefusedClose => Lines.FirstOrDefault(line => line.StartsWith("refused Close", StringComparison.Ordinal));

    public bool IsClosed => Lines[^1].StartsWith("closed", StringComparison.Ordinal);

    /// <summary>The store failed, and the worker saw that everything throws from then on.</summary>
    public bool IsPoisoned => Lines[^1] is "poisoned" or "not opened";
}

/// <summary>A worker under strace, which makes its system calls fail.</summary>
internal sealed partial class TracedWorker(ITestOutputHelper output) : IDisposable
{
    public const int Steps = 60;
    public const int Seed = 11;
    private const string Unfinished = " <unfinished ...>";
    private const string Resumed = " resumed>";

    /// <summary>Of a thread that ended while strace still asked what it was about to call.</summary>
    private const string Unknown = " ???(";

    private const string Calls = "trace=pwrite64,pwritev,pread64,preadv,fsync,fdatasync,ftruncate,fallocate,sync_file_range";
    private readonly string _folder = Directory.CreateTempSubdirectory("faults-").FullName;

    public string FilePath => Path.Combine(_folder, "store.docs");

    private string Log => Path.Combine(_folder, "strace.log");

    public static bool IsInjected(string call) => call.EndsWith("(INJECTED)", StringComparison.Ordinal);

    /// <summary>Where a write or read was to start.</summary>
    public static long OffsetOf(string call) =>
        long.Parse(OffsetPattern().Match(call).Groups[1].Value, CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>
    /// Skips where strace is missing, which continuous integration counts as a failure. Where the machine forbids ptrace, which
    /// nothing can be installed against, says so.
    /// </summary>
    public bool IsPermitted()
    {
        Assert.SkipUnless(File.Exists(Worker.Strace), $"Needs {Worker.Strace} (Debian: apt-get install strace).");
        using var probe = Process.Start(new ProcessStartInfo(Worker.Strace, ["-f", "-qq", "-o", Log, "true"]) { RedirectStandardError = true })!;
        string reason = probe.StandardError.ReadToEnd();
        probe.WaitForExit();
        if (probe.ExitCode != 0)
            output.WriteLine($"NOT TESTED: this machine does not permit ptrace: {reason}");
        return probe.ExitCode == 0;
    }

    /// <summary>A closed store with documents; with room behind them, nothing that is written makes the file longer.</summary>
    public WorkerState MakeStore(bool hasRoom)
    {
        File.Delete(FilePath);
        using (DocumentBuffer buffer = DocumentBuffer.Open(FilePath))
        {
            for (int i = 0; i < 10; i++)
                buffer.Push(new byte[i * 10]);
        }

        if (hasRoom)
        {
            using FileStream file = File.OpenWrite(FilePath);
            file.SetLength(4 * 1024 * 1024);
        }

        return Worker.Look(FilePath);
    }

    /// <summary>Runs the worker with a fault, as strace's <c>inject</c> takes it; a wrapper may stand before the worker.</summary>
    public TracedRun Run(string? fault, string mode, int cache = 4, params string[] wrapper)
    {
        string[] inject = fault is null ? [] : ["-e", $"inject={fault}"];
        return Trace(FilePath, mode, cache, ["-P", FilePath, "-e", Calls, .. inject, .. wrapper]);
    }

    /// <summary>Runs the worker on any file, with what strace is to watch and to let fail.</summary>
    public TracedRun RunOn(string path, params string[] options) => Trace(path, Worker.Usual, cache: 4, options);

    public string FileIn(string name) => Path.Combine(_folder, name);

    private TracedRun Trace(string path, string mode, int cache, string[] options)
    {
        IReadOnlyList<string> lines = Worker.Run([Worker.Strace, "-f", "-qq", "-o", Log, .. options], path, Seed, Steps, cache, mode);
        return new TracedRun(lines, Joined(File.ReadLines(Log)));
    }

    /// <summary>Puts together the calls that strace tells in two lines, since another thread's came in between.</summary>
    private static List<string> Joined(IEnumerable<string> log)
    {
        var calls = new List<string>();
        var begun = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in log.Where(line => !line.Contains(Unknown, StringComparison.Ordinal)))
        {
            string thread = line.Split(' ', 2)[0];
            int rest = line.IndexOf(Resumed, StringComparison.Ordinal);
            if (line.EndsWith(Unfinished, StringComparison.Ordinal))
                begun[thread] = line[..^Unfinished.Length];
            else
                calls.Add(rest >= 0 && begun.Remove(thread, out string? beginning) ? beginning + line[(rest + Resumed.Length)..] : line);
        }

        return calls;
    }

    [GeneratedRegex(@", (\d+)\)\s+= -1 ")]
    private static partial Regex OffsetPattern();
}
