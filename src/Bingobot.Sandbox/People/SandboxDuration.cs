using System.Globalization;

namespace Bingobot.Sandbox;

/// <summary>Durations as people write them: <c>90s</c>, <c>10m</c>, <c>2h</c>, <c>7d</c>, or several, <c>1h30m</c>.</summary>
internal static class SandboxDuration
{
    private const int MaxDigits = 9;

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        int at = 0;
        while (at < text.Length)
        {
            int digits = at;
            while (digits < text.Length && char.IsAsciiDigit(text[digits]))
                digits++;
            if (digits == at || digits == text.Length || digits - at > MaxDigits)
                return false;
            long unit = text[digits] switch
            {
                's' => 1,
                'm' => 60,
                'h' => 60 * 60,
                'd' => 24 * 60 * 60,
                _ => 0,
            };
            if (unit == 0)
                return false;
            duration += TimeSpan.FromSeconds(unit * long.Parse(text.AsSpan(at, digits - at), NumberStyles.None, CultureInfo.InvariantCulture));
            at = digits + 1;
        }

        return duration > TimeSpan.Zero;
    }
}
