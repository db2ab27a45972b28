using System.Globalization;
using System.Text;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Workloads;

namespace Bingobot.Benchmarks.Reporting;

/// <summary>The tables as Markdown.</summary>
internal static class MarkdownReport
{
    public static string Of(RunReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{report.Machine}; {report.Arguments}.\n\n");
        text.Append("| case | goal | found | |\n|---|---|---|---|\n");
        foreach (GoalVerdict verdict in Goals.Judge(report.Tables))
        {
            string met = verdict.IsMet ? "met" : "**missed**";
            string row = $"| {Format.Title(verdict.Table)} | {verdict.Wanted} | {verdict.Found} | {met} |\n";
            text.Append(row);
        }

        foreach (Table table in report.Tables)
            Append(text, table);
        AppendStartup(text, report.Tables);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Table table)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n#### {Format.Title(table)}\n\n");
        string[] headers = ConsoleReport.Headers(table);
        text.Append(CultureInfo.InvariantCulture, $"|{string.Join(" |", headers.Select(header => header.Length == 0 ? "" : " " + header))} |\n");
        text.Append("|---|").Insert(text.Length, "---:|", headers.Length - 1).Append('\n');
        foreach (Row row in table.Rows)
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", ConsoleReport.Cells(table, row))} |\n");
        foreach (Row row in table.Rows.Where(row => row.Remark is not null))
            text.Append(CultureInfo.InvariantCulture, $"\n{row.Contender}: {row.Remark}.\n");
    }

    /// <summary>All start-up times side by side: a line for each number of events, a column for each way to start.</summary>
    private static void AppendStartup(StringBuilder text, IReadOnlyList<Table> all)
    {
        Table[] tables = [.. all.Where(table => table.Workload == StartupWorkload.Name).OrderBy(table => table.Count)];
        if (tables.Length == 0)
            return;
        string[] modes = [.. tables.SelectMany(table => table.Rows).Select(row => row.Contender).Distinct()];
        text.Append(CultureInfo.InvariantCulture, $"\n#### Start-up, median ms\n\n| events | {string.Join(" | ", modes)} |\n|---:|");
        text.Insert(text.Length, "---:|", modes.Length).Append('\n');
        foreach (Table table in tables)
        {
            IEnumerable<string> times = modes.Select(mode => Format.Value(table.Find(mode)?.Median ?? double.NaN, table.Unit));
            text.Append(CultureInfo.InvariantCulture, $"| {table.Count:N0} | {string.Join(" | ", times)} |\n");
        }
    }
}
