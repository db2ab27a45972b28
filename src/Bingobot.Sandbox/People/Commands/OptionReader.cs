using System.Globalization;
using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>
/// The values of a command's options, checked and converted as Discord's own client does before it sends them
/// (<see href="https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-structure"/>).
/// </summary>
internal sealed class OptionReader(World world, Guild? guild, CommandLeaf command)
{
    private const int MaxString = 6000;
    private const double MaxSafeInteger = (1L << 53) - 1;

    public Resolved Resolved { get; } = new(world, guild);

    /// <summary>Name, type and value, in the order in which the command declares them.</summary>
    /// <exception cref="SandboxException">400: naming the option and what it takes.</exception>
    public IReadOnlyList<(string Name, int Type, JsonElement Value)> Read(IReadOnlyDictionary<string, JsonElement> given)
    {
        JsonElement[] declared = [.. command.Options];
        foreach (string name in given.Keys)
            RequireDeclared(declared, name);
        List<(string, int, JsonElement)> values = [];
        foreach (JsonElement option in declared)
        {
            string name = option.GetText("name")!;
            if (given.TryGetValue(name, out JsonElement value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
                values.Add((name, option.GetInt("type") ?? 0, Convert(option, name, value)));
            else if (option.GetFlag("required"))
                throw new SandboxException(400, $"Option \"{name}\" of \"/{command.FullName}\" is required: {option.GetText("description")}.");
        }

        return values;
    }

    /// <summary>What was typed so far, unchecked; the one that is being typed is always among it, as text.</summary>
    /// <exception cref="SandboxException">400: no such option, or not one that the bot completes.</exception>
    public IReadOnlyList<(string Name, int Type, JsonElement Value)> ReadUnfinished(
        IReadOnlyDictionary<string, JsonElement> given, string focused)
    {
        JsonElement[] declared = [.. command.Options];
        if (!RequireDeclared(declared, focused).GetFlag("autocomplete"))
            throw Wrong(focused, "is not completed by the bot");
        List<(string, int, JsonElement)> values = [];
        foreach (JsonElement option in declared)
        {
            string name = option.GetText("name")!;
            JsonElement value = given.GetValueOrDefault(name);
            if (name == focused)
                values.Add((name, option.GetInt("type") ?? 0, Json.Element(w => w.WriteStringValue(value.ToString()))));
            else if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
                values.Add((name, option.GetInt("type") ?? 0, value));
        }

        return values;
    }

    private JsonElement RequireDeclared(JsonElement[] declared, string name)
    {
        foreach (JsonElement option in declared)
        {
            if (option.GetText("name") == name)
                return option;
        }

        throw new SandboxException(
            400,
            $"\"/{command.FullName}\" has no option \"{Lookup.Shorten(name)}\"; it has {Lookup.Names(declared, o => o.GetText("name")!)}.");
    }

    private JsonElement Convert(JsonElement option, string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            throw Wrong(name, "takes a string, a number or a boolean, not a list or an object");
        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        JsonElement[] choices = [.. option.GetItems("choices")];
        if (choices.Length > 0)
            return Choose(name, text, choices);
        return (OptionKind)(option.GetInt("type") ?? 0) switch
        {
            OptionKind.Text => Text(option, name, text),
            OptionKind.WholeNumber => Number(option, name, text, whole: true),
            OptionKind.Number => Number(option, name, text, whole: false),
            OptionKind.Boolean => text.ToUpperInvariant() switch
            {
                "TRUE" => Json.Element(w => w.WriteBooleanValue(true)),
                "FALSE" => Json.Element(w => w.WriteBooleanValue(false)),
                _ => throw Wrong(name, $"takes true or false, not \"{Lookup.Shorten(text)}\""),
            },
            OptionKind.User => Resolved.AddUser(text),
            OptionKind.Channel => Channel(option, name, text),
            OptionKind.Role => Resolved.AddRole(text),
            OptionKind.Mentionable => Resolved.AddMentionable(text),
            _ => throw Wrong(name, "is of a type that the sandbox cannot fill in"),
        };
    }

    private JsonElement Choose(string name, string text, JsonElement[] choices)
    {
        foreach (JsonElement choice in choices)
        {
            JsonElement value = choice.Get("value") ?? default;
            string own = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            if (own == text || string.Equals(choice.GetText("name"), text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        throw Wrong(name, $"takes one of {Lookup.Names(choices, choice => choice.GetText("name")!)}, not \"{Lookup.Shorten(text)}\"");
    }

    private JsonElement Text(JsonElement option, string name, string text)
    {
        int min = option.GetInt("min_length") ?? 0;
        int max = Math.Min(MaxString, option.GetInt("max_length") ?? MaxString);
        if (text.Length > max)
            throw Wrong(name, $"takes at most {max} characters, not {text.Length}");
        if (text.Length < min)
            throw Wrong(name, $"takes at least {min} characters, not {text.Length}");
        return Json.Element(w => w.WriteStringValue(text));
    }

    private JsonElement Number(JsonElement option, string name, string text, bool whole)
    {
        string kind = whole ? "a whole number" : "a number";
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number)
            || Math.Abs(number) > MaxSafeInteger || (whole && number != Math.Truncate(number)))
        {
            throw Wrong(name, $"takes {kind}, not \"{Lookup.Shorten(text)}\"");
        }

        if (option.GetNumber("min_value") is { } min && number < min)
            throw Wrong(name, $"takes {kind} of at least {min.ToString(CultureInfo.InvariantCulture)}, not {Lookup.Shorten(text)}");
        if (option.GetNumber("max_value") is { } max && number > max)
            throw Wrong(name, $"takes {kind} of at most {max.ToString(CultureInfo.InvariantCulture)}, not {Lookup.Shorten(text)}");
        return Json.Element(w =>
        {
            if (whole)
                w.WriteNumberValue((long)number);
            else
                w.WriteNumberValue(number);
        });
    }

    private JsonElement Channel(JsonElement option, string name, string text)
    {
        int[] types = [.. option.GetItems("channel_types").Select(Token.TryGetNumber)];
        GuildChannel channel = Lookup.Channel(world, text.Trim('<', '>', '#'), guild);
        if (types.Length > 0 && !types.Contains((int)channel.Kind))
            throw Wrong(name, $"takes another kind of channel than {channel.Name}");
        return Resolved.AddChannel(channel);
    }

    private SandboxException Wrong(string name, string what) =>
        new(400, $"Option \"{name}\" of \"/{command.FullName}\" {what}.");
}
