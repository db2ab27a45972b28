using System.CommandLine;
using System.Globalization;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Reporting;
using Bingobot.Benchmarks.Workloads;
using Spectre.Console;
using Table = Bingobot.Benchmarks.Measuring.Table;

namespace Bingobot.Benchmarks.Cli;

/// <summary>The command line of a run.</summary>
internal sealed class MeasureCommand
{
    private const int Failed = 1;
    private const int BadUsage = 2;
    private const double QuickScale = 0.05;
    private const int QuickRounds = 3;
    private const long GiB = 1024L * 1024 * 1024;

    private readonly Option<double> _scale = new("--scale")
    {
        Description = "Sizes, as a part of the full ones; default 1.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _rounds = new("--rounds")
    {
        Description = "Rounds that count; default 5.",
        DefaultValueFactory = _ => 5,
    };

    private readonly Option<bool> _quick = new("--quick") { Description = "About a minute: --scale 0.05 --rounds 3." };
    private readonly Option<double> _mostStore = new("--max-store-gib")
    {
        Description = "Largest store of the opening workloads, in GiB; default 2.",
        DefaultValueFactory = _ => 2,
    };

    private readonly Option<long> _mostEvents = new("--max-events")
    {
        Description = "Most events of the streams that are started (E4); default 10,000,000.",
        DefaultValueFactory = _ => 10_000_000,
    };

    private readonly CaseFilter _filter = new();

    private readonly Option<string> _directory = new("--dir")
    {
        Description = "Folder for the stores, on the disk to be measured; default the current one.",
        DefaultValueFactory = _ => Environment.CurrentDirectory,
    };

    private readonly Option<string?> _results = new("--results")
    {
        Description = "Folder for latest.md, latest.svg and latest.json; default none.",
    };

    public RootCommand Command()
    {
        var command = new RootCommand("Measures the DocumentBuffer, the EventStream and the gateway client side by side with their peers.")
        {
            _scale, _rounds, _quick, _mostStore, _mostEvents, _directory, _results,
        };
        foreach (Option option in _filter.Options)
            command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        bool quick = arguments.GetValue(_quick);
        double mostStore = arguments.GetValue(_mostStore);
        var sizes = new Sizes(
            quick ? QuickScale : arguments.GetValue(_scale),
            quick ? QuickRounds : arguments.GetValue(_rounds),
            (long)(mostStore * GiB),
            arguments.GetValue(_mostEvents));
        if (sizes.Scale <= 0 || sizes.Rounds <= 0 || sizes.MostStoreBytes <= 0 || sizes.MostEvents is <= 0 or > int.MaxValue)
            return Refuse($"--scale, --rounds, --max-store-gib and --max-events must be more than 0; events at most {int.MaxValue:N0}.");
        WorkloadCase[] all = [.. AllWorkloads.List.SelectMany(workload => workload.Cases(sizes))];
        if (_filter.Unknown(arguments, all) is { } unknown)
            return Refuse(unknown);
        IReadOnlyList<WorkloadCase> cases = _filter.Apply(arguments, all);
        if (cases.Count == 0)
            return Refuse("No table is left: --only, --case and --contender leave out all of them together.");

        string directory = arguments.GetRequiredValue(_directory);
        IReadOnlyList<Table> tables = Measure(sizes, directory, cases);
        ConsoleReport.Write(AnsiConsole.Console, Goals.Judge(tables));
        if (arguments.GetValue(_results) is { } results)
        {
            string how = string.Create(
                CultureInfo.InvariantCulture, $"scale {sizes.Scale}, {sizes.Rounds} rounds, stores up to {mostStore} GiB, streams up to {sizes.MostEvents:N0} events");
            new RunReport(Machine.Here(directory), how, tables).Save(results);
        }

        return tables.Any(table => table.Rows.Any(row => row.Failure is not null)) ? Failed : 0;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return BadUsage;
    }

    private static List<Table> Measure(Sizes sizes, string directory, IReadOnlyList<WorkloadCase> cases)
    {
        using var scratch = new Scratch(directory);
        var runner = new Runner(scratch, sizes.Rounds, Console.Error.WriteLine);
        var tables = new List<Table>();
        foreach (WorkloadCase workload in cases)
        {
            Table table = runner.Run(workload);
            ConsoleReport.Write(AnsiConsole.Console, table);
            tables.Add(table);
        }

        return tables;
    }
}
