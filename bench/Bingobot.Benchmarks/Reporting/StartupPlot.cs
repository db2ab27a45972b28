using System.Globalization;
using System.Security;
using System.Text;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Workloads;

namespace Bingobot.Benchmarks.Reporting;

/// <summary>How long a start takes over the number of events, both logarithmic: a line for each way to start.</summary>
internal static class StartupPlot
{
    private const int Width = 780;
    private const int Height = 360;
    private const int Left = 80;
    private const int Right = 220;
    private const int Top = 24;
    private const int Bottom = 52;

    private static readonly string[] Colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd"];

    /// <summary>The plot; null where no table is about starting.</summary>
    public static string? Of(IReadOnlyList<Table> all)
    {
        Table[] tables = [.. all.Where(table => table.Workload == StartupWorkload.Name).OrderBy(table => table.Count)];
        Row[] rows = [.. tables.SelectMany(table => table.Rows).Where(row => row.Failure is null && row.Values.Count > 0)];
        if (rows.Length == 0)
            return null;
        var events = Axis.Over(tables.Min(table => table.Count), tables.Max(table => table.Count), Left, Width - Right);
        var times = Axis.Over(rows.Min(row => row.Least), rows.Max(row => row.Most), Height - Bottom, Top);
        var svg = new StringBuilder();
        Append(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" ");
        Append(svg, $"font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        AppendGrid(svg, events, times);
        string[] modes = [.. rows.Select(row => row.Contender).Distinct()];
        for (int i = 0; i < modes.Length; i++)
            AppendLine(svg, tables, modes[i], i, events, times);
        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendGrid(StringBuilder svg, Axis events, Axis times)
    {
        foreach (double count in events.Decades)
        {
            Append(svg, $"<line x1=\"{events.At(count):0}\" y1=\"{Top}\" x2=\"{events.At(count):0}\" y2=\"{Height - Bottom}\" stroke=\"#dddddd\"/>");
            Append(svg, $"<text x=\"{events.At(count):0}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{count:#,0}</text>\n");
        }

        foreach (double time in times.Decades)
        {
            string label = time >= 1_000 ? $"{(time / 1_000).ToString("#,0", CultureInfo.InvariantCulture)} s" : FormattableString.Invariant($"{time} ms");
            Append(svg, $"<line x1=\"{Left}\" y1=\"{times.At(time):0}\" x2=\"{Width - Right}\" y2=\"{times.At(time):0}\" stroke=\"#dddddd\"/>");
            Append(svg, $"<text x=\"{Left - 8}\" y=\"{times.At(time) + 4:0}\" text-anchor=\"end\">{label}</text>\n");
        }

        Append(svg, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 12}\" text-anchor=\"middle\">events in the stream</text>\n");
    }

    private static void AppendLine(StringBuilder svg, Table[] tables, string mode, int index, Axis events, Axis times)
    {
        (double X, Row Row)[] points =
            [.. tables.Select(table => (Events: table.Count, Row: table.Find(mode))).Where(point => point.Row is { Values.Count: > 0 })
                .Select(point => (events.At(point.Events), point.Row!))];
        if (points.Length == 0)
            return;
        string colour = Colours[index % Colours.Length];
        string dashes = index % 2 == 0 ? "none" : "6 4";
        string path = string.Join(' ', points.Select(point => FormattableString.Invariant($"{point.X:0.0},{times.At(point.Row.Median):0.0}")));
        Append(svg, $"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>\n");
        foreach ((double x, Row row) in points)
        {
            Append(svg, $"<line x1=\"{x:0.0}\" y1=\"{times.At(row.Least):0.0}\" x2=\"{x:0.0}\" y2=\"{times.At(row.Most):0.0}\" stroke=\"{colour}\"/>");
            Append(svg, $"<circle cx=\"{x:0.0}\" cy=\"{times.At(row.Median):0.0}\" r=\"4\" fill=\"{colour}\">");
            Append(svg, $"<title>{Format.Value(row.Median, Unit.Milliseconds)} ms</title></circle>\n");
        }

        int legend = Width - Right + 24;
        int y = Top + 8 + (index * 20);
        Append(svg, $"<line x1=\"{legend}\" y1=\"{y}\" x2=\"{legend + 24}\" y2=\"{y}\" stroke=\"{colour}\" stroke-width=\"2\" ");
        Append(svg, $"stroke-dasharray=\"{dashes}\"/><text x=\"{legend + 30}\" y=\"{y + 4}\">{SecurityElement.Escape(mode)}</text>\n");
    }

    private static void Append(StringBuilder svg, FormattableString text) =>
        svg.Append(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whole decades onto pixels.</summary>
    private sealed record Axis(double First, double Last, double From, double To)
    {
        public IEnumerable<double> Decades =>
            Enumerable.Range((int)First, (int)(Last - First) + 1).Select(exponent => Math.Pow(10, exponent));

        public static Axis Over(double least, double most, double from, double to)
        {
            double first = Math.Floor(Math.Log10(Math.Max(least, 1e-3)));
            return new Axis(first, Math.Max(first + 1, Math.Ceiling(Math.Log10(Math.Max(most, 1e-3)))), from, to);
        }

        public double At(double value) => From + ((Math.Log10(Math.Max(value, 1e-3)) - First) / (Last - First) * (To - From));
    }
}
