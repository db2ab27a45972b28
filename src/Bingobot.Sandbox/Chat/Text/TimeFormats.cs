using System.Globalization;

namespace Bingobot.Sandbox.Chat.Text;

/// <summary>
/// Shows times as <see href="https://docs.discord.com/developers/reference#message-formatting-timestamp-styles">Discord's
/// client</see> does in English.
/// </summary>
internal static class TimeFormats
{
    private static readonly (TimeSpan Unit, string Name)[] Units =
    [
        (TimeSpan.FromDays(365), "a year"),
        (TimeSpan.FromDays(30), "a month"),
        (TimeSpan.FromDays(1), "a day"),
        (TimeSpan.FromHours(1), "an hour"),
        (TimeSpan.FromMinutes(1), "a minute"),
        (TimeSpan.FromSeconds(1), "a second"),
    ];

    /// <summary>Shows a time.</summary>
    /// <param name="time">Which.</param>
    /// <param name="format">One of the letters t, T, d, D, f, F and R; anything else is as f.</param>
    /// <param name="now">The present, for R.</param>
    /// <param name="zone">Where the reader is.</param>
    public static string Show(DateTimeOffset time, char format, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (format == 'R')
            return Relative(time, now);
        var pattern = format switch
        {
            't' => "HH:mm",
            'T' => "HH:mm:ss",
            'd' => "dd/MM/yyyy",
            'D' => "d MMMM yyyy",
            'F' => "dddd, d MMMM yyyy HH:mm",
            _ => "d MMMM yyyy HH:mm",
        };
        return TimeZoneInfo.ConvertTime(time, zone).ToString(pattern, CultureInfo.InvariantCulture);
    }

    /// <summary>"in 2 minutes", "3 hours ago"; rounded to the nearest, so that 119 s are 2 minutes.</summary>
    public static string Relative(DateTimeOffset time, DateTimeOffset now)
    {
        var distance = (time - now).Duration();
        var text = "0 seconds";
        for (var index = 0; index < Units.Length; index++)
        {
            var (unit, name) = Units[index];
            var roundsUp = index + 1 < Units.Length ? Units[index + 1].Unit / 2 : unit / 2;
            if (distance < unit - roundsUp)
                continue;
            var count = Math.Max(1, (long)Math.Round(distance / unit, MidpointRounding.AwayFromZero));
            text = count == 1 ? name : $"{count} {name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..]}s";
            break;
        }

        return time > now ? $"in {text}" : $"{text} ago";
    }

    /// <summary>When a message was written: "Today at 16:20".</summary>
    public static string Message(DateTimeOffset time, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        var clock = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        var days = (TimeZoneInfo.ConvertTime(now, zone).Date - local.Date).Days;
        return days switch
        {
            0 => $"Today at {clock}",
            1 => $"Yesterday at {clock}",
            _ => local.ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture),
        };
    }
}
