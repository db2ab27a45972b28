using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Puts commands that are declared by their paths into the form that Discord registers.</summary>
internal sealed class CommandTree
{
    private const int MaxSubcommands = 25;
    private readonly SortedDictionary<string, ApplicationCommand> _commands = new(StringComparer.Ordinal);

    public IReadOnlyList<ApplicationCommand> Commands => [.. _commands.Values];

    /// <summary>Describes a command that has subcommands.</summary>
    public void AddGroup(string name, string description)
    {
        CommandNames.Check(name, description);
        if (!_commands.TryAdd(name, New(name, description) with { Options = [] }))
            throw new ArgumentException($"The command '{name}' is declared twice.", nameof(name));
    }

    /// <summary>Adds a command: a name, or the name of a group and that of a subcommand with a space between.</summary>
    public void Add(string path, string description, CommandOptions options)
    {
        switch (path.Split(' '))
        {
            case [var name]:
                CommandNames.Check(name, description);
                if (!_commands.TryAdd(name, New(name, description) with { Options = options.Declared }))
                    throw new ArgumentException($"The command '{name}' is declared twice.", nameof(path));
                break;
            case [var group, var name]:
                CommandNames.Check(name, description);
                AddTo(group, name, description, options);
                break;
            default:
                throw new ArgumentException($"'{path}' is no command: 'name' or 'group name' is expected.", nameof(path));
        }
    }

    private static ApplicationCommand New(string name, string description) => new()
    {
        Name = name,
        Description = description,
        Type = ApplicationCommandType.ChatInput,
        Contexts = [InteractionContextType.Guild],
    };

    private void AddTo(string group, string name, string description, CommandOptions options)
    {
        if (!_commands.TryGetValue(group, out var command))
            throw new ArgumentException($"Declare the group '{group}' before its subcommand '{name}'.", nameof(group));
        var subcommands = command.Options ?? [];
        if (subcommands.Any(other => other.Type != ApplicationCommandOptionType.Subcommand))
            throw new ArgumentException($"'{group}' is a command of its own and can have no subcommand '{name}'.", nameof(group));
        if (subcommands.Any(other => other.Name == name))
            throw new ArgumentException($"The command '{group} {name}' is declared twice.", nameof(name));
        if (subcommands.Count == MaxSubcommands)
            throw new InvalidOperationException($"'{group}' has at most {MaxSubcommands} subcommands.");
        _commands[group] = command with
        {
            Options =
            [
                .. subcommands,
                new ApplicationCommandOption
                {
                    Type = ApplicationCommandOptionType.Subcommand,
                    Name = name,
                    Description = description,
                    Options = options.Declared,
                },
            ],
        };
    }
}
