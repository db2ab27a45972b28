using System.Globalization;

namespace Bingobot.Modules;

/// <summary>
/// Durations as people write them: <c>90s</c>, <c>10m</c>, <c>2h</c>, <c>7d</c>, and several after each other, from the
/// greatest unit to the least: <c>1h30m</c>.
/// </summary>
public static class Durations
{
    /// <summary>The most characters that are looked at.</summary>
    public const int MaxLength = 32;

    private const string Units = "dhms";

    /// <summary>Reads a duration; false where the text is none, or one longer than 10,000 days.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty || rest.Length > MaxLength)
            return false;
        var lastUnit = -1;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > 7)
                return false;
            var unit = Units.IndexOf(char.ToLowerInvariant(rest[digits]), StringComparison.Ordinal);
            if (unit <= lastUnit)
                return false;
            lastUnit = unit;
            duration += int.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture) * Length(unit);
            rest = rest[(digits + 1)..].TrimStart();
        }

        return duration <= TimeSpan.FromDays(10_000);
    }

    /// <summary>Writes a duration in whole seconds, as <see cref="TryParse"/> reads it.</summary>
    public static string Format(TimeSpan duration)
    {
        Span<long> parts = [(long)duration.TotalDays, duration.Hours, duration.Minutes, duration.Seconds];
        var text = "";
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] > 0)
                text += string.Create(CultureInfo.InvariantCulture, $"{parts[i]}{Units[i]}");
        }
        return text.Length == 0 ? "0s" : text;
    }

    private static TimeSpan Length(int unit) => unit switch
    {
        0 => TimeSpan.FromDays(1),
        1 => TimeSpan.FromHours(1),
        2 => TimeSpan.FromMinutes(1),
        _ => TimeSpan.FromSeconds(1),
    };
}
