namespace Bingobot.Sandbox;

/// <inheritdoc cref="ISandbox"/>
internal sealed partial class LocalSandbox(
    WorldStore store, GatewayHub hub, Chaos chaos, Answers answers, SandboxOptions options) : ISandbox
{
    public bool BotConnected => hub.BotConnected;

    public DateTimeOffset Now => options.WorldClock.GetUtcNow();

    public World World => store.Durable;

    public IReadOnlyList<GuildView> GetGuilds() =>
        [.. World.Guilds.Values.Select(Viewing.Guild)];

    public IReadOnlyList<ChannelView> GetChannels(string guild)
    {
        World world = World;
        return [.. world.ChannelsOf(Lookup.Guild(world, guild).Id).Select(channel => Viewing.Channel(world, channel))];
    }

    public IReadOnlyList<UserView> GetMembers(string guild)
    {
        World world = World;
        return [.. world.MembersOf(Lookup.Guild(world, guild).Id).Select(member => Viewing.User(world.Users[member.UserId]))];
    }

    public IReadOnlyList<RoleView> GetRoles(string guild)
    {
        World world = World;
        return [.. world.RolesOf(Lookup.Guild(world, guild).Id).Select(role => new RoleView(Snowflake.Text(role.Id), role.Name))];
    }

    public IReadOnlyList<UserView> GetVoiceMembers(string channel)
    {
        World world = World;
        GuildChannel found = Lookup.Channel(world, channel);
        return [.. world.VoiceOf(found.GuildId)
            .Where(state => state.ChannelId == found.Id)
            .Select(state => Viewing.User(world.Users[state.UserId]))];
    }

    public IReadOnlyList<MessageView> GetMessages(string channel, string? viewer, int limit = 50)
    {
        World world = World;
        return [.. Messages(world, channel, viewer, limit).Select(message => Viewing.Message(world, message))];
    }

    /// <summary>The newest, oldest of them first.</summary>
    public static IEnumerable<Message> Messages(World world, string channel, string? viewer, int limit)
    {
        if (limit is < 1 or > 100)
            throw new SandboxException(400, $"limit is 1 to 100, not {limit}.");
        ulong? viewerId = viewer is null ? null : Lookup.User(world, viewer).Id;
        return world.MessagesOf(Lookup.Channel(world, channel).Id)
            .Where(message => Viewing.IsVisible(message, viewerId))
            .TakeLast(limit);
    }

    public IReadOnlyList<CommandView> GetCommands(string guild)
    {
        World world = World;
        ulong guildId = guild.Length == 0 ? 0 : Lookup.Guild(world, guild).Id;
        return [.. CommandTree.Leaves(world, guildId).Select(Viewing.Command)];
    }

    public IReadOnlyList<MenuCommandView> GetMenuCommands(string guild)
    {
        World world = World;
        return [.. CommandTree.InMenus(world, Lookup.Guild(world, guild).Id).Select(command =>
            new MenuCommandView(command.GetText("name") ?? "", command.GetInt("type") == CommandForm.OnUser))];
    }

    public IAsyncEnumerable<WorldChange> WatchAsync(CancellationToken cancellationToken = default) =>
        store.Feed.WatchAsync(cancellationToken);

    /// <summary>People are held to the rules for bots where there are no others, and told so in the same way as of their own.</summary>
    private async Task<T> ChangeAsync<T>(Func<Transaction, T> decide, CancellationToken cancellationToken)
    {
        await hub.WaitForRoomAsync(cancellationToken);
        try
        {
            return await store.ChangeAsync(decide, cancellationToken);
        }
        catch (RestException e)
        {
            throw new SandboxException(e.Status, e.Message);
        }
    }
}
