namespace Bingobot.Sandbox;

/// <summary>Finds what people name by id or name; says what there is where it is not found.</summary>
internal static class Lookup
{
    public static Guild Guild(World world, string guild) =>
        Find(world.Guilds.Values, guild, g => g.Id, g => g.Name, "guild");

    public static GuildChannel Channel(World world, string channel, Guild? guild = null)
    {
        if (Snowflake.TryParse(channel, out ulong id) && world.Channels.TryGetValue(id, out GuildChannel? found)
            && (guild is null || found.GuildId == guild.Id))
        {
            return found;
        }

        guild ??= world.Guilds.Values.FirstOrDefault();
        return Find(guild is null ? [] : world.ChannelsOf(guild.Id), channel, c => c.Id, c => c.Name, "channel");
    }

    public static User User(World world, string user) =>
        Find(world.Users.Values, user.StartsWith("<@", StringComparison.Ordinal) ? user.Trim('<', '>', '@', '!') : user.TrimStart('@'), u => u.Id, u => u.Name, "user");

    /// <summary>By id or name, with or without the "@".</summary>
    public static Role? RoleOrNull(World world, string role, Guild guild)
    {
        string name = role.Trim('<', '>', '&').TrimStart('@').TrimStart('&');
        return world.RolesOf(guild.Id).FirstOrDefault(r => name == Snowflake.Text(r.Id)
            || string.Equals(name, r.Name.TrimStart('@'), StringComparison.OrdinalIgnoreCase));
    }

    public static Role Role(World world, string role, Guild guild) => RoleOrNull(world, role, guild)
        ?? throw new SandboxException(404, $"There is no role \"{Shorten(role)}\"; there are {Names(world.RolesOf(guild.Id), r => r.Name)}.");

    /// <summary>Somebody who can act: a member, and not the bot.</summary>
    public static User Person(World world, string user, ulong guildId)
    {
        User found = User(world, user);
        if (found.IsBot)
            throw new SandboxException(400, $"{found.Name} is the bot, nobody can act as it; there are {Names(world.Users.Values.Where(u => !u.IsBot), u => u.Name)}.");
        if (!world.Members.ContainsKey((guildId, found.Id)))
            throw new SandboxException(404, $"{found.Name} is not a member of {world.Guilds[guildId].Name}.");
        return found;
    }

    /// <summary>Somebody who can act in a channel: a member of its guild, or the one with whom the bot speaks there.</summary>
    public static User Person(World world, string user, GuildChannel channel)
    {
        if (!channel.IsDirect)
            return Person(world, user, channel.GuildId);
        User found = User(world, user);
        return found.Id == channel.RecipientId
            ? found
            : throw new SandboxException(403, $"These are the direct messages of {world.Users[channel.RecipientId!.Value].Name}, not of {found.Name}.");
    }

    public static string Names<T>(IEnumerable<T> items, Func<T, string> name) => string.Join(", ", items.Select(name)) is { Length: > 0 } names
        ? names
        : "none";

    private static T Find<T>(IEnumerable<T> items, string key, Func<T, ulong> id, Func<T, string> name, string kind)
        where T : class
    {
        T[] all = [.. items];
        T? found = Snowflake.TryParse(key, out ulong wanted) ? all.FirstOrDefault(item => id(item) == wanted) : null;
        found ??= all.FirstOrDefault(item => string.Equals(name(item), key, StringComparison.OrdinalIgnoreCase));
        return found ?? throw new SandboxException(404, $"There is no {kind} \"{Shorten(key)}\"; there are {Names(all, name)}.");
    }

    /// <summary>What somebody typed, short enough to be repeated to them.</summary>
    public static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "…";
}
