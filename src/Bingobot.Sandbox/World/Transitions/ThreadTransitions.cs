using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>Threads and who is in them (<see href="https://docs.discord.com/developers/topics/threads"/>).</summary>
internal static partial class Transitions
{
    /// <summary>A new one begins with who started it in it.</summary>
    private static World SetThread(World world, GuildChannel thread, bool isNew)
    {
        world = world with
        {
            OpenThreads = thread.Thread!.Archived ? world.OpenThreads.Remove(thread.Id) : world.OpenThreads.Add(thread.Id),
        };
        if (!isNew)
        {
            return EmitIn(
                world, thread, "THREAD_UPDATE", Intents.Guilds, _ => Json.Bytes(w => w.WriteThread(world, thread, default)));
        }

        ulong owner = thread.Thread.OwnerId;
        if (world.FindMessage(thread.ParentId ?? 0, thread.Id) is { } starter)
            world = SetMessage(world, starter with { Flags = starter.Flags | Message.HasThread });
        world = world with
        {
            ThreadMembers = world.ThreadMembers.SetItem((thread.Id, owner), new ThreadMember(thread.Id, owner, thread.Thread.CreatedAt)),
        };
        World begun = world;
        world = EmitIn(world, thread, "THREAD_CREATE", Intents.Guilds, _ => Json.Bytes(w =>
            w.WriteThread(begun, thread, new ThreadParts(NewlyCreated: true, WithMember: true))));
        return Permissions.CanView(world, thread, world.App.BotId) ? EmitMember(world, thread, owner, added: true) : world;
    }

    private static World DeleteThread(World world, GuildChannel thread)
    {
        World before = world;
        world = WithoutChannel(world, thread);
        return Permissions.CanView(before, thread, world.App.BotId)
            ? Emit(world, "THREAD_DELETE", Intents.Guilds, thread.GuildId, _ => Json.Bytes(w =>
            {
                w.WriteStartObject();
                w.Id("id", thread.Id);
                w.Id("guild_id", thread.GuildId);
                w.Id("parent_id", thread.ParentId);
                w.WriteNumber("type", (int)thread.Kind);
                w.WriteEndObject();
            }))
            : world;
    }

    private static World Apply(World world, ThreadMemberSet op)
    {
        GuildChannel thread = world.Channels[op.ThreadId];
        bool couldSee = Permissions.CanView(world, thread, world.App.BotId);
        (ulong, ulong) key = (op.ThreadId, op.UserId);
        if (world.ThreadMembers.ContainsKey(key) == op.Present)
            return world;
        world = world with
        {
            ThreadMembers = op.Present
                ? world.ThreadMembers.Add(key, new ThreadMember(op.ThreadId, op.UserId, op.At))
                : world.ThreadMembers.Remove(key),
        };
        bool isBot = op.UserId == world.App.BotId;
        if (!couldSee && !isBot)
            return world;
        if (isBot && op.Present)
        {
            world = Emit(world, "THREAD_CREATE", Intents.Guilds, thread.GuildId, _ => Json.Bytes(w =>
                w.WriteThread(world, thread, new ThreadParts(WithMember: true))));
        }

        return EmitMember(world, thread, op.UserId, op.Present);
    }

    private static World EmitMember(World world, GuildChannel thread, ulong userId, bool added) => Emit(
        world,
        "THREAD_MEMBERS_UPDATE",
        userId == world.App.BotId ? Intents.Guilds : Intents.GuildMembers,
        thread.GuildId,
        session => Json.Bytes(w => w.WriteThreadMembersUpdate(world, thread, userId, added, session.Intents)),
        perSession: true);

    /// <summary>What a message counts in its thread.</summary>
    private static GuildChannel Counted(GuildChannel channel, Message message, int by) =>
        channel.Thread is { } thread && message.Type != Message.TypeThreadStarter && !message.IsEphemeral
            ? channel with { Thread = thread.Counting(by) }
            : channel;

    /// <summary>
    /// Tells of the threads in channels that the bot has come to see. Where there are none nothing is told, so that journals from
    /// before there were threads give each session what it was sent then.
    /// </summary>
    private static World SyncThreads(World before, World world, ulong guildId)
    {
        if (!before.HasBot(guildId) || !world.ThreadsOf(guildId).Any())
            return world;
        ulong bot = world.App.BotId;
        HashSet<ulong> gained = [.. world.ChannelsOf(guildId)
            .Where(channel => Permissions.CanView(world, channel, bot)
                && before.Channels.TryGetValue(channel.Id, out GuildChannel? old) && !Permissions.CanView(before, old, bot))
            .Select(channel => channel.Id)];
        if (!world.ThreadsOf(guildId).Any(thread => gained.Contains(thread.ParentId ?? 0)))
            return world;
        return Emit(world, "THREAD_LIST_SYNC", Intents.Guilds, guildId, _ => Json.Bytes(w =>
            WriteListSync(w, world, guildId, gained)));
    }

    private static void WriteListSync(Utf8JsonWriter writer, World world, ulong guildId, HashSet<ulong> gained)
    {
        GuildChannel[] threads = [.. world.VisibleActiveThreads(guildId).Where(thread => gained.Contains(thread.ParentId ?? 0))];
        writer.WriteStartObject();
        writer.Id("guild_id", guildId);
        writer.Array("channel_ids", gained.Order(), id => writer.WriteStringValue(Snowflake.Text(id)));
        writer.WriteThreadList(world, threads);
        writer.WriteEndObject();
    }
}
