using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Tests.Crash;

public sealed class CrashTests(ITestOutputHelper output)
{
    private const int RoundsOfALife = 40;

    [Fact]
    public void DocumentBuffer_PowerCutAgainAndAgain_KeepsWhatWasFlushed()
    {
        int lives = int.Parse(Environment.GetEnvironmentVariable("BINGOBOT_CRASH_LIVES") ?? "26000", System.Globalization.CultureInfo.InvariantCulture);
        int firstSeed = int.Parse(Environment.GetEnvironmentVariable("BINGOBOT_CRASH_SEED") ?? "1", System.Globalization.CultureInfo.InvariantCulture);
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
        Assert.True(cuts > lives * RoundsOfALife / 2);
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
}
