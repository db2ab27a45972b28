using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>
/// Holds whole commands to what Discord takes, so that a mistake is found by the module's author and not by a refused
/// registration. See <see href="https://docs.discord.com/developers/interactions/application-commands"/>.
/// </summary>
internal static class CommandLimits
{
    public const int MaxCharacters = 8000;
    public const int MaxSlashCommands = 100;
    public const int MaxMenuCommands = 15;

    /// <summary>Checks the commands of one module.</summary>
    /// <exception cref="ArgumentException">It says which command, and what to mend.</exception>
    public static void Check(IEnumerable<ApplicationCommand> commands)
    {
        foreach (var command in commands)
            Check(command);
    }

    /// <summary>Checks the commands of all modules together.</summary>
    /// <exception cref="ArgumentException">Two have the same name, or there are too many.</exception>
    public static void CheckTogether(IReadOnlyList<IBotModule> modules)
    {
        var all = modules.SelectMany(module => module.Manifest.Commands, (module, command) => (Module: module.Name, Command: command)).ToArray();
        if (all.GroupBy(pair => (pair.Command.Type, pair.Command.Name)).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"The command '{twice.Key.Name}' is declared by {string.Join(" and ", twice.Select(pair => $"'{pair.Module}'"))}.", nameof(modules));
        }
        foreach (var kind in all.GroupBy(pair => pair.Command.Type))
        {
            var most = kind.Key == ApplicationCommandType.ChatInput ? MaxSlashCommands : MaxMenuCommands;
            if (kind.Count() > most)
                throw new ArgumentException($"A bot has at most {most} commands of kind {kind.Key}; these modules declare {kind.Count()}.", nameof(modules));
        }
    }

    private static void Check(ApplicationCommand command)
    {
        var isSlash = command.Type == ApplicationCommandType.ChatInput;
        foreach (var (locale, name) in command.NameLocalizations ?? Nothing)
            CheckName(command.Name, locale, name, isSlash);
        CheckDescriptions(command.Name, command.DescriptionLocalizations);
        if (command.Options is { } options)
            Check(command.Name, options, CommandOptions.MaxOptions);
        if (isSlash && Characters(command) is var count && count > MaxCharacters)
        {
            throw new ArgumentException(
                $"The command '{command.Name}' has {count} characters in names, descriptions and choices with their longest translations; "
                + $"{MaxCharacters} are allowed. Shorten descriptions, or make two commands of it.");
        }
    }

    private static void Check(string path, IReadOnlyList<ApplicationCommandOption> options, int most)
    {
        if (options.Count > most)
            throw new ArgumentException($"'{path}' has {options.Count} options or subcommands; {most} are allowed.");
        if (options.Any(option => option is { Type: ApplicationCommandOptionType.Subcommand or ApplicationCommandOptionType.SubcommandGroup, Name: "" }))
            throw new ArgumentException($"A subcommand of '{path}' has no name.");
        foreach (var option in options)
        {
            var inner = $"{path} {option.Name}";
            foreach (var (locale, name) in option.NameLocalizations ?? Nothing)
                CheckName(inner, locale, name, isSlash: true);
            CheckDescriptions(inner, option.DescriptionLocalizations);
            foreach (var choice in option.Choices ?? [])
                CheckChoice(inner, choice);
            if (option.Type == ApplicationCommandOptionType.SubcommandGroup && option.Options is not { Count: > 0 })
                throw new ArgumentException($"The group '{inner}' has no subcommand; declare one, or leave it out.");
            if (option.Options is { } within)
                Check(inner, within, CommandOptions.MaxOptions);
        }
        CheckDistinct(path, options);
    }

    /// <summary>A name in a language differs from all others in it, and from the names that the options were declared with.</summary>
    private static void CheckDistinct(string path, IReadOnlyList<ApplicationCommandOption> options)
    {
        foreach (var locale in options.SelectMany(option => (option.NameLocalizations ?? Nothing).Keys).Distinct(StringComparer.Ordinal))
        {
            HashSet<string> taken = new(StringComparer.Ordinal);
            foreach (var option in options)
            {
                var name = option.NameLocalizations?.GetValueOrDefault(locale) ?? option.Name;
                if (!taken.Add(name) || options.Any(other => other != option && other.Name == name))
                    throw new ArgumentException($"'{name}', which '{path} {option.Name}' is called in '{locale}', is the name of another option there.");
            }
        }
    }

    private static void CheckName(string of, string locale, string name, bool isSlash)
    {
        try
        {
            if (isSlash)
                CommandNames.CheckName(name);
            else
                CommandNames.CheckMenuName(name);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"The name of '{of}' in '{locale}': {e.Message}", e);
        }
    }

    private static void CheckDescriptions(string of, IReadOnlyDictionary<string, string>? descriptions)
    {
        foreach (var (locale, description) in descriptions ?? Nothing)
            CommandNames.CheckDescription($"{of}' in '{locale}", description);
    }

    private static void CheckChoice(string option, ApplicationCommandChoice choice)
    {
        foreach (var (locale, name) in choice.NameLocalizations ?? Nothing)
        {
            if (name.Length is 0 or > CommandOptions.MaxChoice)
                throw new ArgumentException($"The choice '{choice.Name}' of '{option}' has in '{locale}' no name of 1 to {CommandOptions.MaxChoice} characters.");
        }
    }

    private static int Characters(ApplicationCommand command) =>
        Longest(command.Name, command.NameLocalizations)
        + Longest(command.Description ?? "", command.DescriptionLocalizations)
        + (command.Options ?? []).Sum(Characters);

    private static int Characters(ApplicationCommandOption option) =>
        Longest(option.Name, option.NameLocalizations)
        + Longest(option.Description, option.DescriptionLocalizations)
        + (option.Choices ?? []).Sum(choice => Longest(choice.Name, choice.NameLocalizations) + choice.Value.ToString().Length)
        + (option.Options ?? []).Sum(Characters);

    private static int Longest(string text, IReadOnlyDictionary<string, string>? translations) =>
        Math.Max(text.Length, (translations ?? Nothing).Values.Select(translation => translation.Length).DefaultIfEmpty().Max());

    private static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();
}
