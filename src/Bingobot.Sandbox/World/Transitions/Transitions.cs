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
            GuildCreated created => Apply(world, created),
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
            SoundsRequested requested => Apply(world, requested),
            ChannelInfoRequested requested => Apply(world, requested),
            GuildEdited or RoleSet or RoleDeleted or ChannelSet or ChannelDeleted or MemberSet or MemberRemoved or BanSet
                or PresenceSet => ApplyToGuild(world, op),
            MessagesDeleted deleted => Apply(world, deleted),
            MessagePinned pinned => Apply(world, pinned),
            ReactionsCleared cleared => Apply(world, cleared),
            FileStored stored => Apply(world, stored),
            ThreadMemberSet set => Apply(world, set),
            WebhookSet set => Apply(world, set),
            WebhookDeleted deleted => Apply(world, deleted),
            PollVoteSet set => Apply(world, set),
            PollEnded ended => Apply(world, ended),
            _ => throw new InvalidOperationException($"The journal has an entry of an unknown kind, {op.GetType().Name}."),
        };
    }

    private static World Apply(World world, UserCreated op) => Used(world, op.Id) with
    {
        Users = world.Users.Add(op.Id, new User(op.Id, op.Name, op.IsBot)),
    };

    private static World Apply(World world, VoiceSet op)
    {
        VoiceState state = new(op.GuildId, op.UserId, op.ChannelId ?? 0, op.SelfMute, op.SelfDeaf);
        world = Seat(world, state, op.At);
        return Emit(
            world,
            "VOICE_STATE_UPDATE",
            Intents.GuildVoiceStates,
            op.GuildId,
            _ => Json.Bytes(w => w.WriteVoiceState(world, state, withMember: true)));
    }

    /// <summary>A channel's voice session lasts from the first who enters until the last has left.</summary>
    private static World Seat(World world, VoiceState state, long at)
    {
        var key = (state.GuildId, state.UserId);
        ulong left = world.Voice.GetValueOrDefault(key)?.ChannelId ?? 0;
        world = world with { Voice = state.ChannelId == 0 ? world.Voice.Remove(key) : world.Voice.SetItem(key, state) };
        if (left != 0 && !world.Voice.Values.Any(other => other.ChannelId == left))
            world = world with { VoiceStarts = world.VoiceStarts.Remove(left) };
        return state.ChannelId == 0 || world.VoiceStarts.ContainsKey(state.ChannelId)
            ? world
            : world with { VoiceStarts = world.VoiceStarts.Add(state.ChannelId, at) };
    }

    private static World Apply(World world, FileStored op)
    {
        var files = world.Files.SetItem(op.Id, op.Data);
        long bytes = files.Values.Sum(static data => (long)data.Length);
        foreach ((ulong id, byte[] data) in files)
        {
            if (bytes <= World.MaxFileBytes)
                break;
            bytes -= data.Length;
            files = files.Remove(id);
        }

        return Used(world, op.Id) with { Files = files };
    }

    private static World Used(World world, ulong id) => world with { LastId = Math.Max(world.LastId, id) };

    /// <summary>As <see cref="Emit"/>, for what happens in a channel: a bot that cannot see that is not told, and what happens in
    /// direct messages has intents of its own.</summary>
    private static World EmitIn(
        World world, GuildChannel channel, string type, int intents, Func<GatewaySession, byte[]> data, bool perSession = false) =>
        Permissions.CanView(world, channel, world.App.BotId)
            ? Emit(world, type, channel.IsDirect ? Intents.OfDirect(intents) : intents, channel.GuildId, data, perSession)
            : world;

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
        if (guildId != 0 && !world.HasBot(guildId))
            return world;
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
