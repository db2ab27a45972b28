using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>A command, or subcommand, that can be invoked.</summary>
/// <param name="Root">The registered command.</param>
/// <param name="Path">The group and subcommand inside it, outermost first.</param>
internal sealed record CommandLeaf(JsonElement Root, IReadOnlyList<JsonElement> Path)
{
    public string FullName => string.Join(' ', Path.Prepend(Root).Select(node => node.GetText("name")));

    public JsonElement Node => Path.Count == 0 ? Root : Path[^1];

    public IEnumerable<JsonElement> Options => Node.GetItems("options");
}

/// <summary>The slash commands that can be typed in a guild.</summary>
internal static class CommandTree
{
    /// <summary>Contexts (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types"/>).</summary>
    private const int InGuild = 0;
    private const int BotDirect = 1;

    public static IEnumerable<CommandLeaf> Leaves(World world, ulong guildId) => Roots(world, guildId)
        .SelectMany(root => Leaves(root, root, []))
        .OrderBy(leaf => leaf.FullName, StringComparer.Ordinal);

    /// <param name="world">The world.</param>
    /// <param name="guildId">The guild.</param>
    /// <param name="command">For instance <c>vote start</c>, with or without a slash.</param>
    /// <exception cref="SandboxException">404: there is no such command; it names those there are.</exception>
    public static CommandLeaf Find(World world, ulong guildId, string command)
    {
        string name = string.Join(' ', command.TrimStart().TrimStart('/').Split(' ', StringSplitOptions.RemoveEmptyEntries));
        CommandLeaf[] leaves = [.. Leaves(world, guildId)];
        if (leaves.FirstOrDefault(leaf => leaf.FullName == name) is { } found)
            return found;
        if (leaves.Length == 0)
            throw new SandboxException(404, $"There is no command \"/{Lookup.Shorten(name)}\": the bot has not registered any yet.");
        string[] below = [.. leaves.Select(leaf => leaf.FullName).Where(full => full.StartsWith(name + " ", StringComparison.Ordinal))];
        throw below.Length > 0
            ? new SandboxException(400, $"\"/{name}\" needs a subcommand: {string.Join(", ", below.Select(full => "/" + full))}.")
            : new SandboxException(
                404, $"There is no command \"/{Lookup.Shorten(name)}\"; there are {Lookup.Names(leaves, leaf => "/" + leaf.FullName)}.");
    }

    /// <summary>A command in the menu of a user or a message.</summary>
    /// <exception cref="SandboxException">404: there is no such command; it names those there are.</exception>
    public static JsonElement FindInMenu(World world, ulong guildId, string name)
    {
        JsonElement[] all = [.. InMenus(world, guildId)];
        foreach (JsonElement command in all)
        {
            if (command.GetText("name") == name)
                return command;
        }

        throw new SandboxException(
            404, $"There is no command \"{Lookup.Shorten(name)}\" in a menu; there are {Lookup.Names(all, command => command.GetText("name")!)}.");
    }

    /// <summary>The commands in the menus of users and of messages.</summary>
    public static IEnumerable<JsonElement> InMenus(World world, ulong guildId) =>
        All(world, guildId).Where(command => command.GetInt("type") is CommandForm.OnUser or CommandForm.OnMessage);

    /// <summary>Whether a member may use a command by what it says itself: nothing, or all of some permissions; an empty set
    /// leaves it to administrators.</summary>
    public static bool IsAllowed(World world, GuildChannel channel, ulong userId, JsonElement command)
    {
        if (channel.IsDirect || !Snowflake.TryParse(command.GetText("default_member_permissions"), out ulong needed))
            return true;
        ulong granted = Permissions.In(world, channel, userId);
        return (granted & Permissions.Administrator) != 0 || (needed != 0 && (granted & needed) == needed);
    }

    /// <summary>A guild's own command hides a global one of the same name.</summary>
    private static IEnumerable<JsonElement> Roots(World world, ulong guildId) =>
        All(world, guildId).Where(command => command.GetInt("type") == CommandForm.ChatInput);

    private static IEnumerable<JsonElement> All(World world, ulong guildId) =>
        CommandEndpoints.Registered(world, guildId).EnumerateArray()
            .Concat(CommandEndpoints.Registered(world, 0).EnumerateArray())
            .DistinctBy(command => (command.GetText("name"), command.GetInt("type")))
            .Where(command => IsFor(command, guildId == 0 ? BotDirect : InGuild));

    /// <summary>Where a command can be used, by what it says itself; everywhere, where it says nothing.</summary>
    private static bool IsFor(JsonElement command, int context) =>
        command.Get("contexts") is not { ValueKind: JsonValueKind.Array } contexts
        || contexts.EnumerateArray().Any(item => item.TryGetNumber() == context);

    private static IEnumerable<CommandLeaf> Leaves(JsonElement root, JsonElement node, List<JsonElement> path)
    {
        JsonElement[] children = [.. node.GetItems("options")
            .Where(option => option.GetInt("type") is CommandForm.SubCommand or CommandForm.SubCommandGroup)];
        if (children.Length == 0)
            return [new CommandLeaf(root, path)];
        return children.SelectMany(child => Leaves(root, child, [.. path, child]));
    }
}
