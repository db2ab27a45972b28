using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>What a bot changes of a thread, and who may
/// (<see href="https://docs.discord.com/developers/resources/channel#modify-channel-json-params-thread"/>).</summary>
internal static class ThreadChange
{
    /// <exception cref="RestException">400: a field is not as it must be, or the thread is archived; 403: the bot may not.</exception>
    public static GuildChannel Apply(Transaction transaction, GuildChannel channel, JsonElement body)
    {
        ThreadState thread = channel.Thread!;
        Require(transaction.World, channel, body);
        FormErrors errors = new();
        string name = ThreadForm.ReadName(body, errors) ?? channel.Name;
        if (name.Length == 0)
            errors.BadLength("name", 1, ThreadForm.MaxName);
        int duration = ThreadForm.ReadDuration(body, errors) ?? thread.AutoArchiveMinutes;
        int slowmode = ThreadForm.ReadSlowmode(body, errors) ?? channel.Slowmode;
        errors.ThrowIfAny();
        bool archived = Flag(body, "archived", thread.Archived);
        GuildChannel changed = channel with
        {
            Name = name,
            Slowmode = slowmode,
            Thread = thread with
            {
                Archived = archived,
                Locked = Flag(body, "locked", thread.Locked),
                Invitable = Flag(body, "invitable", thread.Invitable),
                AutoArchiveMinutes = duration,
                ChangedAt = archived != thread.Archived || duration != thread.AutoArchiveMinutes ? transaction.At : thread.ChangedAt,
            },
        };
        if (changed != channel)
            transaction.Do(new ChannelSet(changed) { At = transaction.At });
        return changed;
    }

    /// <summary>Who started a thread may name, archive and open it; locking and slowing it takes the permission, as does all else.</summary>
    private static void Require(World world, GuildChannel channel, JsonElement body)
    {
        ThreadState thread = channel.Thread!;
        ulong bot = world.App.BotId;
        ulong granted = Permissions.In(world, channel, bot);
        bool manages = ThreadWriting.Manages(world, channel, bot);
        bool opens = body.Get("archived") is { ValueKind: JsonValueKind.False };
        if (thread.Archived && !opens)
            throw RestException.ThreadArchived();
        if (manages)
            return;
        bool onlyOpens = opens && body.EnumerateObject().Count() == 1;
        bool isOwners = !thread.Locked && body.Get("locked") is null && body.Get("rate_limit_per_user") is null
            && (thread.OwnerId == bot || onlyOpens);
        if (!isOwners)
            throw RestException.MissingPermissions();
        Access.Require(granted, Permissions.SendMessagesInThreads);
    }

    private static bool Flag(JsonElement body, string name, bool before) =>
        body.Get(name) is { } given ? given.ValueKind == JsonValueKind.True : before;
}
