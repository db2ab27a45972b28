using System.Collections.Immutable;

namespace Bingobot.Sandbox;

/// <summary>Who may do what (<see href="https://docs.discord.com/developers/topics/permissions"/>).</summary>
internal static class Permissions
{
    public const ulong KickMembers = 1UL << 1;
    public const ulong BanMembers = 1UL << 2;
    public const ulong Administrator = 1UL << 3;
    public const ulong ManageChannels = 1UL << 4;
    public const ulong ManageGuild = 1UL << 5;
    public const ulong AddReactions = 1UL << 6;
    public const ulong ViewChannel = 1UL << 10;
    public const ulong SendMessages = 1UL << 11;
    public const ulong ManageMessages = 1UL << 13;
    public const ulong EmbedLinks = 1UL << 14;
    public const ulong AttachFiles = 1UL << 15;
    public const ulong ReadMessageHistory = 1UL << 16;
    public const ulong MentionEveryone = 1UL << 17;
    public const ulong UseExternalEmojis = 1UL << 18;
    public const ulong Connect = 1UL << 20;
    public const ulong Speak = 1UL << 21;
    public const ulong MuteMembers = 1UL << 22;
    public const ulong DeafenMembers = 1UL << 23;
    public const ulong MoveMembers = 1UL << 24;
    public const ulong UseVoiceActivity = 1UL << 25;
    public const ulong ChangeNickname = 1UL << 26;
    public const ulong ManageNicknames = 1UL << 27;
    public const ulong ManageRoles = 1UL << 28;
    public const ulong ManageWebhooks = 1UL << 29;
    public const ulong UseApplicationCommands = 1UL << 31;
    public const ulong ManageThreads = 1UL << 34;
    public const ulong CreatePublicThreads = 1UL << 35;
    public const ulong CreatePrivateThreads = 1UL << 36;
    public const ulong SendMessagesInThreads = 1UL << 38;
    public const ulong ModerateMembers = 1UL << 40;
    public const ulong SendPolls = 1UL << 49;
    public const ulong PinMessages = 1UL << 51;

    private const int Bits = 53;
    private const ulong Undefined = 1UL << 47;

    /// <summary>Every permission that is defined.</summary>
    public const ulong All = ((1UL << Bits) - 1) & ~Undefined;

    /// <summary>What @everyone may do in a guild from before there were threads and polls.</summary>
    public const ulong Everyone = AddReactions | ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadMessageHistory
        | UseExternalEmojis | Connect | Speak | UseVoiceActivity | UseApplicationCommands;

    /// <summary>What @everyone may do in a new guild.</summary>
    public const ulong NewEveryone =
        Everyone | ChangeNickname | CreatePublicThreads | CreatePrivateThreads | SendMessagesInThreads | SendPolls;

    /// <summary>What both may do in direct messages.</summary>
    private const ulong Direct = ViewChannel | SendMessages | ReadMessageHistory | EmbedLinks | AttachFiles | AddReactions
        | UseExternalEmojis | UseApplicationCommands | SendPolls | PinMessages;

    /// <summary>What is left to a member who has been timed out.</summary>
    private const ulong TimedOut = ViewChannel | ReadMessageHistory;

    /// <summary>In the guild as a whole; nothing for who is not a member.</summary>
    /// <param name="world">The world.</param>
    /// <param name="guildId">The guild.</param>
    /// <param name="userId">The member.</param>
    /// <param name="at">When, by the world's clock in milliseconds since 1970; null: at its last change.</param>
    public static ulong In(World world, ulong guildId, ulong userId, long? at = null)
    {
        if (Base(world, guildId, userId, out Member? member) is var granted && member is null)
            return 0;
        return Limit(granted, member, at ?? world.LastAt);
    }

    /// <summary>In a channel, with its overwrites; in a thread, those of the channel that it belongs to
    /// (<see href="https://docs.discord.com/developers/topics/permissions#inherited-permissions-threads"/>).</summary>
    /// <param name="world">The world.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="userId">The member.</param>
    /// <param name="at">When, by the world's clock in milliseconds since 1970; null: at its last change.</param>
    public static ulong In(World world, GuildChannel channel, ulong userId, long? at = null)
    {
        if (channel.IsDirect)
            return userId == channel.RecipientId || userId == world.Application?.BotId ? Direct : 0;
        if (channel.IsThread)
            return InThread(world, channel, userId, at);
        ulong granted = Base(world, channel.GuildId, userId, out Member? member);
        if (member is null || (granted & Administrator) != 0)
            return granted;
        granted = Overwritten(granted, channel, member);
        return Limit(granted, member, at ?? world.LastAt);
    }

    /// <summary>What is needed to write in a channel.</summary>
    public static ulong ToSend(GuildChannel channel) => channel.IsThread ? SendMessagesInThreads : SendMessages;

    public static bool CanView(World world, GuildChannel channel, ulong userId) =>
        (In(world, channel, userId) & ViewChannel) != 0;

    /// <summary>Of the highest of a member's roles; the owner stands above all.</summary>
    public static int Rank(World world, ulong guildId, ulong userId)
    {
        if (world.Guilds.TryGetValue(guildId, out Guild? guild) && guild.OwnerId == userId)
            return int.MaxValue;
        return world.Members.TryGetValue((guildId, userId), out Member? member)
            ? RolesOf(world, member).Select(role => role.Position).DefaultIfEmpty(0).Max()
            : -1;
    }

    public static string Text(ulong permissions) => Snowflake.Text(permissions);

    /// <summary>A private thread is there only for who is in it, and for who manages threads.</summary>
    private static ulong InThread(World world, GuildChannel thread, ulong userId, long? at)
    {
        if (!world.Channels.TryGetValue(thread.ParentId ?? 0, out GuildChannel? parent))
            return 0;
        ulong granted = In(world, parent, userId, at);
        bool isHidden = thread.Kind == ChannelKind.PrivateThread
            && (granted & ManageThreads) == 0
            && !world.ThreadMembers.ContainsKey((thread.Id, userId));
        return isHidden || (granted & ViewChannel) == 0 ? 0 : granted;
    }

    private static ulong Base(World world, ulong guildId, ulong userId, out Member? member)
    {
        if (!world.Members.TryGetValue((guildId, userId), out member))
            return 0;
        ulong granted = world.Roles.GetValueOrDefault((guildId, guildId))?.Permissions ?? Everyone;
        foreach (Role role in RolesOf(world, member))
            granted |= role.Permissions;
        bool isOwner = world.Guilds.TryGetValue(guildId, out Guild? guild) && guild.OwnerId == userId;
        return isOwner || (granted & Administrator) != 0 ? All : granted;
    }

    private static IEnumerable<Role> RolesOf(World world, Member member)
    {
        foreach (ulong id in member.Roles)
        {
            if (world.Roles.TryGetValue((member.GuildId, id), out Role? role))
                yield return role;
        }
    }

    private static ulong Overwritten(ulong granted, GuildChannel channel, Member member)
    {
        ImmutableSortedDictionary<ulong, Overwrite> all = channel.Overwrites;
        if (all.TryGetValue(channel.GuildId, out Overwrite? everyone))
            granted = (granted & ~everyone.Deny) | everyone.Allow;
        ulong allow = 0;
        ulong deny = 0;
        foreach (ulong id in member.Roles)
        {
            if (!all.TryGetValue(id, out Overwrite? role) || role.IsMember)
                continue;
            allow |= role.Allow;
            deny |= role.Deny;
        }

        granted = (granted & ~deny) | allow;
        if (all.TryGetValue(member.UserId, out Overwrite? own) && own.IsMember)
            granted = (granted & ~own.Deny) | own.Allow;
        return (granted & ViewChannel) == 0 ? 0 : granted;
    }

    private static ulong Limit(ulong granted, Member member, long at) =>
        member.TimeoutUntil > at && (granted & Administrator) == 0 ? granted & TimedOut : granted;
}
