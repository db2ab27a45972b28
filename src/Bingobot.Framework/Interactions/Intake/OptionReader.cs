using System.Text.Json;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Reads the path and the options of a command.</summary>
internal static class OptionReader
{
    /// <summary>Discord nests a subcommand in a group in a command; whatever is deeper is nothing of it.</summary>
    private const int MaxDepth = 2;

    /// <summary>The names of the command, group and subcommand with spaces between, and the options of the innermost.</summary>
    public static (string Path, IReadOnlyList<OptionValue> Options) Read(InteractionData data)
    {
        var path = data.Name ?? "";
        var options = Innermost(data.Options ?? [], ref path);
        return (path, [.. options.Take(CommandOptions.MaxOptions).Select(option => Value(option, data.Resolved))]);
    }

    /// <summary>The option that is being typed; null where none is.</summary>
    public static OptionValue? Focused(InteractionData data)
    {
        var path = "";
        return Innermost(data.Options ?? [], ref path).FirstOrDefault(option => option.Focused == true) is { } focused
            ? Value(focused, resolved: null)
            : null;
    }

    private static IReadOnlyList<InteractionDataOption> Innermost(IReadOnlyList<InteractionDataOption> options, ref string path)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            if (options is not [{ Type: ApplicationCommandOptionType.Subcommand or ApplicationCommandOptionType.SubcommandGroup } inner])
                break;
            path = $"{path} {inner.Name}";
            options = inner.Options ?? [];
        }
        return options;
    }

    private static OptionValue Value(InteractionDataOption option, ResolvedData? resolved)
    {
        var text = option.Value switch
        {
            { ValueKind: JsonValueKind.String } value => value.GetString() ?? "",
            { ValueKind: JsonValueKind.True } => OptionCheck.True,
            { ValueKind: JsonValueKind.False } => OptionCheck.False,
            { } value => value.GetRawText(),
            null => "",
        };
        OptionValue given = new(
            Markdown.Shorten(option.Name, InteractionReader.MaxName), option.Type, Markdown.Shorten(text, CommandOptions.MaxText));
        if (text.Length > CommandOptions.MaxText)
            given = given with { Length = text.Length };
        return Snowflake.TryParse(text, out var id) && resolved is not null ? Resolved(given, id, resolved) : given;
    }

    private static OptionValue Resolved(OptionValue given, Snowflake id, ResolvedData resolved)
    {
        var entity = given.Type switch
        {
            ApplicationCommandOptionType.User => EntityReader.User(id, resolved),
            ApplicationCommandOptionType.Role => EntityReader.Role(id, resolved),
            ApplicationCommandOptionType.Channel => EntityReader.Channel(id, resolved),
            ApplicationCommandOptionType.Mentionable => EntityReader.User(id, resolved) ?? EntityReader.Role(id, resolved),
            ApplicationCommandOptionType.Attachment => EntityReader.File(id, resolved),
            _ => null,
        };
        return entity is null
            ? given
            : given with
            {
                Label = entity.Name,
                Bot = entity.Bot,
                IsRole = given.Type == ApplicationCommandOptionType.Mentionable && entity.Kind == EntityKind.Role ? true : null,
                File = entity.File,
            };
    }
}
