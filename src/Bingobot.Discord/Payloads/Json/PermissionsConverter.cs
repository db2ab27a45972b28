using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads.Json;

/// <summary>
/// Permissions are a decimal string on the wire, since they outgrew what JSON numbers hold safely. Public, so that JSON contracts
/// of other projects may contain them.
/// </summary>
public sealed class PermissionsConverter : JsonConverter<Permissions>
{
    /// <inheritdoc/>
    public override Permissions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out var number))
            return (Permissions)number;
        if (reader.TokenType == JsonTokenType.String
            && ulong.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return (Permissions)number;
        throw new JsonException("Permissions are a string of decimal digits.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Permissions value, JsonSerializerOptions options) =>
        writer.WriteStringValue(((ulong)value).ToString(CultureInfo.InvariantCulture));
}
