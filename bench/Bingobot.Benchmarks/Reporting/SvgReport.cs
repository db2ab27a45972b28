using System.Globalization;
using System.Security;
using System.Text;
using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Reporting;

/// <summary>One picture of a run: a line per table, a dot per contender, how many times as fast as the DocumentBuffer it is.</summary>
internal static class SvgReport
{
    private const int Left = 470;
    private const int PlotWidth = 520;
    private const int Right = 30;
    private const int Top = 60;
    private const int LineHeight = 22;
    private const double LeastRatio = 0.01;
    private const double MostRatio = 100;

    private static readonly string[] Colours =
        ["#d62728", "#1f77b4", "#2ca02c", "#ff7f0e", "#9467bd", "#c5b0d5", "#7f7f7f", "#000000", "#8c564b"];

    public static string Of(IReadOnlyList<Table> tables)
    {
        int height = Top + (tables.Count * LineHeight) + 30;
        var svg = new StringBuilder();
        Append(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Left + PlotWidth + Right} {height}\" ");
        Append(svg, $"font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        AppendLegend(svg);
        AppendAxis(svg, height);
        for (int i = 0; i < tables.Count; i++)
            AppendLine(svg, tables[i], Top + (i * LineHeight) + (LineHeight / 2));
        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendLegend(StringBuilder svg)
    {
        const int EntryWidth = 110;
        for (int i = 0; i < AllContenders.List.Count; i++)
        {
            int x = 10 + (i * EntryWidth);
            Append(svg, $"<circle cx=\"{x}\" cy=\"14\" r=\"5\" fill=\"{Colours[i]}\"/>");
            Append(svg, $"<text x=\"{x + 9}\" y=\"18\" font-size=\"10\">{AllContenders.List[i].Name}</text>\n");
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

        Append(svg, $"<text x=\"{Left}\" y=\"{height - 8}\">Speed as a multiple of the DocumentBuffer's; right is faster.</text>\n");
    }

    private static void AppendLine(StringBuilder svg, Table table, int y)
    {
        Append(svg, $"<text x=\"10\" y=\"{y + 4}\" font-size=\"11\">{SecurityElement.Escape(Format.Title(table))}</text>");
        if (table.Find(DocumentBufferContender.RowName) is not { } own)
            return;
        for (int i = 0; i < AllContenders.List.Count; i++)
        {
            if (table.Find(AllContenders.List[i].Name) is not { } row)
                continue;
            string ratio = Format.Ratio(table.Ratio(row, own));
            Append(svg, $"<circle cx=\"{XOf(table.Ratio(row, own)):0.0}\" cy=\"{y}\" r=\"5\" fill=\"{Colours[i]}\" fill-opacity=\"0.8\">");
            Append(svg, $"<title>{row.Contender}: {ratio} ×</title></circle>");
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
