using System.Text.Json;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// A value to choose. See <see
/// href="https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure"/>.
/// </summary>
public sealed record ApplicationCommandChoice
{
    /// <summary>What the user sees, 1 to 100 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name in other languages, as "de".</summary>
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    /// <summary>What the bot receives: a JSON string of up to 100 characters or a number, as the option's type.</summary>
    public JsonElement Value { get; init; }

    /// <summary>A choice of a text.</summary>
    public static ApplicationCommandChoice Of(string name, string value) =>
        new() { Name = name, Value = JsonSerializer.SerializeToElement(value, DiscordJson.Default.String) };

    /// <summary>A choice of a whole number.</summary>
    public static ApplicationCommandChoice Of(string name, long value) =>
        new() { Name = name, Value = JsonSerializer.SerializeToElement(value, DiscordJson.Default.Int64) };

    /// <summary>A choice of any number.</summary>
    public static ApplicationCommandChoice Of(string name, double value) =>
        new() { Name = name, Value = JsonSerializer.SerializeToElement(value, DiscordJson.Default.Double) };
}
