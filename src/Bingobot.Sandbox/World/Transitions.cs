namespace Bingobot.Sandbox;

/// <summary>
/// World + op → world, with the events that each session gets by it. Deterministic: the same when it happens and when the
/// journal is read again, so that a session's sequence numbers and replay buffer come back exactly.
/// </summary>
internal static partial class Transitions
{
    /// <exception cref="InvalidOperationException">The op does not fit the world: the journal is not one of ours.</exception>
    public static World Apply(World world, Op op)
    {
        world = world with { LastAt = Math.Max(world.LastAt, op.At), OpCount = world.OpCount + 1 };
        return op switch
        {
            UserCreated created => Apply(world, created),
            ApplicationCreated created => Used(world, created.Id) with
            {
                Application = new BotApplication(created.Id, created.BotId, created.OwnerId, created.Name),
            },
            GuildCreated created => Used(world, created.Id) with
            {
                Guilds = world.Guilds.Add(created.Id, new Guild(created.Id, created.Name, created.OwnerId, created.At)),
            },
            ChannelCreated created => Apply(world, created),
            MemberAdded added => Apply(world, added),
            VoiceSet set => Apply(world, set),
            MessageCreated created => Apply(world, created),
            MessageEdited edited => Apply(world, edited),
            MessageDeleted deleted => Apply(world, deleted),
            ReactionSet set => Apply(world, set),
            TypingStarted started => Apply(world, started),
            CommandsSet set => world with { Commands = world.Commands.SetItem(set.GuildId, set.Commands) },
            InteractionCreated created => Apply(world, created),
            InteractionAcknowledged acknowledged => Apply(world, acknowledged),
            InteractionAnswered answered => Apply(world, answered),
            SessionStarted started => Apply(world, started),
            SessionEnded ended => world with { Sessions = world.Sessions.Remove(ended.Id) },
            MembersRequested requested => Apply(world, requested),
            _ => throw new InvalidOperationException($"The journal has an entry of an unknown kind, {op.GetType().Name}."),
        };
    }

    private static World Apply(World world, UserCreated op) => Used(world, op.Id) with
    {
        Users = world.Users.Add(op.Id, new User(op.Id, op.Name, op.IsBot)),
    };

    private static World Apply(World world, ChannelCreated op)
    {
        int position = world.ChannelsOf(op.GuildId).Count();
        GuildChannel channel = new(op.Id, op.GuildId, op.Name, op.Kind, position, LastMessageId: 0);
        world = Used(world, op.Id) with { Channels = world.Channels.Add(op.Id, channel) };
        return Emit(world, "CHANNEL_CREATE", Intents.Guilds, op.GuildId, _ => Json.Bytes(w => w.WriteChannel(channel)));
    }

    private static World Apply(World world, MemberAdded op)
    {
        Member member = new(op.GuildId, op.UserId, op.At);
        world = world with { Members = world.Members.SetItem((op.GuildId, op.UserId), member) };
        return op.UserId == world.Application?.BotId
            ? Emit(
                world,
                "GUILD_CREATE",
                Intents.Guilds,
                op.GuildId,
                session => Json.Bytes(w => w.WriteGuildCreate(world, world.Guilds[op.GuildId], session.Intents)),
                perSession: true)
            : Emit(
                world,
                "GUILD_MEMBER_ADD",
                Intents.GuildMembers,
                op.GuildId,
                _ => Json.Bytes(w => w.WriteMember(world, member, MemberParts.User | MemberParts.Guild)));
    }

    private static World Apply(World world, VoiceSet op)
    {
        VoiceState state = new(op.GuildId, op.UserId, op.ChannelId ?? 0, op.SelfMute, op.SelfDeaf);
        world = world with
        {
            Voice = op.ChannelId is null
                ? world.Voice.Remove((op.GuildId, op.UserId))
                : world.Voice.SetItem((op.GuildId, op.UserId), state),
        };
        return Emit(
            world,
            "VOICE_STATE_UPDATE",
            Intents.GuildVoiceStates,
            op.GuildId,
            _ => Json.Bytes(w => w.WriteVoiceState(world, state, withMember: true)));
    }

    private static World Used(World world, ulong id) => world with { LastId = Math.Max(world.LastId, id) };

    /// <summary>Appends an event to each session that wants it.</summary>
    /// <param name="world">The world after the change.</param>
    /// <param name="type">The event's name.</param>
    /// <param name="intents">One of these is needed; 0 for none.</param>
    /// <param name="guildId">Only its shard gets it.</param>
    /// <param name="data">The event's data.</param>
    /// <param name="perSession">It differs from session to session.</param>
    private static World Emit(
        World world, string type, int intents, ulong guildId, Func<GatewaySession, byte[]> data, bool perSession = false)
    {
        byte[]? shared = null;
        foreach (GatewaySession session in world.Sessions.Values)
        {
            if ((intents != Intents.None && (session.Intents & intents) == 0) || !session.WantsGuild(guildId))
                continue;
            byte[] bytes = perSession ? data(session) : shared ??= data(session);
            world = world with { Sessions = world.Sessions.SetItem(session.Id, session.Append(type, bytes)) };
        }

        return world;
    }
}
