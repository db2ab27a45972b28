using System.Globalization;

namespace Bingobot.Configuration;

/// <summary>Lengths of time as people write them: <c>90s</c>, <c>10m</c>, <c>2h</c>, <c>7d</c>.</summary>
internal static class Durations
{
    /// <summary>Reads a whole number followed by one of s, m, h, d.</summary>
    /// <returns>False where <paramref name="text"/> is none, or is longer than <see cref="TimeSpan"/> can say.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length < 2
            || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long count))
            return false;

        long unit = text[^1] switch
        {
            's' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMinute,
            'h' => TimeSpan.TicksPerHour,
            'd' => TimeSpan.TicksPerDay,
            _ => 0,
        };
        if (unit == 0 || count > TimeSpan.MaxValue.Ticks / unit)
            return false;

        duration = TimeSpan.FromTicks(count * unit);
        return true;
    }
}
