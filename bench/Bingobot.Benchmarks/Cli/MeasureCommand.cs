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

    private readonly Option<string[]> _only = new("--only")
    {
        Description = "Workloads to run: W1 … W7; default all.",
        AllowMultipleArgumentsPerToken = true,
    };

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
        var command = new RootCommand("Measures the DocumentBuffer side by side with its peers.")
        {
            _scale, _rounds, _quick, _mostStore, _only, _directory, _results,
        };
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
            (long)(mostStore * GiB));
        if (sizes.Scale <= 0 || sizes.Rounds <= 0 || sizes.MostStoreBytes <= 0)
        {
            Console.Error.WriteLine("--scale, --rounds and --max-store-gib must be more than 0.");
            return 2;
        }

        string directory = arguments.GetRequiredValue(_directory);
        IReadOnlyList<Table> tables = Measure(sizes, directory, arguments.GetValue(_only) ?? []);
        ConsoleReport.Write(AnsiConsole.Console, Goals.Judge(tables));
        if (arguments.GetValue(_results) is { } results)
        {
            string how = string.Create(
                CultureInfo.InvariantCulture, $"scale {sizes.Scale}, {sizes.Rounds} rounds, stores up to {mostStore} GiB");
            new RunReport(Machine.Here(directory), how, tables).Save(results);
        }

        return tables.Any(table => table.Rows.Any(row => row.Failure is not null)) ? Failed : 0;
    }

    private static List<Table> Measure(Sizes sizes, string directory, string[] only)
    {
        using var scratch = new Scratch(directory);
        var runner = new Runner(scratch, sizes.Rounds, Console.Error.WriteLine);
        var tables = new List<Table>();
        IEnumerable<WorkloadCase> cases =
            from workload in AllWorkloads.List
            from workloadCase in workload.Cases(sizes)
            where only.Length == 0 || only.Contains(workloadCase.Workload, StringComparer.OrdinalIgnoreCase)
            select workloadCase;
        foreach (WorkloadCase workload in cases)
        {
            Table table = runner.Run(workload);
            ConsoleReport.Write(AnsiConsole.Console, table);
            tables.Add(table);
        }

        return tables;
    }
}
