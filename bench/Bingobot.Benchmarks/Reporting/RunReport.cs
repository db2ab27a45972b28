using System.Text.Json;
using System.Text.Json.Serialization;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Reporting;

/// <summary>All of a run.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Arguments">How much: scale, rounds and largest store.</param>
/// <param name="Tables">What came of it.</param>
internal sealed record RunReport(Machine Machine, string Arguments, IReadOnlyList<Table> Tables)
{
    private const string BaseName = "latest";
    private const string StartupName = "startup";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes <c>latest.md</c>, <c>latest.svg</c> and <c>latest.json</c>, and <c>startup.svg</c> where E4 ran.</summary>
    public void Save(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, BaseName + ".md"), MarkdownReport.Of(this));
        File.WriteAllText(Path.Combine(directory, BaseName + ".svg"), SvgReport.Of(Tables));
        if (StartupPlot.Of(Tables) is { } plot)
            File.WriteAllText(Path.Combine(directory, StartupName + ".svg"), plot);
        File.WriteAllText(Path.Combine(directory, BaseName + ".json"), JsonSerializer.Serialize(this, Json) + "\n");
    }
}
