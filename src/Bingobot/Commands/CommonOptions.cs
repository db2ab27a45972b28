using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Bingobot.Modules;

namespace Bingobot.Commands;

/// <summary>Options that several commands have, and how options are read.</summary>
internal static class CommonOptions
{
    private static readonly string[] MomentFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    public static Option<string?> Config { get; } =
        PathOption("--config", "FILE", "The configuration, YAML. Default: config.yaml of the home folder.");

    public static Option<string?> Data { get; } =
        PathOption("--data", "FOLDER", "The data folder. Default: what the configuration says.");

    public static Option<ulong?> Guild { get; } = new("--guild")
    {
        Description = "Only this guild (its id; 0 is what belongs to none).",
        HelpName = "ID",
        CustomParser = result =>
        {
            string text = TextOf(result);
            if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong guild))
                return guild;
            result.AddError($"--guild: '{Shown(text)}' is no id; a whole number such as 41771983423143937 is expected.");
            return null;
        },
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "JSON for programs instead of text for people.",
    };

    /// <summary>An option that is a whole number in a range.</summary>
    public static Option<long?> Whole(string name, string helpName, string description, long least, long most) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            string text = TextOf(result);
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                && number >= least
                && number <= most)
                return number;
            string range = most == long.MaxValue ? $"of {least} or more" : $"from {least} to {most}";
            result.AddError($"{name}: '{Shown(text)}' is not allowed; it is a whole number {range}.");
            return null;
        },
    };

    /// <summary>An option that is a point in time: ISO 8601, UTC unless it says otherwise, or an age such as <c>2h</c>.</summary>
    public static Option<DateTimeOffset?> Moment(string name, string description) => new(name)
    {
        Description = description + " 2030-01-02, 2030-01-02T03:04:05Z (UTC unless it says otherwise), or an age: 90s, 10m, 2h, 7d.",
        HelpName = "TIME",
        CustomParser = result =>
        {
            string text = TextOf(result);
            if (TryParseMoment(text, TimeProvider.System.GetUtcNow(), out DateTimeOffset time))
                return time;
            result.AddError(
                $"{name}: '{Shown(text)}' is no time; 2030-01-02, 2030-01-02T03:04:05Z or an age such as 90s, 10m, 2h or 7d is expected.");
            return null;
        },
    };

    /// <summary>Reads a point in time.</summary>
    internal static bool TryParseMoment(string text, DateTimeOffset now, out DateTimeOffset time)
    {
        if (Durations.TryParse(text, out TimeSpan age) && age <= now - DateTimeOffset.MinValue)
        {
            time = now - age;
            return true;
        }

        return DateTimeOffset.TryParseExact(
            text.Trim(), MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    /// <summary>An empty path is a variable that was not set: to take it for the current folder would write there.</summary>
    private static Option<string?> PathOption(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            string text = TextOf(result);
            if (string.IsNullOrWhiteSpace(text))
                result.AddError($"{name}: a path is expected, and it is empty.");
            return text;
        },
    };

    private static string TextOf(ArgumentResult result) => result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;

    private static string Shown(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
