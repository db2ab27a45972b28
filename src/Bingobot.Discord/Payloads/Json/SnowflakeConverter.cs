using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads.Json;

/// <summary>Writes a string; reads a string or a number, as Discord accepts both. Public, so that JSON contracts of
/// other projects may contain ids.</summary>
public sealed class SnowflakeConverter : JsonConverter<Snowflake>
{
    private const int MostDigits = 20;

    /// <summary>A digit may be escaped, as <c>\u0031</c>.</summary>
    private const int MostBytes = 6 * MostDigits;

    /// <inheritdoc/>
    public override Snowflake Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out var number))
            return new Snowflake(number);
        return reader.TokenType == JsonTokenType.String ? ReadText(ref reader) : throw NotAnId();
    }

    /// <inheritdoc/>
    public override Snowflake ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadText(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Snowflake value, JsonSerializerOptions options)
    {
        Span<byte> digits = stackalloc byte[MostDigits];
        Utf8Formatter.TryFormat(value.Value, digits, out var length);
        writer.WriteStringValue(digits[..length]);
    }

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Snowflake value, JsonSerializerOptions options)
    {
        Span<byte> digits = stackalloc byte[MostDigits];
        Utf8Formatter.TryFormat(value.Value, digits, out var length);
        writer.WritePropertyName(digits[..length]);
    }

    private static Snowflake ReadText(ref Utf8JsonReader reader)
    {
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length is 0 or > MostBytes)
            throw NotAnId();
        Span<byte> digits = stackalloc byte[MostBytes];
        digits = digits[..reader.CopyString(digits)];
        return Utf8Parser.TryParse(digits, out ulong value, out var used) && used == digits.Length
            ? new Snowflake(value)
            : throw NotAnId();
    }

    private static JsonException NotAnId() => new("Not a Discord id: a string of 1 to 20 decimal digits is expected.");
}
