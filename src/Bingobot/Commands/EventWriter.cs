using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bingobot.Events;

namespace Bingobot.Commands;

/// <summary>Writes events, one a line.</summary>
internal abstract class EventWriter(TextWriter output)
{
    protected TextWriter Output => output;

    public abstract void Write(Recorded e);

    public Task FlushAsync() => output.FlushAsync();
}

/// <summary>For people: sequence, time, guild, type, data.</summary>
internal sealed class TextEventWriter(TextWriter output) : EventWriter(output)
{
    public override void Write(Recorded e)
    {
        string guild = e.Partition == 0 ? "-" : e.Partition.ToString(CultureInfo.InvariantCulture);
        Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{e.Sequence,7}  {e.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}  {guild,-20}  {e.Type,-20}  {EventText.OneLine(e.Data)}"));
    }
}

/// <summary>For programs: <c>{"seq","time","guild","type","data"}</c>.</summary>
internal sealed class JsonEventWriter(TextWriter output) : EventWriter(output)
{
    private readonly ArrayBufferWriter<byte> _line = new();

    public override void Write(Recorded e)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, EventText.Compact))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", e.Sequence);
            json.WriteString("time", e.Time);
            json.WriteString("guild", e.Partition.ToString(CultureInfo.InvariantCulture));
            json.WriteString("type", e.Type);
            json.WritePropertyName("data");
            EventText.Copy(e.Data, json);
            json.WriteEndObject();
        }

        Output.WriteLine(Encoding.UTF8.GetString(_line.WrittenSpan));
    }
}

/// <summary>An event's data on one line.</summary>
internal static class EventText
{
    /// <summary>Letters of all scripts as they are: the output goes to a terminal or a file, never into a page.</summary>
    public static JsonWriterOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string OneLine(ReadOnlyMemory<byte> data)
    {
        var line = new ArrayBufferWriter<byte>(data.Length + 1);
        using (var json = new Utf8JsonWriter(line, Compact))
            Copy(data, json);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    public static void Copy(ReadOnlyMemory<byte> data, Utf8JsonWriter json)
    {
        using JsonDocument document = JsonDocument.Parse(data);
        document.RootElement.WriteTo(json);
    }
}
