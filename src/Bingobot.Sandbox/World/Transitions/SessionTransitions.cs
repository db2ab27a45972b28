namespace Bingobot.Sandbox;

internal static partial class Transitions
{
    private static World Apply(World world, InteractionCreated op)
    {
        Interaction interaction = op.Interaction;
        Interaction[] expired = [.. world.Interactions.Values
            .TakeWhile(old => old.CreatedAt + Interaction.TokenLifetime < op.At)];
        world = Used(world, interaction.Id) with
        {
            Interactions = world.Interactions.RemoveRange(expired.Select(old => old.Id)).Add(interaction.Id, interaction),
            InteractionTokens = world.InteractionTokens
                .RemoveRange(expired.Select(old => old.Token)).SetItem(interaction.Token, interaction.Id),
        };
        return Emit(
            world,
            "INTERACTION_CREATE",
            Intents.None,
            interaction.GuildId,
            _ => Json.Bytes(w => w.WriteInteraction(world, interaction)));
    }

    private static World Apply(World world, InteractionAcknowledged op) =>
        world.Interactions.TryGetValue(op.Id, out Interaction? interaction)
            ? world with
            {
                Interactions = world.Interactions.SetItem(
                    op.Id,
                    interaction with
                    {
                        Acknowledged = op.Type,
                        OriginalId = op.OriginalId,
                        Modal = op.Modal,
                        Choices = op.Choices,
                    }),
            }
            : world;

    private static World Apply(World world, InteractionAnswered op) =>
        world.Interactions.TryGetValue(op.Id, out Interaction? interaction) && interaction.AnswerId is null
            ? world with
            {
                Interactions = world.Interactions.SetItem(op.Id, interaction with { AnswerId = op.MessageId }),
            }
            : world;

    private static World Apply(World world, SessionStarted op)
    {
        long ordinal = world.Sessions.Values.Select(session => session.Ordinal).DefaultIfEmpty(0).Max() + 1;
        GatewaySession session = new()
        {
            Id = op.Id,
            Ordinal = ordinal,
            Intents = op.Intents,
            ShardId = op.ShardId,
            ShardCount = op.ShardCount,
            Capacity = op.Capacity,
        };
        if (world.Sessions.Count >= World.MaxSessions)
        {
            GatewaySession oldest = world.Sessions.Values.MinBy(old => old.Ordinal)!;
            world = world with { Sessions = world.Sessions.Remove(oldest.Id) };
        }

        session = session.Append("READY", Json.Bytes(w => w.WriteReady(world, session, op.ResumeUrl)));
        if ((op.Intents & Intents.Guilds) != 0)
        {
            foreach (Guild guild in world.BotGuilds.Where(guild => session.WantsGuild(guild.Id)))
            {
                session = session.Append(
                    "GUILD_CREATE", Json.Bytes(w => w.WriteGuildCreate(world, guild, op.Intents)));
            }
        }

        return world with
        {
            Sessions = world.Sessions.SetItem(session.Id, session),
            SessionStarts = world.SessionStarts.Another(op.At),
        };
    }

    private static World Apply(World world, SoundsRequested op)
    {
        if (!world.Sessions.TryGetValue(op.SessionId, out GatewaySession? session))
            return world;
        foreach (ulong guildId in op.GuildIds.Where(world.HasBot))
            session = session.Append("SOUNDBOARD_SOUNDS", SessionWire.Sounds(guildId));
        return world with { Sessions = world.Sessions.SetItem(session.Id, session) };
    }

    private static World Apply(World world, ChannelInfoRequested op) =>
        world.Sessions.TryGetValue(op.SessionId, out GatewaySession? session) && world.HasBot(op.GuildId)
            ? world with
            {
                Sessions = world.Sessions.SetItem(session.Id, session.Append("CHANNEL_INFO", SessionWire.ChannelInfo(world, op))),
            }
            : world;

    private static World Apply(World world, MembersRequested op)
    {
        if (!world.Sessions.TryGetValue(op.SessionId, out GatewaySession? session) || !world.Guilds.ContainsKey(op.GuildId))
            return world;
        foreach (byte[] chunk in SessionWire.MemberChunks(world, op))
            session = session.Append("GUILD_MEMBERS_CHUNK", chunk);
        return world with { Sessions = world.Sessions.SetItem(session.Id, session) };
    }
}
