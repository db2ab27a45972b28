using System.Diagnostics;
using System.Globalization;

namespace Bingobot.Storage.Tests.Faults;

/// <summary>A real process on a real file, killed with SIGKILL again and again, also while it opens and recovers.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int EndlessSteps = 1_000_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("kills-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary><c>BINGOBOT_KILLS</c> asks for more kills than the 100 of a usual run.</summary>
    [Fact]
    public void Process_KilledAgainAndAgain_KeepsWhatItAcknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs signals.");
        int kills = int.Parse(Environment.GetEnvironmentVariable("BINGOBOT_KILLS") ?? "100", CultureInfo.InvariantCulture);
        int[] lanes = [0, 1];
        int flushes = 0;
        Parallel.ForEach(lanes, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, lane =>
        {
            string path = Path.Combine(_folder, $"{lane}.docs");
            DocumentBuffer.Open(path).Dispose();
            var random = new Random(lane);
            var state = Worker.Look(path);
            for (int kill = lane; kill < kills; kill += lanes.Length)
            {
                int seed = random.Next();
                int flushed = WorkUntilKilled(path, seed, random);
                state = Worker.Check(path, seed, state, flushed, EndlessSteps);
                Interlocked.Add(ref flushes, flushed);
            }
        });
        output.WriteLine($"{kills} kills, {flushes} acknowledged flushes, none lost");
        Assert.True(flushes > kills);
    }

    /// <summary>The flushes that it acknowledged.</summary>
    private static int WorkUntilKilled(string path, int seed, Random random)
    {
        using Process process = Worker.Start([], path, seed, EndlessSteps, cache: random.Next(4) * 5);
        int flushesToSee = random.Next(6) == 0 ? 0 : random.Next(40);
        int moment = random.Next(200_000);
        int flushed = 0;
        Assert.Equal("opening", process.StandardOutput.ReadLine());
        while (flushed < flushesToSee && process.StandardOutput.ReadLine() is { } line)
            flushed += line == "flushed" ? 1 : 0;
        Thread.SpinWait(moment);
        process.Kill();
        foreach (string line in process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Contains(line, (string[])["opened", "flushed"]);
            flushed += line == "flushed" ? 1 : 0;
        }

        process.WaitForExit();
        return flushed;
    }
}
