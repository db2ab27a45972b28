using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>
/// Puts commands that are declared by their paths into the form that Discord registers. See <see
/// href="https://docs.discord.com/developers/interactions/application-commands#subcommands-and-subcommand-groups"/>.
/// </summary>
internal sealed class CommandTree
{
    private readonly SortedDictionary<string, Node> _roots = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(ApplicationCommandType Type, string Name), ApplicationCommand> _menus = [];

    /// <summary>The commands as they are registered, in ordinal order, with their names and descriptions in all languages.</summary>
    public IReadOnlyList<ApplicationCommand> Localized(Translations texts)
    {
        if (_roots.Values.FirstOrDefault(static root => root is { Options: null, Order.Count: 0 }) is { } empty)
            throw new ArgumentException($"The group '{empty.Name}' has no subcommand; declare one, or leave it out.");
        CommandWording wording = new(texts);
        ApplicationCommand[] commands = [.. _roots.Values.Select(static root => root.ToCommand()), .. _menus.Values];
        return [.. commands.Select(wording.Apply)];
    }

    /// <summary>Describes a command that has subcommands, as <c>vote</c>, or a group of these, as <c>vote admin</c>.</summary>
    public void AddGroup(string path, string description, Terms terms)
    {
        var (parent, name) = Find(path, "group");
        CommandNames.Check(name, description);
        Put(path, parent, new Node(name, description, terms, Options: null, []));
    }

    /// <summary>Adds a command: a name, that of a group and a subcommand, or those of two groups and a subcommand.</summary>
    public void Add(string path, string description, CommandOptions options, Terms terms)
    {
        var (parent, name) = Find(path, "command");
        CommandNames.Check(name, description);
        if (parent is not null && terms.AgeRestricted)
            throw new ArgumentException($"'{path}' cannot be age-restricted alone; its group '{path.Split(' ')[0]}' can.", nameof(terms));
        Put(path, parent, new Node(name, description, terms, options, []));
    }

    /// <summary>Adds a command to the context menu of users or messages.</summary>
    public void AddMenu(ApplicationCommandType type, string name, Terms terms)
    {
        CommandNames.CheckMenuName(name);
        if (!_menus.TryAdd((type, name), New(type, name, terms)))
            throw new ArgumentException($"The context menu's command '{name}' is declared twice.", nameof(name));
    }

    /// <summary>The terms of all groups that a command is in.</summary>
    public Terms TermsAbove(string path)
    {
        var names = path.Split(' ');
        var terms = Terms.None;
        var nodes = _roots;
        foreach (var name in names[..^1])
        {
            var node = nodes[name];
            terms = node.Terms.Within(terms);
            nodes = node.Children;
        }
        return terms;
    }

    private static ApplicationCommand New(ApplicationCommandType type, string name, Terms terms) => new()
    {
        Name = name,
        Type = type,
        Contexts = [InteractionContextType.Guild],
        DefaultMemberPermissions = terms.Member == Permissions.None ? null : terms.Member,
        Nsfw = terms.AgeRestricted ? true : null,
    };

    /// <summary>Where a path leads: the node above, null at the top, and the name below it.</summary>
    private (Node? Parent, string Name) Find(string path, string what)
    {
        switch (path.Split(' '))
        {
            case [var name]:
                return (null, name);
            case [var root, var name]:
                return (Group(root, path), name);
            case [var root, var group, var name] when what == "command":
                return (Group(root, path).Children.GetValueOrDefault(group) is { Options: null } found
                    ? found
                    : throw new ArgumentException($"Declare the group '{root} {group}' before its subcommand '{name}'.", nameof(path)), name);
            default:
                throw new ArgumentException(
                    $"'{path}' is no {what}: 'name' or 'group name'{(what == "command" ? " or 'group group name'" : "")} is expected.", nameof(path));
        }
    }

    private Node Group(string name, string path)
    {
        if (!_roots.TryGetValue(name, out var node))
            throw new ArgumentException($"Declare the group '{name}' before its subcommand '{path[(name.Length + 1)..]}'.", nameof(path));
        return node.Options is null
            ? node
            : throw new ArgumentException($"'{name}' is a command of its own and can have no subcommand '{path[(name.Length + 1)..]}'.", nameof(path));
    }

    private void Put(string path, Node? parent, Node node)
    {
        var siblings = parent?.Children ?? _roots;
        if (parent is not null && siblings.Count == CommandOptions.MaxOptions)
            throw new InvalidOperationException($"'{parent.Name}' has at most {CommandOptions.MaxOptions} subcommands.");
        if (!siblings.TryAdd(node.Name, node))
            throw new ArgumentException($"The command '{path}' is declared twice.", nameof(path));
        if (parent is not null)
            parent.Order.Add(node);
    }

    /// <summary>A command, or a group where it has no options.</summary>
    private sealed record Node(string Name, string Description, Terms Terms, CommandOptions? Options, List<Node> Order)
    {
        public SortedDictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

        public ApplicationCommand ToCommand() => New(ApplicationCommandType.ChatInput, Name, Terms) with
        {
            Description = Description,
            Options = Options?.Declared ?? [.. Order.Select(static child => child.ToOption())],
        };

        private ApplicationCommandOption ToOption() => new()
        {
            Type = Options is null ? ApplicationCommandOptionType.SubcommandGroup : ApplicationCommandOptionType.Subcommand,
            Name = Name,
            Description = Description,
            Options = Options?.Declared ?? [.. Order.Select(static child => child.ToOption())],
        };
    }
}
