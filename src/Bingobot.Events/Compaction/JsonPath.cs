using System.Text;
using System.Text.Json;

namespace Bingobot.Events;

/// <summary>Where a value is in an event's JSON: names joined by dots. Immutable.</summary>
internal sealed class JsonPath(string path)
{
    private readonly byte[][] _names = path.Length == 0 ? [] : [.. path.Split('.').Select(Encoding.UTF8.GetBytes)];

    /// <summary>The value there as it is written, without the quotes of a text; empty for the empty path; null where there is none.</summary>
    public string? Read(ReadOnlySpan<byte> json)
    {
        if (_names.Length == 0)
            return "";
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            foreach (byte[] name in _names)
            {
                if (!Enter(ref reader, name))
                    return null;
            }

            return reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Null or JsonTokenType.StartArray or JsonTokenType.StartObject => null,
                _ => Encoding.UTF8.GetString(reader.ValueSpan),
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // What is no JSON, or no Unicode, has no value.
            return null;
        }
    }

    /// <summary>Goes to the value of a name in the object that the reader is at.</summary>
    private static bool Enter(ref Utf8JsonReader reader, byte[] name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt)
                return true;
            reader.Skip();
        }

        return false;
    }
}
