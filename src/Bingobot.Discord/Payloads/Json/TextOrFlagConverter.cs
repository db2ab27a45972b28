using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads.Json;

/// <summary>What was entered in a modal is a string, and of a checkbox a boolean; here it is always a string.</summary>
internal sealed class TextOrFlagConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => throw new JsonException("A value is a string or a boolean."),
        };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
