using System.CommandLine;
using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Workloads;

namespace Bingobot.Benchmarks.Cli;

/// <summary>Lets workloads measure stores of events and gateway clients that do something wrong: each must be shown as failed, and a good one not.</summary>
internal static class ProveChecksCommand
{
    private const int Unnoticed = 1;

    /// <summary>Small, but with every table.</summary>
    private static readonly Sizes Small = new(Scale: 0.002, Rounds: 1, MostStoreBytes: 1024 * 1024, MostEvents: 1_000);

    /// <summary>What can go wrong while the filled store is read, which only the checks of the timed part can notice.</summary>
    private static readonly (Fault Fault, string Variant)[] FaultsOfReading =
    [
        (Fault.None, "replay"),
        (Fault.None, "read"),
        (Fault.ForgetsInReplay, "replay"),
        (Fault.SkipsWhenReading, "read"),
        (Fault.DamagesWhenReading, "read"),
    ];

    public static Command Command()
    {
        var command = new Command("prove-checks", "Proves that stores of events and gateway clients that do something wrong are shown as failed.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        using var scratch = new Scratch(Environment.CurrentDirectory);
        int tried = 0;
        int wrong = 0;
        foreach ((WorkloadCase workload, bool isGood) in StoresOfEvents().Concat(GatewayFaults.Cases()))
        {
            Row row = new Runner(scratch, Small.Rounds, _ => { }).Run(workload).Rows[0];
            bool right = isGood
                ? row.Failure is null
                : row.Failure?.StartsWith(nameof(WrongContentException), StringComparison.Ordinal) == true;
            tried++;
            wrong += right ? 0 : 1;
            Console.WriteLine(
                $"{(right ? "right" : "WRONG")}  {workload.Workload} {workload.Variant}; {row.Contender}: {row.Failure ?? "nothing noticed"}");
        }

        Console.WriteLine($"{tried - wrong} of {tried} are right.");
        return wrong == 0 ? 0 : Unnoticed;
    }

    private static IEnumerable<(WorkloadCase Workload, bool IsGood)> StoresOfEvents() => AllContenders.OfEvents
        .SelectMany(Cases).Select(tried => (tried.Workload, tried.Fault == Fault.None));

    private static IEnumerable<(WorkloadCase Workload, Fault Fault)> Cases(IEventContender inner)
    {
        foreach (Fault fault in Enum.GetValues<Fault>())
        {
            var faulty = new FaultyEvents(inner, fault);
            yield return (FirstCase(new EventAppendWorkload([faulty]), "append"), fault);
            yield return (FirstCase(new EventDurableWorkload([faulty]), "64 in flight"), fault);
        }

        // Filling the store opens it once, to check it: from the second opening on it is read while time is taken.
        foreach ((Fault fault, string variant) in FaultsOfReading)
            yield return (FirstCase(ReplayOf(new FaultyEvents(inner, fault, fromOpening: 2)), variant), fault);
    }

    private static EventReplayWorkload ReplayOf(FaultyEvents faulty) => new([faulty], [faulty]);

    /// <summary>The first of a workload's tables that is about something, with its first row alone.</summary>
    private static WorkloadCase FirstCase(IWorkload workload, string about)
    {
        WorkloadCase found = workload.Cases(Small).First(table => table.Variant.Contains(about, StringComparison.Ordinal));
        return found with { Entries = [found.Entries[0]] };
    }
}
