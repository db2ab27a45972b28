using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Bingobot.Events;

/// <summary>
/// JSON in one form only: names sorted by ordinal, no whitespace, numbers as they were written. Equal values give equal
/// bytes, so that their hash tells whether they are equal.
/// </summary>
internal static class CanonicalJson
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Options))
            write(writer);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Writes any JSON in its canonical form.</summary>
    public static void Rewrite(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        Rewrite(document.RootElement, writer);
    }

    private static void Rewrite(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Rewrite(property.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                    Rewrite(item, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
