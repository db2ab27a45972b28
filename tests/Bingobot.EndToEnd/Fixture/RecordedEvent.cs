using System.Text.Json;

namespace Bingobot.EndToEnd;

/// <summary>An event as <c>bingobot events --json</c> writes it.</summary>
internal sealed class RecordedEvent
{
    private readonly JsonElement _json;

    private RecordedEvent(string line)
    {
        Line = line;
        _json = JsonDocument.Parse(line).RootElement.Clone();
    }

    /// <summary>The whole line.</summary>
    public string Line { get; }

    /// <summary>Its sequence.</summary>
    public long Sequence => _json.GetProperty("seq").GetInt64();

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset Time => _json.GetProperty("time").GetDateTimeOffset();

    /// <summary>Its type.</summary>
    public string Type => _json.GetProperty("type").GetString()!;

    /// <summary>What it says.</summary>
    public JsonElement Data => _json.GetProperty("data");

    /// <summary>A text in its data.</summary>
    public string Text(string name) => Data.GetProperty(name).ToString();

    /// <summary>Reads whole lines.</summary>
    public static RecordedEvent[] ParseLines(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new RecordedEvent(line))];
}
