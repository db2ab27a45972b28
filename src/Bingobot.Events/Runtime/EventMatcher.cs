using System.Globalization;
using System.Text.Json;

namespace Bingobot.Events;

/// <summary>Whether an event is meant by a filter.</summary>
internal static class EventMatcher
{
    public static bool Matches(EventFilter filter, Recorded e) =>
        e.Sequence >= filter.FromSequence
        && e.Sequence <= filter.ToSequence
        && (filter.Partition is not { } partition || partition == e.Partition)
        && (filter.Types is not { } types || types.Contains(e.Type))
        && e.Time >= filter.FromTime
        && e.Time <= filter.ToTime
        && (filter.Where.Count == 0 || MatchesData(filter.Where, e.Data));

    private static bool MatchesData(IReadOnlyList<KeyValuePair<string, string>> where, ReadOnlyMemory<byte> data)
    {
        using JsonDocument json = JsonDocument.Parse(data);
        foreach ((string path, string value) in where)
        {
            if (Find(json.RootElement, path) is not { } found || !HasText(found, value))
                return false;
        }

        return true;
    }

    /// <summary>Follows the names of a path; a number takes that element of an array, counted from 0.</summary>
    private static JsonElement? Find(JsonElement element, string path)
    {
        foreach (Range part in path.AsSpan().Split('.'))
        {
            ReadOnlySpan<char> name = path.AsSpan(part);
            if (element.ValueKind == JsonValueKind.Array
                && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                && index < element.GetArrayLength())
                element = element[index];
            else if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element;
    }

    private static bool HasText(JsonElement element, string value) => element.ValueKind switch
    {
        JsonValueKind.String => element.ValueEquals(value),
        JsonValueKind.Null => value == "null",
        JsonValueKind.True => value == "true",
        JsonValueKind.False => value == "false",
        _ => element.GetRawText() == value,
    };
}
