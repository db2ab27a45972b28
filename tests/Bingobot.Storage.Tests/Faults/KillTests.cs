using System.Diagnostics;
using System.Globalization;
using Bingobot.Storage.Tests.Reader;
using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Faults;

/// <summary>
/// Real processes on real files, killed with SIGKILL again and again, also while they open and recover. A file lives through
/// hundreds of kills before a new one takes its place.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int EndlessSteps = 1_000_000;
    private const int KillsOfAFile = 400;
    private const int KillsBetweenRepairs = 50;
    private const int KillsBetweenOpinions = 20;
    private readonly string _folder = Directory.CreateTempSubdirectory("kills-").FullName;
    private int _acknowledged;
    private int _beforeOpened;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary><c>BINGOBOT_KILLS</c> asks for more kills than the 3,000 of a usual run (100 without the native worker).</summary>
    [Fact]
    public void Process_KilledAgainAndAgain_KeepsWhatItAcknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs signals.");
        if (Worker.Native is null)
        {
            output.WriteLine("FEW KILLS: the native worker is missing or old, and the usual one starts slowly; ./test.sh Storage makes it");
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") == "true", "In CI the native worker must be there.");
        }

        int usual = Worker.Native is null ? 100 : 3_000;
        int kills = Environment.GetEnvironmentVariable("BINGOBOT_KILLS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
        var watch = Stopwatch.StartNew();
        int[] lanes = [0, 1];
        Parallel.ForEach(lanes, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, lane =>
        {
            for (int done = lane; done < kills; done += lanes.Length * KillsOfAFile)
                LiveThroughKills(done, Math.Min(KillsOfAFile, (kills - done + 1) / lanes.Length));
        });
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kills} kills in {watch.Elapsed.TotalSeconds:f0} s, {_beforeOpened} before the store was open, {_acknowledged} acknowledged flushes, none lost"));
        Assert.True(_acknowledged > kills && _beforeOpened > 0);
    }

    /// <summary>The life of one file.</summary>
    private void LiveThroughKills(int life, int kills)
    {
        string path = Path.Combine(_folder, $"{life}.docs");
        DocumentBuffer.Open(path).Dispose();
        var random = new Random(life);
        var opinions = new List<(string Path, WorkerState State)>();
        WorkerState state = Worker.Look(path);
        for (int kill = 1; kill <= kills; kill++)
        {
            int seed = random.Next();
            ulong? acknowledged = WorkUntilKilled(path, seed, random);
            state = Worker.Check(path, seed, state, acknowledged, EndlessSteps, everything: true);
            CheckWhole(path);
            if (kill % KillsBetweenOpinions == 0)
                opinions.Add((CopyOf(path, kill), state));
            if (kill % KillsBetweenRepairs == 0)
                Repair(path, state);
        }

        CheckByOtherReader(opinions);
        File.Delete(path);
    }

    /// <summary>The changes that it acknowledged.</summary>
    private ulong? WorkUntilKilled(string path, int seed, Random random)
    {
        using Process process = Worker.Start(Worker.Wrapped(), path, seed, EndlessSteps, cache: random.Next(4) * 5, Worker.Everything);
        using var deadline = new ProcessDeadline(process);
        int flushesToSee = random.Next(4) == 0 ? 0 : random.Next(40);
        int moment = random.Next(flushesToSee == 0 ? 100_000 : 30_000);
        var lines = new List<string>();
        Assert.Equal("opening", process.StandardOutput.ReadLine());
        while (lines.Count < flushesToSee && process.StandardOutput.ReadLine() is { } line)
            lines.Add(line);
        Thread.SpinWait(moment);
        process.Kill();
        lines.AddRange(process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        process.WaitForExit();
        const int KilledBySignal = 128 + 9;
        Assert.False(deadline.HasPassed, $"seed {seed}: the worker stood still: {string.Join(", ", lines)}");
        Assert.Equal(KilledBySignal, process.ExitCode);
        Assert.All(lines, line => Assert.Contains(line.Split(' ')[0], (string[])["opened", "flushed", "closed"]));
        Interlocked.Add(ref _acknowledged, lines.Count(line => line.StartsWith("flushed", StringComparison.Ordinal)));
        Interlocked.Add(ref _beforeOpened, lines.Count == 0 ? 1 : 0);
        return Worker.Acknowledged(lines);
    }

    /// <summary>A kill is no damage, wherever it comes.</summary>
    private static void CheckWhole(string path)
    {
        using var store = new FileStore(path, readOnly: true);
        Assert.Empty(DocumentBuffer.Verify(store).Faults);
    }

    /// <summary>Opening for writing and flushing makes good what the kill left, and keeps the state.</summary>
    private static void Repair(string path, WorkerState state)
    {
        using (DocumentBuffer buffer = DocumentBuffer.Open(path))
        {
            buffer.Flush();
            Assert.Equal(state.OpNumber, buffer.OpNumber);
        }

        using var store = new FileStore(path, readOnly: true);
        VerifyReport report = DocumentBuffer.Verify(store);
        Assert.Equal(state.Depth, report.Documents);
    }

    /// <summary>A reader in another language, by the format's page alone, finds the same documents in what a kill left.</summary>
    private void CheckByOtherReader(List<(string Path, WorkerState State)> opinions)
    {
        if (opinions.Count == 0)
            return;
        PythonReader.SkipWhereMissing();
        (int exitCode, IReadOnlyList<OtherOpinion> others) = PythonReader.Read([.. opinions.Select(opinion => opinion.Path)]);
        Assert.Equal(0, exitCode);
        for (int i = 0; i < others.Count; i++)
        {
            Assert.Equal(opinions[i].State.Stack.Reverse().Select(Convert.ToHexString), others[i].Documents?.Select(Convert.ToHexString));
            File.Delete(opinions[i].Path);
        }

        output.WriteLine($"{others.Count} killed files read alike by the other reader, {others.Count(other => other.State.StartsWith("open", StringComparison.Ordinal))} of them open");
    }

    private static string CopyOf(string path, int kill)
    {
        string copy = $"{path}.{kill}";
        File.Copy(path, copy);
        return copy;
    }
}
