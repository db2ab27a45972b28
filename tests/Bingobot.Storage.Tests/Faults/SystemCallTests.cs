using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Bingobot.Storage.Tests.Faults;

/// <summary>
/// The real file store under system calls that fail, by strace's injection. Where strace is missing they are skipped, which
/// continuous integration counts as a failure; where the machine forbids ptrace, which nothing can be installed against, they
/// say so in their output and pass.
/// </summary>
public sealed partial class SystemCallTests(ITestOutputHelper output) : IDisposable
{
    private const int Steps = 60;
    private const int Cache = 4;
    private const int Seed = 11;
    private const int DocumentsOffset = 16 * 1024;
    private readonly string _folder = Directory.CreateTempSubdirectory("faults-").FullName;

    private string FilePath => Path.Combine(_folder, "store.docs");

    private string Log => Path.Combine(_folder, "strace.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("fdatasync", true)]
    [InlineData("fsync", false)]
    public void Barrier_FailsWithEio_PoisonsAndRecoversWhatWasAcknowledged(string call, bool hasRoom)
    {
        if (!IsPermitted())
            return;
        int failures = 0;
        for (int n = 1; n <= 12; n++)
        {
            MakeStore(hasRoom);
            var before = Worker.Look(FilePath);
            IReadOnlyList<string> lines = Worker.Run(Inject($"{call}:error=EIO:when={n}"), FilePath, Seed, Steps, Cache);
            string[] calls = File.ReadAllLines(Log);
            Worker.Check(FilePath, Seed, before, Worker.Acknowledged(lines), Steps);
            if (!calls.Any(IsInjected))
                continue;
            failures++;
            Assert.Contains(lines[^1], (string[])["poisoned", "not opened"]);
            Assert.True(IsInjected(calls[^1]), $"After the {n}th {call} failed came: {calls[^1]}");
        }

        output.WriteLine($"{failures} failed barriers");
        Assert.True(failures >= 1);
    }

    [Fact]
    public void Write_FailsWithEnospc_ChangesNothingOrPoisons()
    {
        if (!IsPermitted())
            return;
        int refused = 0;
        int poisoned = 0;
        for (int n = 1; n <= 24; n++)
        {
            MakeStore(hasRoom: false);
            var before = Worker.Look(FilePath);
            IReadOnlyList<string> lines = Worker.Run(Inject($"pwrite64:error=ENOSPC:when={n}"), FilePath, Seed, Steps, Cache);
            string failed = File.ReadLines(Log).First(IsInjected);
            if (OffsetOf(failed) >= DocumentsOffset)
            {
                refused++;
                Assert.StartsWith("refused", lines[^2], StringComparison.Ordinal);
                Assert.StartsWith("closed", lines[^1], StringComparison.Ordinal);
                Assert.Equal(1, Worker.Look(FilePath).Depth);
                using var store = new FileStore(FilePath, readOnly: true);
                Assert.Empty(DocumentBuffer.Verify(store).Faults);
            }
            else
            {
                poisoned++;
                Assert.Contains(lines[^1], (string[])["poisoned", "not opened"]);
                Worker.Check(FilePath, Seed, before, Worker.Acknowledged(lines), Steps);
            }
        }

        output.WriteLine($"{refused} writes of documents refused, {poisoned} of slots poisoned");
        Assert.True(refused > 0 && poisoned > 0);
    }

    [Theory]
    [InlineData("pwrite64:error=EINTR:when=1+3")]
    [InlineData("pread64:error=EINTR:when=1+2")]
    public void Call_InterruptedBySignals_IsMadeAgain(string fault)
    {
        if (!IsPermitted())
            return;
        MakeStore(hasRoom: false);
        var before = Worker.Look(FilePath);
        IReadOnlyList<string> lines = Worker.Run(Inject(fault), FilePath, Seed, Steps, Cache);
        Assert.StartsWith("closed", lines[^1], StringComparison.Ordinal);
        Assert.True(File.ReadLines(Log).Count(IsInjected) > 1);
        Worker.Check(FilePath, Seed, before, Worker.Acknowledged(lines), Steps);
    }

    /// <summary>A write that stores a part of what it was given, as on a disk that fills up: the limit of a file's length.</summary>
    [Fact]
    public void Write_StopsInTheMiddle_ChangesNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs limits on the length of files.");
        // The runtime doubles the mapping of its code through a file, which the limit forbids as well.
        const string SingleMapping = "DOTNET_EnableWriteXorExecute=0";
        const int BlocksOfALimit = 512;
        int refused = 0;
        for (int blocks = 36; blocks <= 44; blocks++)
        {
            MakeStore(hasRoom: false);
            string limited = $"trap '' XFSZ; ulimit -f {blocks}; exec env {SingleMapping} \"$@\"";
            IReadOnlyList<string> lines = Worker.Run(["/bin/sh", "-c", limited, "sh"], FilePath, Seed, Steps, Cache);
            Assert.True(new FileInfo(FilePath).Length <= blocks * BlocksOfALimit);
            refused += lines[^2].StartsWith("refused", StringComparison.Ordinal) ? 1 : 0;
            Assert.StartsWith("closed", lines[^1], StringComparison.Ordinal);
            using var store = new FileStore(FilePath, readOnly: true);
            Assert.Empty(DocumentBuffer.Verify(store).Faults);
        }

        output.WriteLine($"{refused} writes refused");
        Assert.True(refused > 0);
    }

    private bool IsPermitted()
    {
        Assert.SkipUnless(File.Exists(Worker.Strace), $"Needs {Worker.Strace} (Debian: apt-get install strace).");
        using var probe = Process.Start(new ProcessStartInfo(Worker.Strace, ["-f", "-qq", "-o", Log, "true"]) { RedirectStandardError = true })!;
        string reason = probe.StandardError.ReadToEnd();
        probe.WaitForExit();
        if (probe.ExitCode != 0)
            output.WriteLine($"NOT TESTED: this machine does not permit ptrace: {reason}");
        return probe.ExitCode == 0;
    }

    private string[] Inject(string fault) =>
        [Worker.Strace, "-f", "-qq", "-o", Log, "-P", FilePath, "-e", "trace=pwrite64,pread64,fsync,fdatasync", "-e", $"inject={fault}"];

    /// <summary>A closed store with documents; with room behind them, nothing that is written makes the file longer.</summary>
    private void MakeStore(bool hasRoom)
    {
        File.Delete(FilePath);
        using (DocumentBuffer buffer = DocumentBuffer.Open(FilePath))
        {
            for (int i = 0; i < 10; i++)
                buffer.Push(new byte[i * 10]);
        }

        if (!hasRoom)
            return;
        using FileStream file = File.OpenWrite(FilePath);
        file.SetLength(4 * 1024 * 1024);
    }

    private static bool IsInjected(string call) => call.EndsWith("(INJECTED)", StringComparison.Ordinal);

    private static long OffsetOf(string pwrite) =>
        long.Parse(OffsetPattern().Match(pwrite).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@", (\d+)\)\s+= -1 ")]
    private static partial Regex OffsetPattern();
}
