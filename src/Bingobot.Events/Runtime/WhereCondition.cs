using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bingobot.Events;

/// <summary>One value that an event's data must have at a path. Walks over the JSON and builds nothing. Immutable.</summary>
internal sealed class WhereCondition
{
    private readonly byte[][] _names;
    private readonly int[] _numbers;
    private readonly string _value;
    private readonly byte[] _valueUtf8;
    private readonly byte[] _lastName;

    /// <param name="path">Names joined by dots; a number takes that element of an array, counted from 0.</param>
    /// <param name="value">The value as text.</param>
    public WhereCondition(string path, string value)
    {
        string[] names = path.Split('.');
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
        _numbers = [.. names.Select(Number)];
        _value = value;
        _valueUtf8 = Encoding.UTF8.GetBytes(value);
        _lastName = _names[^1];
    }

    /// <summary>Whether the data has the value there. Data that is no JSON has none.</summary>
    public bool Holds(ReadOnlySpan<byte> data)
    {
        // Without escapes, what is not among the bytes is not in the JSON either.
        if (!data.Contains((byte)'\\') && (data.IndexOf(_valueUtf8) < 0 || (_numbers[^1] < 0 && data.IndexOf(_lastName) < 0)))
            return false;
        try
        {
            var reader = new Utf8JsonReader(data);
            bool holds = reader.Read() && HoldsAt(data, ref reader, 0);
            while (reader.Read())
            {
                // Whether the rest is JSON at all counts too, as it does where nothing was found.
            }

            return holds;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a text that is not Unicode.
            return false;
        }
    }

    private static int Number(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;

    /// <summary>Looks at the value that the reader is at, and goes to its end.</summary>
    private bool HoldsAt(ReadOnlySpan<byte> data, ref Utf8JsonReader reader, int depth)
    {
        if (depth == _names.Length)
        {
            int start = (int)reader.TokenStartIndex;
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                return IsValue(ref reader);
            reader.Skip();
            return data[start..(int)reader.BytesConsumed].SequenceEqual(_valueUtf8);
        }

        if (reader.TokenType == JsonTokenType.StartObject)
            return HoldsInObject(data, ref reader, depth);
        if (reader.TokenType == JsonTokenType.StartArray && _numbers[depth] >= 0)
            return HoldsInArray(data, ref reader, depth);
        reader.Skip();
        return false;
    }

    private bool HoldsInObject(ReadOnlySpan<byte> data, ref Utf8JsonReader reader, int depth)
    {
        // Of several values under one name the last one counts.
        bool holds = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isOnPath = reader.ValueTextEquals(_names[depth]);
            reader.Read();
            if (isOnPath)
                holds = HoldsAt(data, ref reader, depth + 1);
            else
                reader.Skip();
        }

        return holds;
    }

    private bool HoldsInArray(ReadOnlySpan<byte> data, ref Utf8JsonReader reader, int depth)
    {
        bool holds = false;
        for (int element = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; element++)
        {
            if (element == _numbers[depth])
                holds = HoldsAt(data, ref reader, depth + 1);
            else
                reader.Skip();
        }

        return holds;
    }

    private bool IsValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.ValueTextEquals(_valueUtf8),
        JsonTokenType.Null => _value == "null",
        JsonTokenType.True => _value == "true",
        JsonTokenType.False => _value == "false",
        JsonTokenType.Number => reader.ValueSpan.SequenceEqual(_valueUtf8),
        _ => false,
    };
}
