namespace Bingobot.Sandbox;

/// <summary>Guilds with their roles, channels and members.</summary>
internal static partial class Transitions
{
    private static World ApplyToGuild(World world, Op op) => op switch
    {
        GuildEdited edited => Apply(world, edited),
        RoleSet set => SyncThreads(world, Apply(world, set), set.Role.GuildId),
        RoleDeleted deleted => SyncThreads(world, Apply(world, deleted), deleted.GuildId),
        ChannelSet set => SyncThreads(world, Apply(world, set), set.Channel.GuildId),
        ChannelDeleted deleted => Apply(world, deleted),
        MemberSet set => SyncThreads(world, Apply(world, set), set.Member.GuildId),
        MemberRemoved removed => Apply(world, removed),
        BanSet set => Apply(world, set),
        PresenceSet set => Apply(world, set),
        _ => throw new InvalidOperationException($"{op.GetType().Name} is not about a guild."),
    };

    private static World Apply(World world, GuildCreated op) => Used(world, op.Id) with
    {
        Guilds = world.Guilds.Add(op.Id, new Guild(op.Id, op.Name, op.OwnerId, op.At)),
        Roles = world.Roles.Add((op.Id, op.Id), new Role(op.Id, op.Id, "@everyone", op.Everyone, 0)),
    };

    private static World Apply(World world, GuildEdited op)
    {
        Guild guild = world.Guilds[op.Id] with { Name = op.Name };
        world = world with { Guilds = world.Guilds.SetItem(op.Id, guild) };
        return Emit(world, "GUILD_UPDATE", Intents.Guilds, op.Id, _ => Json.Bytes(w => w.WriteGuild(world, guild)));
    }

    private static World Apply(World world, RoleSet op)
    {
        Role role = op.Role;
        bool isNew = !world.Roles.ContainsKey((role.GuildId, role.Id));
        world = Used(world, role.Id) with { Roles = world.Roles.SetItem((role.GuildId, role.Id), role) };
        return Emit(
            world,
            isNew ? "GUILD_ROLE_CREATE" : "GUILD_ROLE_UPDATE",
            Intents.Guilds,
            role.GuildId,
            _ => Json.Bytes(w =>
            {
                w.WriteStartObject();
                w.Id("guild_id", role.GuildId);
                w.WritePropertyName("role");
                w.WriteRole(role);
                w.WriteEndObject();
            }));
    }

    private static World Apply(World world, RoleDeleted op)
    {
        world = world with { Roles = world.Roles.Remove((op.GuildId, op.Id)) };
        foreach (Member member in world.MembersOf(op.GuildId).Where(member => member.Roles.Contains(op.Id)))
        {
            world = world with
            {
                Members = world.Members.SetItem((op.GuildId, member.UserId), member with { Roles = member.Roles.Remove(op.Id) }),
            };
        }

        return Emit(world, "GUILD_ROLE_DELETE", Intents.Guilds, op.GuildId, _ => Json.Bytes(w =>
        {
            w.WriteStartObject();
            w.Id("guild_id", op.GuildId);
            w.Id("role_id", op.Id);
            w.WriteEndObject();
        }));
    }

    private static World Apply(World world, ChannelCreated op) => SetChannel(
        world, new GuildChannel(op.Id, op.GuildId, op.Name, op.Kind, world.ChannelsOf(op.GuildId).Count(), LastMessageId: 0));

    private static World Apply(World world, ChannelSet op) => SetChannel(world, op.Channel);

    private static World SetChannel(World world, GuildChannel channel)
    {
        bool isNew = !world.Channels.ContainsKey(channel.Id);
        world = Used(world, channel.Id) with { Channels = world.Channels.SetItem(channel.Id, channel) };
        if (channel.IsThread)
            return SetThread(world, channel, isNew);
        return channel.IsDirect
            ? world
            : Emit(
                world,
                isNew ? "CHANNEL_CREATE" : "CHANNEL_UPDATE",
                Intents.Guilds,
                channel.GuildId,
                _ => Json.Bytes(w => w.WriteChannel(world, channel)));
    }

    private static World Apply(World world, ChannelDeleted op)
    {
        GuildChannel channel = world.Channels[op.Id];
        if (channel.IsThread)
            return DeleteThread(world, channel);
        foreach (GuildChannel thread in world.ThreadsOf(channel.GuildId).Where(thread => thread.ParentId == op.Id))
            world = WithoutChannel(world, thread);
        world = WithoutChannel(world, channel);
        return Emit(
            world, "CHANNEL_DELETE", Intents.Guilds, channel.GuildId, _ => Json.Bytes(w => w.WriteChannel(world, channel)));
    }

    /// <summary>With all that was in it.</summary>
    private static World WithoutChannel(World world, GuildChannel channel) => world with
    {
        Channels = world.Channels.Remove(channel.Id),
        Messages = world.Messages.Remove(channel.Id),
        Voice = world.Voice.RemoveRange(world.Voice.Where(pair => pair.Value.ChannelId == channel.Id).Select(pair => pair.Key)),
        VoiceStarts = world.VoiceStarts.Remove(channel.Id),
        ThreadMembers = world.ThreadMembers.RemoveRange(world.ThreadMembersOf(channel.Id).Select(member => (member.ThreadId, member.UserId))),
        OpenThreads = world.OpenThreads.Remove(channel.Id),
        OpenPolls = world.OpenPolls.RemoveRange(world.OpenPolls.Where(pair => pair.Value == channel.Id).Select(pair => pair.Key)),
        Webhooks = world.Webhooks.RemoveRange(world.Webhooks.Values.Where(hook => hook.ChannelId == channel.Id).Select(hook => hook.Id)),
    };

    private static World Apply(World world, MemberAdded op)
    {
        Member member = new(op.GuildId, op.UserId, op.At);
        if (op.UserId == world.Application?.BotId)
            return WithBot(world, member);
        world = world with { Members = world.Members.SetItem((op.GuildId, op.UserId), member) };
        return Emit(
            world,
            "GUILD_MEMBER_ADD",
            Intents.GuildMembers,
            op.GuildId,
            _ => Json.Bytes(w => w.WriteMember(world, member, MemberParts.User | MemberParts.Guild)));
    }

    /// <summary>The bot comes with a role of its own: the one that was made for it, or else one with its application's id.</summary>
    private static World WithBot(World world, Member member)
    {
        ulong botId = member.UserId;
        Role role = world.RolesOf(member.GuildId).FirstOrDefault(role => role.BotId == botId)
            ?? new Role(member.GuildId, world.App.Id, world.App.Name, Permissions.Everyone | Permissions.Administrator, 1)
            {
                BotId = botId,
            };
        world = world with
        {
            Roles = world.Roles.SetItem((role.GuildId, role.Id), role),
            Members = world.Members.SetItem((member.GuildId, botId), member with { Roles = [role.Id] }),
        };
        return Emit(
            world,
            "GUILD_CREATE",
            Intents.Guilds,
            member.GuildId,
            session => Json.Bytes(w => w.WriteGuildCreate(world, world.Guilds[member.GuildId], session.Intents)),
            perSession: true);
    }

    private static World Apply(World world, MemberSet op)
    {
        Member member = op.Member;
        world = world with { Members = world.Members.SetItem((member.GuildId, member.UserId), member) };
        return Emit(
            world,
            "GUILD_MEMBER_UPDATE",
            member.UserId == world.App.BotId ? Intents.None : Intents.GuildMembers,
            member.GuildId,
            _ => Json.Bytes(w => w.WriteMember(world, member, MemberParts.User | MemberParts.Guild)));
    }

    private static World Apply(World world, MemberRemoved op)
    {
        if (op.UserId == world.App.BotId)
        {
            world = Emit(world, "GUILD_DELETE", Intents.Guilds, op.GuildId, _ => Json.Bytes(w =>
            {
                w.WriteStartObject();
                w.Id("id", op.GuildId);
                w.WriteEndObject();
            }));
        }

        if (world.Voice.ContainsKey((op.GuildId, op.UserId)))
            world = Apply(world, new VoiceSet(op.GuildId, op.UserId, null) { At = op.At });
        world = WithoutMember(world, op.GuildId, op.UserId);
        return Emit(
            world, "GUILD_MEMBER_REMOVE", Intents.GuildMembers, op.GuildId, _ => UserInGuild(world, op.GuildId, op.UserId));
    }

    private static World WithoutMember(World world, ulong guildId, ulong userId) => world with
    {
        Members = world.Members.Remove((guildId, userId)),
        ThreadMembers = world.ThreadMembers.RemoveRange(world.ThreadsOf(guildId).Select(thread => (thread.Id, userId))),
    };

    private static World Apply(World world, BanSet op)
    {
        world = world with
        {
            Bans = op.Present
                ? world.Bans.SetItem((op.GuildId, op.UserId), op.Reason ?? "")
                : world.Bans.Remove((op.GuildId, op.UserId)),
        };
        return Emit(
            world,
            op.Present ? "GUILD_BAN_ADD" : "GUILD_BAN_REMOVE",
            Intents.GuildModeration,
            op.GuildId,
            _ => UserInGuild(world, op.GuildId, op.UserId));
    }

    private static World Apply(World world, PresenceSet op)
    {
        Presence presence = new(op.Status, op.Activities);
        world = world with { Presences = world.Presences.SetItem(op.UserId, presence) };
        foreach (Guild guild in world.BotGuilds.Where(guild => world.Members.ContainsKey((guild.Id, op.UserId))))
        {
            World shown = world;
            world = Emit(
                world,
                "PRESENCE_UPDATE",
                Intents.GuildPresences,
                guild.Id,
                _ => Json.Bytes(w => w.WritePresence(shown, guild.Id, op.UserId)));
        }

        return world;
    }

    private static byte[] UserInGuild(World world, ulong guildId, ulong userId) => Json.Bytes(w =>
    {
        w.WriteStartObject();
        w.Id("guild_id", guildId);
        w.WritePropertyName("user");
        w.WriteUser(world.Users[userId]);
        w.WriteEndObject();
    });
}
