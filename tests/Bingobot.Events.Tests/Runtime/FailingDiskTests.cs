using System.Globalization;
using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Runtime;

/// <summary>Several lives of one stream on a disk that loses power, fails to write and fails to sync.</summary>
public sealed class FailingDiskTests(ITestOutputHelper output)
{
    private const int Lives = 4;
    private const int ShortLife = 60;

    /// <summary>
    /// <c>BINGOBOT_CRASH_LIVES</c> asks for more lives than the 400 of a usual run, <c>BINGOBOT_CRASH_SEED</c> for others.
    /// </summary>
    [Fact]
    public async Task Stream_OnAFailingDisk_LosesNothingAndDoesNothingTwice()
    {
        int worlds = Number("BINGOBOT_CRASH_LIVES", 400) / Lives;
        int first = Number("BINGOBOT_CRASH_SEED", 1);
        int failures = 0;
        int acknowledged = 0;
        await ForEachAsync(Enumerable.Range(first, worlds), async seed =>
        {
            using FailingDiskWorld world = await LiveAsync(seed);
            Interlocked.Add(ref failures, world.Failures);
            Interlocked.Add(ref acknowledged, world.Acknowledged);
        });
        output.WriteLine($"{worlds * Lives} lives, {failures} of them ended by the disk, {acknowledged} acknowledgements, none lost");
        Assert.InRange(failures, worlds, worlds * Lives);
        Assert.True(acknowledged > worlds);
    }

    /// <summary>Each write and each barrier of a life is the one that fails, or during which the power goes; and again while it recovers.</summary>
    [Theory]
    [InlineData(Fault.Failure)]
    [InlineData(Fault.CutKeepingAll)]
    [InlineData(Fault.CutKeepingNothing)]
    [InlineData(Fault.CutKeepingSome)]
    public async Task Stream_WhoseDiskFailsAtEachOperation_LosesNothingAndDoesNothingTwice(Fault fault)
    {
        int positions = await CountOperationsAsync(seed =>
        {
            var disk = new FaultyStore(seed);
            return (new FailingFile(disk), () => disk.Writes + disk.Barriers);
        });
        int failures = 0;
        await ForEachAsync(Enumerable.Range(0, positions), async position =>
        {
            var disk = new FaultyStore(position);
            disk.Survivor = fault switch
            {
                Fault.CutKeepingAll => versions => versions - 1,
                Fault.CutKeepingNothing => versions => versions,
                _ => null,
            };
            using var world = new FailingDiskWorld(new FailingFile(disk), position);
            foreach (int at in (int[])[position, position % 9, position % 5 * 3])
            {
                disk.OperationsUntilFailure = fault == Fault.Failure ? at : -1;
                disk.OperationsUntilCut = fault == Fault.Failure ? -1 : at;
                await RunAsync(() => world.LiveAsync(ShortLife), $"{fault} at {position}");
            }

            disk.OperationsUntilFailure = disk.OperationsUntilCut = -1;
            await RunAsync(world.SettleAsync, $"{fault} at {position}");
            Interlocked.Add(ref failures, world.Failures);
        });
        output.WriteLine($"{positions} positions, {failures} lives ended by {fault}");
        Assert.True(failures > positions);
    }

    /// <summary>The power goes at each change of a file or of a name, while segments roll and snapshots are taken.</summary>
    [Fact]
    public async Task Stream_WhoseFoldersLosePowerAtEachOperation_LosesNothingAndDoesNothingTwice()
    {
        int positions = await CountOperationsAsync(seed =>
        {
            var events = new FaultyFolder(seed);
            return (new FailingFolders(events, new FaultyFolder(-seed)), () => events.Operations);
        });
        int failures = 0;
        await ForEachAsync(Enumerable.Range(0, positions), async position =>
        {
            var events = new FaultyFolder(position);
            var snapshots = new FaultyFolder(position + 1_000_000);
            using var world = new FailingDiskWorld(new FailingFolders(events, snapshots), position);
            foreach (int at in (int[])[position, position % 23, positions - position])
            {
                events.OperationsUntilCut = at;
                snapshots.OperationsUntilCut = position % 3 == 0 ? at / 3 : -1;
                await RunAsync(() => world.LiveAsync(ShortLife), $"at {position}");
            }

            events.OperationsUntilCut = snapshots.OperationsUntilCut = -1;
            await RunAsync(world.SettleAsync, $"at {position}");
            Interlocked.Add(ref failures, world.Failures);
        });
        output.WriteLine($"{positions} positions, {failures} lives ended");
        Assert.True(failures > positions);
    }

    private static Task<FailingDiskWorld> LiveAsync(int seed) => seed % 2 == 0 ? LiveOnFileAsync(seed) : LiveOnFoldersAsync(seed);

    private static async Task<FailingDiskWorld> LiveOnFoldersAsync(int seed)
    {
        var random = new Random(seed);
        var events = new FaultyFolder(seed);
        var snapshots = new FaultyFolder(seed + 1_000_000);
        var world = new FailingDiskWorld(new FailingFolders(events, snapshots), seed);
        for (int life = 0; life < Lives; life++)
        {
            events.OperationsUntilCut = random.Next(3) == 0 ? random.Next(25) : random.Next(250);
            snapshots.OperationsUntilCut = random.Next(3) == 0 ? random.Next(60) : -1;
            await RunAsync(() => world.LiveAsync(random.Next(200)), $"seed {seed}");
        }

        events.OperationsUntilCut = snapshots.OperationsUntilCut = -1;
        await RunAsync(world.SettleAsync, $"seed {seed}");
        return world;
    }

    private static async Task<FailingDiskWorld> LiveOnFileAsync(int seed)
    {
        var random = new Random(seed);
        var disk = new FaultyStore(seed);
        var world = new FailingDiskWorld(new FailingFile(disk), seed);
        int writeFailures = random.Next(30);
        int barrierFailures = random.Next(30);
        bool reboots = random.Next(2) == 0;
        for (int life = 0; life < Lives; life++)
        {
            disk.WriteFailures = writeFailures;
            disk.BarrierFailures = barrierFailures;
            disk.OperationsUntilCut = random.Next(3) == 0 ? random.Next(12) : random.Next(150);
            await RunAsync(() => world.LiveAsync(random.Next(120)), $"seed {seed}");
            if (reboots)
                disk.Reboot();
        }

        disk.WriteFailures = disk.BarrierFailures = 0;
        disk.OperationsUntilCut = -1;
        await RunAsync(world.SettleAsync, $"seed {seed}");
        return world;
    }

    /// <summary>How many writes and barriers a life is that nothing ends: how the work falls into batches differs, so it is the most of a few.</summary>
    private static async Task<int> CountOperationsAsync(Func<int, (FailingDisk Disk, Func<long> Operations)> make)
    {
        long most = 0;
        for (int seed = 1; seed <= 5; seed++)
        {
            (FailingDisk disk, Func<long> operations) = make(seed);
            using var world = new FailingDiskWorld(disk, seed);
            await world.LiveAsync(ShortLife);
            most = Math.Max(most, operations());
        }

        return (int)most;
    }

    private static Task ForEachAsync(IEnumerable<int> numbers, Func<int, Task> live) => Parallel.ForEachAsync(
        numbers,
        new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken },
        async (number, _) => await live(number));

    private static async Task RunAsync(Func<Task> live, string name)
    {
        try
        {
            await live();
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{name}: {fault.Message}", fault);
        }
    }

    private static int Number(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    /// <summary>What happens to the disk.</summary>
    public enum Fault
    {
        Failure,
        CutKeepingAll,
        CutKeepingNothing,
        CutKeepingSome,
    }
}
