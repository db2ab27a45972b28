using System.Globalization;
using System.Text.Json;
using Bingobot.Commands.Load.Check;
using Spectre.Console;

namespace Bingobot.Commands.Load.Report;

/// <summary>Writes what a load has shown.</summary>
internal static class LoadReportWriter
{
    private const double Megabyte = 1024 * 1024;
    private const int Width = 100;

    /// <summary>For programs: one object.</summary>
    public static void WriteJson(TextWriter output, LoadReport report) =>
        output.WriteLine(JsonSerializer.Serialize(report, LoadJson.Default.LoadReport));

    /// <summary>For people.</summary>
    public static void WriteText(TextWriter output, LoadReport report)
    {
        WriteLine(output, $"{report.ReachedRate:N1} events/s of {report.AskedRate:N0} asked for, for {report.Seconds:N1} s; seed {report.Seed}");
        if (report.NotMade > 0)
            WriteLine(output, $"The asked rate was NOT reached: {report.NotMade:N0} events were due and not made.");
        WriteTable(output, report);
        AnswerTally answers = report.Answers;
        WriteLine(output, $"answers    {answers.Once:N0} once ({answers.Deferred:N0} deferred), {answers.Twice:N0} twice, {answers.Late:N0} too late, {answers.Missing:N0} missing, {answers.Unheard:N0} never heard of");
        WriteLine(output, $"           {report.AskedAgain:N0} asked again in doubt, {report.AskedTwice:N0} without; {report.WrittenTwice:N0} messages written twice");
        Latency latency = report.LatencyMs;
        WriteLine(output, $"latency    p50 {latency.P50:N1} ms, p95 {latency.P95:N1} ms, p99 {latency.P99:N1} ms, max {latency.Max:N1} ms, of {latency.Count:N0} answers");
        if (report.IsChaotic)
            WriteLine(output, $"chaos      {string.Join(", ", report.Chaos.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"))}; {report.Gaps} gaps");
        WriteLine(output, $"processor  bot {report.BotProcessorSeconds:N1} s, sandbox and load {report.SandboxProcessorSeconds:N1} s; the bot had at most {report.BotPeakMemory / Megabyte:N0} MiB");
        foreach (string fault in report.Faults)
            output.WriteLine($"  {fault}");
        WriteLine(output, $"lost {report.Lost:N0}, doubled {report.Doubled:N0}");
    }

    private static void WriteTable(TextWriter output, LoadReport report)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("");
        foreach (string column in (string[])["sent", "arrived", "in gaps", "lost", "doubled"])
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach ((FactKind kind, Tally tally) in report.Events.OrderBy(pair => pair.Key))
        {
            long[] numbers = [tally.Sent, tally.Arrived, tally.InGaps, tally.Lost, tally.Doubled];
            table.AddRow([NameOf(kind), .. numbers.Select(number => number.ToString("N0", CultureInfo.InvariantCulture))]);
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = StandardOutput.IsTerminal(output) ? AnsiSupport.Detect : AnsiSupport.No,
        });
        console.Profile.Width = Width;
        console.Write(table);
    }

    private static string NameOf(FactKind kind) => kind switch
    {
        FactKind.Session => "sessions",
        FactKind.Guild => "guilds",
        FactKind.Message => "messages",
        FactKind.Voice => "voice states",
        _ => "interactions",
    };

    private static void WriteLine(TextWriter output, FormattableString line) =>
        output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
