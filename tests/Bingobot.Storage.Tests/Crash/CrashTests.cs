using System.Globalization;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Tests.Crash;

public sealed class CrashTests(ITestOutputHelper output)
{
    private const int RoundsOfALife = 40;
    private const int UsualLives = 26_000;

    /// <summary>What a run with the usual lives is said to have cut at least.</summary>
    private const long UsualCuts = 1_000_000;

    [Fact]
    public void DocumentBuffer_PowerCutAgainAndAgain_KeepsWhatWasFlushed()
    {
        int lives = Setting("BINGOBOT_CRASH_LIVES", UsualLives);
        int firstSeed = Setting("BINGOBOT_CRASH_SEED", 1);
        long cuts = 0;
        long kills = 0;
        Parallel.For(firstSeed, firstSeed + lives, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, seed =>
        {
            using var simulation = new CrashSimulation(seed);
            simulation.Run(RoundsOfALife);
            Interlocked.Add(ref cuts, simulation.Cuts);
            Interlocked.Add(ref kills, simulation.Kills);
        });
        output.WriteLine($"{cuts} power cuts and {kills} kills without a violation");
        Assert.True(cuts >= UsualCuts * lives / UsualLives, $"{cuts} power cuts in {lives} lives are too few");
    }

    public static TheoryData<string> Flaws => [.. Enum.GetNames<ProtocolFlaws>().Where(name => name != nameof(ProtocolFlaws.None))];

    [Theory]
    [MemberData(nameof(Flaws))]
    public void Simulation_ProtocolBrokenOnPurpose_IsCaught(string flaw)
    {
        for (int seed = 1; seed <= 2500; seed++)
        {
            try
            {
                using var simulation = new CrashSimulation(seed, Enum.Parse<ProtocolFlaws>(flaw));
                simulation.Run(RoundsOfALife);
            }
            catch (ViolationException e)
            {
                using var unbroken = new CrashSimulation(seed);
                unbroken.Run(RoundsOfALife);
                output.WriteLine($"caught in life {seed}: {e.Message}");
                return;
            }
        }

        Assert.Fail($"The simulation did not notice {flaw}.");
    }

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : usual;
}
