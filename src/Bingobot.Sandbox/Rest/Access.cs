namespace Bingobot.Sandbox;

/// <summary>
/// Finds what a request is about and looks whether the bot may do that to it, as Discord tells them apart: not there (404),
/// not to be seen (50001), not allowed (50013).
/// </summary>
internal static class Access
{
    /// <exception cref="RestException">10004, 50001 or 50013.</exception>
    public static Guild Guild(World world, ulong id, ulong needed = 0)
    {
        Guild guild = world.Guilds.GetValueOrDefault(id) ?? throw RestException.UnknownGuild();
        if (!world.HasBot(id))
            throw RestException.MissingAccess();
        Require(Permissions.In(world, id, world.App.BotId), needed);
        return guild;
    }

    /// <exception cref="RestException">10003, 50001, 50003 or 50013.</exception>
    public static GuildChannel Channel(World world, ulong id, ulong needed = 0)
    {
        GuildChannel channel = world.Channels.GetValueOrDefault(id) ?? throw RestException.UnknownChannel();
        ulong granted = Permissions.In(world, channel, world.App.BotId);
        if ((granted & Permissions.ViewChannel) == 0)
            throw RestException.MissingAccess();
        if (channel.IsDirect && (granted & needed) != needed)
            throw RestException.NotInDirect();
        Require(granted, needed);
        return channel;
    }

    /// <summary>Ephemeral messages cannot be reached here, only by the token of their interaction.</summary>
    /// <exception cref="RestException">10003, 10008, 50001 or 50013.</exception>
    public static Message Message(World world, ulong channelId, ulong messageId, ulong needed = 0)
    {
        GuildChannel channel = Channel(world, channelId, needed);
        return world.FindMessage(channel.Id, messageId) is { IsEphemeral: false } message
            ? message
            : throw RestException.UnknownMessage();
    }

    /// <exception cref="RestException">10007.</exception>
    public static Member Member(World world, Guild guild, ulong userId) =>
        world.Members.GetValueOrDefault((guild.Id, userId)) ?? throw RestException.UnknownMember();

    /// <exception cref="RestException">10011.</exception>
    public static Role Role(World world, Guild guild, ulong roleId) =>
        world.Roles.GetValueOrDefault((guild.Id, roleId)) ?? throw RestException.UnknownRole();

    /// <summary>The bot stands above the member, so that it may make them leave or change them.</summary>
    /// <exception cref="RestException">50013.</exception>
    public static void RequireAbove(World world, Guild guild, ulong userId)
    {
        if (Permissions.Rank(world, guild.Id, world.App.BotId) <= Permissions.Rank(world, guild.Id, userId))
            throw RestException.MissingPermissions();
    }

    /// <summary>The bot stands above the role, so that it may change or give it.</summary>
    /// <exception cref="RestException">50013.</exception>
    public static void RequireAbove(World world, Role role)
    {
        if (Permissions.Rank(world, role.GuildId, world.App.BotId) <= role.Position)
            throw RestException.MissingPermissions();
    }

    /// <exception cref="RestException">50013.</exception>
    public static void Require(ulong granted, ulong needed)
    {
        if ((granted & needed) != needed)
            throw RestException.MissingPermissions();
    }
}
