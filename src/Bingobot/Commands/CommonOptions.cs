using System.CommandLine;
using System.Globalization;

namespace Bingobot.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "The configuration, YAML. Default: config.yaml of the home folder.",
        HelpName = "FILE",
    };

    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "The data folder. Default: what the configuration says.",
        HelpName = "FOLDER",
    };

    public static Option<ulong?> Guild { get; } = new("--guild")
    {
        Description = "Only this guild (its id; 0 is what belongs to none).",
        HelpName = "ID",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong guild))
                return guild;
            result.AddError($"--guild: '{text}' is no id; a whole number such as 41771983423143937 is expected.");
            return null;
        },
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "JSON for programs instead of text for people.",
    };
}
