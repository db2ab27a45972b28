using System.Diagnostics;

namespace Bingobot.Storage.Tests.Faults;

/// <summary>
/// The real file store under system calls that fail, each kind at every place where it is made. Whatever fails: what was
/// acknowledged is there, and a failed operation changed nothing or the store said that it is poisoned.
/// </summary>
public sealed class SystemCallTests(ITestOutputHelper output) : IDisposable
{
    private const int MostCalls = 400;
    private const int DocumentsOffset = 16 * 1024;
    private readonly TracedWorker _worker = new(output);

    public void Dispose() => _worker.Dispose();

    [Theory]
    [InlineData("fdatasync", true, Worker.Usual)]
    [InlineData("fdatasync", true, Worker.Everything)]
    [InlineData("fsync", false, Worker.Usual)]
    [InlineData("fsync", false, Worker.Everything)]
    public void Barrier_FailsWithEio_PoisonsAndRecoversWhatWasAcknowledged(string call, bool hasRoom, string mode) =>
        FailEach($"{call}:error=EIO", mode, hasRoom, run =>
        {
            Assert.True(run.IsPoisoned, string.Join(", ", run.Lines));
            if (mode == Worker.Usual)
                Assert.True(TracedWorker.IsInjected(run.Calls[^1]), $"After the failed {call} came: {run.Calls[^1]}");
            return "poisoned";
        });

    [Theory]
    [InlineData("ENOSPC", Worker.Usual)]
    [InlineData("ENOSPC", Worker.Everything)]
    [InlineData("EIO", Worker.Usual)]
    [InlineData("EIO", Worker.Everything)]
    public void Write_Fails_ChangesNothingOrPoisons(string error, string mode) =>
        FailEach($"pwrite64:error={error}", mode, hasRoom: false, run =>
        {
            // strace counts for each thread, so that the n-th write of two of them may fail.
            bool slotFailed = run.Injected.Any(call => TracedWorker.OffsetOf(call) < DocumentsOffset);
            Assert.True(run.IsPoisoned || !slotFailed, string.Join(", ", run.Lines));
            return slotFailed ? "poisoned" : Goes(run);
        });

    [Theory]
    [InlineData(Worker.Usual)]
    [InlineData(Worker.Truncating)]
    public void Read_FailsWithEio_IsNoCorruptionAndChangesNothing(string mode) =>
        FailEach("pread64:error=EIO", mode, hasRoom: false, run => run.Lines[^1] == "not opened" ? "not opened" : Goes(run));

    [Theory]
    [InlineData("EIO")]
    [InlineData("ENOSPC")]
    public void Truncation_Fails_IsRefusedAndWorksOnceMore(string error) =>
        FailEach($"ftruncate:error={error}", Worker.Truncating, hasRoom: true, Goes);

    /// <summary>What only makes things faster may fail as it likes.</summary>
    [Theory]
    [InlineData("fallocate", "EOPNOTSUPP")]
    [InlineData("fallocate", "ENOSPC")]
    [InlineData("sync_file_range", "EOPNOTSUPP")]
    [InlineData("sync_file_range", "ENOSPC")]
    public void Hint_AlwaysFails_IsHarmless(string call, string error)
    {
        if (!_worker.IsPermitted())
            return;
        WorkerState before = _worker.MakeStore(hasRoom: false);
        TracedRun run = _worker.Run($"{call}:error={error}", Worker.Everything);
        Assert.True(run.IsClosed && run.Refused is null && run.RefusedClose is null, string.Join(", ", run.Lines));
        Check(run, before, Worker.Everything);
        output.WriteLine($"{run.Injected.Count} calls of {call} failed");
    }

    [Theory]
    [InlineData("pwrite64:error=EINTR:when=1+3")]
    [InlineData("pread64:error=EINTR:when=1+2")]
    [InlineData("ftruncate:error=EINTR:when=1+2")]
    public void Call_InterruptedBySignals_IsMadeAgain(string fault)
    {
        if (!_worker.IsPermitted())
            return;
        WorkerState before = _worker.MakeStore(hasRoom: true);
        TracedRun run = _worker.Run(fault, Worker.Truncating);
        Assert.True(run.IsClosed && run.Refused is null && run.RefusedClose is null, string.Join(", ", run.Lines));
        Assert.NotEmpty(run.Injected);
        Check(run, before, Worker.Truncating);
    }

    /// <summary>Calls that do a part of what was asked for, as the system may at any time, are gone on with.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Call_DoesAPart_IsGoneOnWith(int every)
    {
        if (!_worker.IsPermitted())
            return;
        const string PartOfASlot = ", 171, ";
        string library = BuildShortCalls();
        WorkerState before = _worker.MakeStore(hasRoom: false);
        TracedRun run = _worker.Run(null, Worker.Everything, cache: 4, "/usr/bin/env", $"LD_PRELOAD={library}", $"BINGOBOT_SHORT={every}");
        Assert.True(run.IsClosed && run.Refused is null, string.Join(", ", run.Lines));
        Assert.Contains(run.Calls, call => call.Contains(PartOfASlot, StringComparison.Ordinal));
        Check(run, before, Worker.Everything);
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
            _worker.MakeStore(hasRoom: false);
            string limited = $"trap '' XFSZ; ulimit -f {blocks}; exec env {SingleMapping} \"$@\"";
            var run = new TracedRun(Worker.Run(["/bin/sh", "-c", limited, "sh"], _worker.FilePath, TracedWorker.Seed, TracedWorker.Steps, 4), []);
            Assert.True(new FileInfo(_worker.FilePath).Length <= blocks * BlocksOfALimit);
            refused += run.Refused is null ? 0 : 1;
            Assert.True(run.IsClosed);
            RequireSound();
        }

        output.WriteLine($"{refused} writes refused");
        Assert.True(refused > 0);
    }

    /// <summary>Lets the first, the second, … of the calls fail, until there are no more; each time the store is held against the script.</summary>
    private void FailEach(string fault, string mode, bool hasRoom, Func<TracedRun, string> judge)
    {
        if (!_worker.IsPermitted())
            return;
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int n = 1; ; n++)
        {
            Assert.True(n <= MostCalls);
            WorkerState before = _worker.MakeStore(hasRoom);
            TracedRun run = _worker.Run($"{fault}:when={n}", mode);
            if (run.Injected.Count == 0)
            {
                Assert.True(run.IsClosed, string.Join(", ", run.Lines));
                Check(run, before, mode);
                break;
            }

            string outcome = judge(run);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            Check(run, before, mode);
        }

        output.WriteLine($"{fault}: {string.Join(", ", outcomes.Select(outcome => $"{outcome.Value} {outcome.Key}"))}");
        Assert.NotEmpty(outcomes);
    }

    /// <summary>The worker got to its end, with or without an operation that was refused.</summary>
    private static string Goes(TracedRun run)
    {
        Assert.True(run.IsClosed, string.Join(", ", run.Lines));
        return run.Refused is not null ? "refused" : run.RefusedClose is not null ? "refused to close at first" : "without effect";
    }

    private void Check(TracedRun run, WorkerState before, string mode)
    {
        Assert.DoesNotContain(run.Lines, line => line is "changed by a failed operation" or "not poisoned");
        if (run.Refused is null)
        {
            Worker.Check(_worker.FilePath, TracedWorker.Seed, before, Worker.Acknowledged(run.Lines), TracedWorker.Steps, mode == Worker.Everything);
            return;
        }

        if (!run.IsClosed)
        {
            // What it removed after that is lost or not: both are states that existed.
            Worker.Look(_worker.FilePath);
            return;
        }

        // The worker removed all but one document then, and closed.
        Assert.InRange(Worker.Look(_worker.FilePath).Depth, 0, Math.Max(1, before.Depth));
        if (run.Lines.All(line => !line.StartsWith("refused Read", StringComparison.Ordinal)))
            Assert.InRange(Worker.Look(_worker.FilePath).Depth, 0, 1);
        RequireSound();
    }

    private void RequireSound()
    {
        using var store = new FileStore(_worker.FilePath, readOnly: true);
        Assert.Empty(DocumentBuffer.Verify(store).Faults);
    }

    private string BuildShortCalls()
    {
        string? compiler = new[] { "/usr/bin/gcc", "/usr/bin/clang", "/usr/bin/cc" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(compiler is null, "Needs a C compiler (Debian: apt-get install gcc libc6-dev).");
        string library = _worker.FileIn("short.so");
        string source = Path.Combine(AppContext.BaseDirectory, "Faults", "short.c");
        using var process = Process.Start(compiler, ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return library;
    }
}
