using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bingobot.Sandbox;

/// <summary>The rules for commands as a bot registers them
/// (<see href="https://docs.discord.com/developers/interactions/application-commands#application-command-object"/>).</summary>
internal sealed partial class CommandForm(FormErrors errors)
{
    public const int ChatInput = 1;
    public const int OnUser = 2;
    public const int OnMessage = 3;
    public const int SubCommand = 1;
    public const int SubCommandGroup = 2;
    private const int MaxOptions = 25;
    private const int MaxChoices = 25;
    private const int MaxDescription = 100;

    public void Check(JsonElement command, string path)
    {
        if (command.ValueKind != JsonValueKind.Object)
        {
            errors.WrongType(path.Length == 0 ? "body" : path.TrimEnd('/'), "an object");
            return;
        }

        int type = command.GetInt("type") ?? ChatInput;
        if (type is < 1 or > 4)
            errors.NotAmong(path + "type", "1, 2, 3, 4");
        if (type == ChatInput)
        {
            CheckName(command, path);
            CheckDescription(command, path);
            CheckOptions(command, path, depth: 0);
        }
        else if (command.GetText("name") is not { Length: >= 1 and <= 32 })
        {
            errors.BadLength(path + "name", 1, 32);
        }
    }

    private void CheckName(JsonElement item, string path)
    {
        if (item.GetText("name") is not { } name)
            errors.Required(path + "name");
        else if (!Name().IsMatch(name) || name.Any(char.IsUpper))
            errors.Add(path + "name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid: 1 to 32 lower-case letters, digits, '-' or '_'.");
    }

    private void CheckDescription(JsonElement item, string path)
    {
        if (item.GetText("description") is not { } description)
            errors.Required(path + "description");
        else if (description.Length is 0 or > MaxDescription)
            errors.BadLength(path + "description", 1, MaxDescription);
    }

    private void CheckOptions(JsonElement item, string path, int depth)
    {
        JsonElement[] options = [.. item.GetItems("options")];
        if (options.Length > MaxOptions)
            errors.BadLength(path + "options", 0, MaxOptions);
        HashSet<string> names = new(StringComparer.Ordinal);
        bool optionalSeen = false;
        for (int i = 0; i < options.Length; i++)
        {
            string at = $"{path}options/{i}/";
            CheckName(options[i], at);
            CheckDescription(options[i], at);
            if (options[i].GetText("name") is { } name && !names.Add(name))
                errors.Add(at + "name", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique");
            bool required = options[i].GetFlag("required");
            if (required && optionalSeen)
                errors.Add(at + "required", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options");
            optionalSeen |= !required;
            int type = options[i].GetInt("type") ?? 0;
            if (type is < 1 or > 11 || (type <= SubCommandGroup && depth >= 3 - type))
                errors.NotAmong(at + "type", depth == 0 ? "1, 2, 3, …, 11" : "3, …, 11");
            else if (type <= SubCommandGroup)
                CheckOptions(options[i], at, depth + 1);
            CheckChoices(options[i], at);
        }
    }

    private void CheckChoices(JsonElement option, string path)
    {
        int index = 0;
        foreach (JsonElement choice in option.GetItems("choices"))
        {
            string at = $"{path}choices/{index++}/";
            if (choice.GetText("name") is not { Length: >= 1 and <= 100 })
                errors.BadLength(at + "name", 1, 100);
            if (choice.Get("value") is null)
                errors.Required(at + "value");
        }

        if (index > MaxChoices)
            errors.BadLength(path + "choices", 0, MaxChoices);
    }

    /// <summary>The command as the world keeps it: with ids, version and the defaults filled in.</summary>
    public static JsonObject Complete(JsonElement given, JsonElement? existing, ulong applicationId, ulong guildId, ulong newId)
    {
        JsonObject command = JsonObject.Create(given)!;
        command["id"] = existing?.GetText("id") ?? Snowflake.Text(newId);
        command["application_id"] = Snowflake.Text(applicationId);
        command["version"] = Snowflake.Text(newId);
        command["type"] = given.GetInt("type") ?? ChatInput;
        command["description"] = given.GetText("description") ?? "";
        command["nsfw"] = given.GetFlag("nsfw");
        command["default_member_permissions"] = given.GetText("default_member_permissions");
        if (guildId != 0)
            command["guild_id"] = Snowflake.Text(guildId);
        return command;
    }

    [GeneratedRegex(@"^[-_'\p{L}\p{N}\p{IsDevanagari}\p{IsThai}]{1,32}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
