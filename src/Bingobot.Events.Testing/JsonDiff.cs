using System.Text;
using System.Text.Json;

namespace Bingobot.Events.Testing;

/// <summary>Where two JSON values differ, by path.</summary>
internal static class JsonDiff
{
    private const int MostLines = 20;
    private const int MostCharacters = 400;

    /// <summary>One line for each difference: <c>$.votes[0].option: expected 1, found 2</c>; none where they are equal.</summary>
    public static IReadOnlyList<string> Between(JsonElement expected, JsonElement found)
    {
        var lines = new List<string>();
        Compare("$", expected, found, lines);
        if (lines.Count <= MostLines)
            return lines;
        return [.. lines.Take(MostLines), $"… and {lines.Count - MostLines} more differences"];
    }

    public static IReadOnlyList<string> Between(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> found)
    {
        using JsonDocument one = JsonDocument.Parse(expected);
        using JsonDocument other = JsonDocument.Parse(found);
        return Between(one.RootElement, other.RootElement);
    }

    /// <summary>JSON in which equal values are equal texts: names sorted, no white space.</summary>
    public static string Canonical(ReadOnlyMemory<byte> json) =>
        Encoding.UTF8.GetString(CanonicalJson.Write(writer => CanonicalJson.Rewrite(json, writer)));

    private static void Compare(string path, JsonElement expected, JsonElement found, List<string> lines)
    {
        if (expected.ValueKind == JsonValueKind.Object && found.ValueKind == JsonValueKind.Object)
        {
            CompareObjects(path, expected, found, lines);
        }
        else if (expected.ValueKind == JsonValueKind.Array && found.ValueKind == JsonValueKind.Array)
        {
            int both = Math.Min(expected.GetArrayLength(), found.GetArrayLength());
            for (int i = 0; i < both; i++)
                Compare($"{path}[{i}]", expected[i], found[i], lines);
            for (int i = both; i < expected.GetArrayLength(); i++)
                lines.Add($"{path}[{i}]: expected {Text(expected[i])}, found nothing");
            for (int i = both; i < found.GetArrayLength(); i++)
                lines.Add($"{path}[{i}]: expected nothing, found {Text(found[i])}");
        }
        else if (Text(expected) is var one && Text(found) is var other && !SameValue(expected, found))
        {
            lines.Add($"{path}: expected {one}, found {other}");
        }
    }

    private static void CompareObjects(string path, JsonElement expected, JsonElement found, List<string> lines)
    {
        foreach (string name in expected.EnumerateObject().Concat(found.EnumerateObject())
            .Select(property => property.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            string at = name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $"{path}.{name}" : $"{path}[\"{name}\"]";
            bool isExpected = expected.TryGetProperty(name, out JsonElement one);
            bool isFound = found.TryGetProperty(name, out JsonElement other);
            if (isExpected && isFound)
                Compare(at, one, other, lines);
            else if (isExpected)
                lines.Add($"{at}: expected {Text(one)}, found nothing");
            else
                lines.Add($"{at}: expected nothing, found {Text(other)}");
        }
    }

    private static bool SameValue(JsonElement one, JsonElement other) => one.ValueKind == other.ValueKind
        && (one.ValueKind == JsonValueKind.String ? one.GetString() == other.GetString() : one.GetRawText() == other.GetRawText());

    private static string Text(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= MostCharacters ? text : string.Concat(text.AsSpan(0, MostCharacters), "…");
    }
}
