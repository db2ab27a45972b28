using System.Globalization;
using System.Text;
using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;

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
        return text.ToString();
    }

    private static void Append(StringBuilder text, Table table)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n#### {Format.Title(table)}\n\n");
        string median = $"median {Format.UnitName(table.Unit)}";
        text.Append(CultureInfo.InvariantCulture,
            $"| | {median} | min – max | DocumentBuffer is × | {Format.AllocationHeader(table.Unit)} |\n");
        text.Append("|---|---:|---:|---:|---:|\n");
        Row? own = table.Find(DocumentBufferContender.RowName);
        foreach (Row row in table.Rows)
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", ConsoleReport.Cells(table, row, own))} |\n");
        foreach (Row row in table.Rows.Where(row => row.Remark is not null))
            text.Append(CultureInfo.InvariantCulture, $"\n{row.Contender}: {row.Remark}.\n");
    }
}
