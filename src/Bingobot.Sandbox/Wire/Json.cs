using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>Writing JSON as Discord does: ids are strings, times have microseconds and an offset.</summary>
internal static class Json
{
    /// <summary>The greatest nesting that is read.</summary>
    public const int MaxDepth = 32;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };

    public static JsonElement EmptyArray { get; } = Parse("[]"u8.ToArray());

    public static JsonElement EmptyObject { get; } = Parse("{}"u8.ToArray());

    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using Utf8JsonWriter writer = new(buffer, Options);
        write(writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static JsonElement Element(Action<Utf8JsonWriter> write) => Parse(Bytes(write));

    /// <exception cref="JsonException">It is not JSON, or nested deeper than <see cref="MaxDepth"/>.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        using JsonDocument document = JsonDocument.Parse(utf8, Strict);
        return document.RootElement.Clone();
    }

    public static void Id(this Utf8JsonWriter writer, string name, ulong id) => writer.WriteString(name, Snowflake.Text(id));

    public static void Id(this Utf8JsonWriter writer, string name, ulong? id)
    {
        if (id is { } value)
            writer.Id(name, value);
        else
            writer.WriteNull(name);
    }

    /// <summary>The guild of something; nothing where it belongs to none, as direct messages do.</summary>
    public static void GuildId(this Utf8JsonWriter writer, ulong guildId)
    {
        if (guildId != 0)
            writer.Id("guild_id", guildId);
    }

    public static void Time(this Utf8JsonWriter writer, string name, long unixMilliseconds) => writer.WriteString(
        name,
        DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture));

    public static void Nulls(this Utf8JsonWriter writer, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            writer.WriteNull(name);
    }

    public static void EmptyArrays(this Utf8JsonWriter writer, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            writer.WriteStartArray(name);
            writer.WriteEndArray();
        }
    }

    public static void Falses(this Utf8JsonWriter writer, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            writer.WriteBoolean(name, false);
    }

    public static void Array<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (T item in items)
            write(item);
        writer.WriteEndArray();
    }

    public static void Element(this Utf8JsonWriter writer, string name, JsonElement? element)
    {
        writer.WritePropertyName(name);
        (element ?? EmptyArray).WriteTo(writer);
    }

    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    public static string? GetText(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static int? GetInt(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int number) ? number : null;

    public static double? GetNumber(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out double number)
            ? number
            : null;

    public static bool GetFlag(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> GetItems(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];
}
