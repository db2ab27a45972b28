using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;
using Spectre.Console;
using ConsoleTable = Spectre.Console.Table;
using Table = Bingobot.Benchmarks.Measuring.Table;

namespace Bingobot.Benchmarks.Reporting;

/// <summary>The tables on the console.</summary>
internal static class ConsoleReport
{
    public static void Write(IAnsiConsole console, Table table)
    {
        var shown = new ConsoleTable().Title(Markup.Escape(Format.Title(table)))
            .AddColumns(
                "", $"median {Format.UnitName(table.Unit)}", "min – max", "DocumentBuffer is ×",
                Format.AllocationHeader(table.Unit));
        Row? own = table.Find(DocumentBufferContender.RowName);
        foreach (Row row in table.Rows)
            shown.AddRow([.. Cells(table, row, own).Select(Markup.Escape)]);
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

    /// <summary>A row's cells, for every kind of report.</summary>
    public static string[] Cells(Table table, Row row, Row? own)
    {
        if (row.Failure is not null)
            return [row.Contender, "failed", row.Failure, "–", "–"];
        bool losesFlushed = !row.IsDurable && !row.IsLimit && (table.Workload is "W1" or "W2");
        return
        [
            losesFlushed ? row.Contender + " (not durable)" : row.Contender,
            Format.Value(row.Median, table.Unit),
            $"{Format.Value(row.Least, table.Unit)} – {Format.Value(row.Most, table.Unit)}",
            own is null || row == own ? "" : Format.Ratio(table.Ratio(own, row)),
            Format.Bytes(row.AllocatedBytesPerOperation),
        ];
    }
}
