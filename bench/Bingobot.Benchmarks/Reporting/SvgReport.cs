using System.Globalization;
using System.Security;
using System.Text;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Benchmarks.Workloads;

namespace Bingobot.Benchmarks.Reporting;

/// <summary>
/// One picture of a run: a line per table, a dot per contender, how many times as fast as what is ours in that table it is.
/// </summary>
internal static class SvgReport
{
    private const int Left = 470;
    private const int PlotWidth = 520;
    private const int Right = 30;
    private const int Top = 80;
    private const int LegendColumns = 6;
    private const int LegendLineHeight = 16;
    private const int LineHeight = 22;
    private const double LeastRatio = 0.01;
    private const double MostRatio = 100;

    private static readonly string[] Colours =
    [
        "#d62728", "#1f77b4", "#2ca02c", "#ff7f0e", "#9467bd", "#c5b0d5", "#7f7f7f", "#000000", "#8c564b", "#e377c2", "#17becf",
        "#bcbd22",
    ];

    public static string Of(IReadOnlyList<Table> all)
    {
        Table[] tables = [.. all.Where(table => table.Workload != StartupWorkload.Name)];
        string[] contenders = [.. tables.SelectMany(table => table.Rows).Select(row => row.Contender).Distinct()];
        int height = Top + (tables.Length * LineHeight) + 30;
        var svg = new StringBuilder();
        Append(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Left + PlotWidth + Right} {height}\" ");
        Append(svg, $"font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        AppendLegend(svg, contenders);
        AppendAxis(svg, height);
        for (int i = 0; i < tables.Length; i++)
            AppendLine(svg, tables[i], contenders, Top + (i * LineHeight) + (LineHeight / 2));
        return svg.Append("</svg>\n").ToString();
    }

    private static string ColourOf(int contender) => Colours[contender % Colours.Length];

    private static void AppendLegend(StringBuilder svg, string[] contenders)
    {
        const int EntryWidth = 168;
        for (int i = 0; i < contenders.Length; i++)
        {
            int x = 10 + (i % LegendColumns * EntryWidth);
            int y = 14 + (i / LegendColumns * LegendLineHeight);
            Append(svg, $"<circle cx=\"{x}\" cy=\"{y}\" r=\"5\" fill=\"{ColourOf(i)}\"/>");
            Append(svg, $"<text x=\"{x + 9}\" y=\"{y + 4}\" font-size=\"10\">{SecurityElement.Escape(contenders[i])}</text>\n");
        }
    }

    private static void AppendAxis(StringBuilder svg, int height)
    {
        for (double ratio = LeastRatio; ratio <= MostRatio * 1.01; ratio *= 10)
        {
            double x = XOf(ratio);
            Append(svg, $"<line x1=\"{x:0}\" y1=\"{Top - 8}\" x2=\"{x:0}\" y2=\"{height - 22}\" stroke=\"#cccccc\"/>");
            Append(svg, $"<text x=\"{x:0}\" y=\"{Top - 12}\" text-anchor=\"middle\">{ratio:0.##} ×</text>\n");
        }

        Append(svg, $"<text x=\"{Left + PlotWidth}\" y=\"{height - 8}\" text-anchor=\"end\">Speed as a multiple of the DocumentBuffer's in W1 to W7, of the EventStream's in E1 to E3, of the bot's or its client's in G1 to G3; right is faster.</text>\n");
    }

    private static void AppendLine(StringBuilder svg, Table table, string[] contenders, int y)
    {
        Append(svg, $"<text x=\"10\" y=\"{y + 4}\" font-size=\"11\">{SecurityElement.Escape(Format.Title(table))}</text>");
        if (table.OwnRow is not { } own)
            return;
        for (int i = 0; i < contenders.Length; i++)
        {
            if (table.Find(contenders[i]) is not { } row)
                continue;
            double ratio = table.Ratio(row, own);
            Append(svg, $"<circle cx=\"{XOf(ratio):0.0}\" cy=\"{y}\" r=\"5\" fill=\"{ColourOf(i)}\" fill-opacity=\"0.8\">");
            Append(svg, $"<title>{SecurityElement.Escape(row.Contender)}: {Format.Ratio(ratio)} ×</title></circle>");
        }

        svg.Append('\n');
    }

    /// <summary>Logarithmic; what lies beyond the ends is shown at the ends.</summary>
    private static double XOf(double ratio)
    {
        double part = Math.Log10(Math.Clamp(ratio, LeastRatio, MostRatio) / LeastRatio) / Math.Log10(MostRatio / LeastRatio);
        return Left + (part * PlotWidth);
    }

    private static void Append(StringBuilder svg, FormattableString text) =>
        svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
