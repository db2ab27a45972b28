using System.Globalization;
using Bingobot.Benchmarks.Measuring;
using Spectre.Console;
using ConsoleTable = Spectre.Console.Table;
using Table = Bingobot.Benchmarks.Measuring.Table;

namespace Bingobot.Benchmarks.Reporting;

/// <summary>The tables on the console.</summary>
internal static class ConsoleReport
{
    private static readonly string[] NoCells = [];
    private static readonly string[] LatencyHeaders = ["p50, µs", "p99, µs"];
    private static readonly string[] UseHeaders = ["events/s by the clock", "CPU µs each", "peak MiB"];

    private static readonly string[] CpuHeaders = ["CPU µs each"];

    public static void Write(IAnsiConsole console, Table table)
    {
        var shown = new ConsoleTable().Title(Markup.Escape(Format.Title(table)))
            .AddColumns([.. Headers(table).Select(Markup.Escape)]);
        foreach (Row row in table.Rows)
            shown.AddRow([.. Cells(table, row).Select(Markup.Escape)]);
        console.Write(shown);
    }

    public static void Write(IAnsiConsole console, IEnumerable<GoalVerdict> verdicts)
    {
        var shown = new ConsoleTable().Title("Goals").AddColumns("case", "goal", "found", "");
        foreach (GoalVerdict verdict in verdicts)
        {
            string met = verdict.IsMet ? "[green]met[/]" : "[red]missed[/]";
            shown.AddRow(Markup.Escape(Format.Title(verdict.Table)), verdict.Wanted, verdict.Found, met);
        }

        console.Write(shown);
    }

    /// <summary>The columns, for every kind of report.</summary>
    public static string[] Headers(Table table) =>
    [
        "",
        $"median {Format.UnitName(table.Unit)}",
        "min – max",
        $"{table.Own} is ×",
        .. table.HasLatencies ? LatencyHeaders : [],
        .. table.HasCpu ? CpuHeaders : [],
        .. table.HasUses ? UseHeaders : [],
        Format.AllocationHeader(table.Unit),
    ];

    /// <summary>A row's cells, for every kind of report.</summary>
    public static string[] Cells(Table table, Row row)
    {
        if (row.Failure is not null)
            return [row.Contender, "failed", row.Failure, "–", .. table.HasLatencies ? ["–", "–"] : NoCells, .. table.HasCpu ? ["–"] : NoCells, .. table.HasUses ? ["–", "–", "–"] : NoCells, "–"];
        Row? own = table.OwnRow;
        bool losesFlushed = !row.IsDurable && !row.IsLimit && (table.Workload is "W1" or "W2");
        return
        [
            losesFlushed ? row.Contender + " (not durable)" : row.Contender,
            Format.Value(row.Median, table.Unit),
            $"{Format.Value(row.Least, table.Unit)} – {Format.Value(row.Most, table.Unit)}",
            own is null || row == own ? "" : Format.Ratio(table.Ratio(own, row)),
            .. table.HasLatencies ? LatencyCells(row) : [],
            .. table.HasCpu ? [row.CpuMicroseconds is { } cpu ? cpu.ToString("0.00", CultureInfo.InvariantCulture) : "–"] : NoCells,
            .. table.HasUses ? UseCells(row) : [],
            Format.Bytes(row.AllocatedBytesPerOperation),
        ];
    }

    private static string[] UseCells(Row row) => row.Use is { } use
        ?
        [
            Format.Value(use.EventsPerSecond, Unit.EventsPerSecond),
            use.CpuMicroseconds.ToString("0.00", CultureInfo.InvariantCulture),
            (use.PeakBytes / (1024 * 1024)).ToString("#,0", CultureInfo.InvariantCulture),
        ]
        : ["–", "–", "–"];

    private static string[] LatencyCells(Row row) => row.Latency is { } latency
        ? [Format.Microseconds(latency.Median), Format.Microseconds(latency.Percentile99)]
        : ["–", "–"];
}
