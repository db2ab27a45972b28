using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>What of a thread is written beside what it is; it depends on where.</summary>
/// <param name="NewlyCreated">As an event that tells of a new one.</param>
/// <param name="WithMember">With the bot's own membership, where there is one.</param>
internal readonly record struct ThreadParts(bool NewlyCreated = false, bool WithMember = false);

/// <summary>Channels of all kinds as Discord writes them
/// (<see href="https://docs.discord.com/developers/resources/channel#channel-object"/>).</summary>
internal static class ChannelWire
{
    private const int MostMembersCounted = 50;

    public static void WriteChannel(this Utf8JsonWriter writer, World world, GuildChannel channel)
    {
        if (channel.IsThread)
            writer.WriteThread(world, channel, default);
        else if (channel.IsDirect)
            WriteDirect(writer, world, channel);
        else
            WriteOfGuild(writer, channel);
    }

    /// <summary>A thread (<see href="https://docs.discord.com/developers/topics/threads#thread-fields"/>).</summary>
    public static void WriteThread(this Utf8JsonWriter writer, World world, GuildChannel channel, ThreadParts parts)
    {
        ThreadState thread = channel.Thread!;
        writer.WriteStartObject();
        WriteCommon(writer, channel);
        writer.Id("guild_id", channel.GuildId);
        writer.Id("parent_id", channel.ParentId);
        writer.Id("owner_id", thread.OwnerId);
        writer.WriteString("name", channel.Name);
        writer.WriteNumber("rate_limit_per_user", channel.Slowmode);
        writer.WriteNumber("message_count", thread.MessageCount);
        writer.WriteNumber("total_message_sent", thread.TotalSent);
        writer.WriteNumber("member_count", world.CountThreadMembers(channel.Id));
        WriteMetadata(writer, channel, thread);
        if (parts.NewlyCreated)
            writer.WriteBoolean("newly_created", true);
        if (parts.WithMember && world.ThreadMembers.TryGetValue((channel.Id, world.App.BotId), out ThreadMember? member))
        {
            writer.WritePropertyName("member");
            writer.WriteThreadMember(member);
        }

        writer.WriteEndObject();
    }

    /// <summary>Members <c>threads</c> and <c>members</c>: threads, and where the bot is among them.</summary>
    public static void WriteThreadList(this Utf8JsonWriter writer, World world, IReadOnlyCollection<GuildChannel> threads)
    {
        writer.Array("threads", threads, thread => writer.WriteThread(world, thread, default));
        writer.Array(
            "members",
            threads.Select(thread => world.ThreadMembers.GetValueOrDefault((thread.Id, world.App.BotId))).OfType<ThreadMember>(),
            member => writer.WriteThreadMember(member));
    }

    /// <param name="writer">Where to.</param>
    /// <param name="member">Who.</param>
    /// <param name="more">Written as further members of the object.</param>
    public static void WriteThreadMember(this Utf8JsonWriter writer, ThreadMember member, Action? more = null)
    {
        writer.WriteStartObject();
        writer.Id("id", member.ThreadId);
        writer.Id("user_id", member.UserId);
        writer.Time("join_timestamp", member.JoinedAt);
        writer.WriteNumber("flags", 1);
        more?.Invoke();
        writer.WriteEndObject();
    }

    /// <summary>THREAD_MEMBERS_UPDATE (<see href="https://docs.discord.com/developers/events/gateway-events#thread-members-update"/>).</summary>
    public static void WriteThreadMembersUpdate(
        this Utf8JsonWriter writer, World world, GuildChannel thread, ulong userId, bool added, int intents)
    {
        writer.WriteStartObject();
        writer.Id("id", thread.Id);
        writer.Id("guild_id", thread.GuildId);
        writer.WriteNumber("member_count", world.CountThreadMembers(thread.Id));
        if (added)
        {
            ThreadMember member = world.ThreadMembers[(thread.Id, userId)];
            writer.Array("added_members", [member], one => writer.WriteThreadMember(one, () => WriteWho(writer, world, thread, one, intents)));
        }
        else
        {
            writer.Array("removed_member_ids", [userId], id => writer.WriteStringValue(Snowflake.Text(id)));
        }

        writer.WriteEndObject();
    }

    private static void WriteWho(Utf8JsonWriter writer, World world, GuildChannel thread, ThreadMember who, int intents)
    {
        if (world.Members.TryGetValue((thread.GuildId, who.UserId), out Member? member))
        {
            writer.WritePropertyName("member");
            writer.WriteMember(world, member, MemberParts.User);
        }

        writer.WritePropertyName("presence");
        if ((intents & Intents.GuildPresences) != 0)
            writer.WritePresence(world, thread.GuildId, who.UserId);
        else
            writer.WriteNullValue();
    }

    private static int CountThreadMembers(this World world, ulong threadId) =>
        Math.Min(MostMembersCounted, world.ThreadMembersOf(threadId).Count());

    private static void WriteMetadata(Utf8JsonWriter writer, GuildChannel channel, ThreadState thread)
    {
        writer.WriteStartObject("thread_metadata");
        writer.WriteBoolean("archived", thread.Archived);
        writer.Time("archive_timestamp", thread.ChangedAt);
        writer.WriteNumber("auto_archive_duration", thread.AutoArchiveMinutes);
        writer.WriteBoolean("locked", thread.Locked);
        if (channel.Kind == ChannelKind.PrivateThread)
            writer.WriteBoolean("invitable", thread.Invitable);
        writer.Time("create_timestamp", thread.CreatedAt);
        writer.WriteEndObject();
    }

    private static void WriteDirect(Utf8JsonWriter writer, World world, GuildChannel channel)
    {
        writer.WriteStartObject();
        WriteCommon(writer, channel);
        writer.Array("recipients", [channel.RecipientId!.Value], id => writer.WriteUser(world.Users[id]));
        writer.WriteEndObject();
    }

    private static void WriteOfGuild(Utf8JsonWriter writer, GuildChannel channel)
    {
        writer.WriteStartObject();
        WriteCommon(writer, channel);
        writer.Id("guild_id", channel.GuildId);
        writer.WriteString("name", channel.Name);
        writer.WriteNumber("position", channel.Position);
        writer.Array("permission_overwrites", channel.Overwrites.Values, overwrite =>
        {
            writer.WriteStartObject();
            writer.Id("id", overwrite.Id);
            writer.WriteNumber("type", overwrite.IsMember ? 1 : 0);
            writer.WriteString("allow", Permissions.Text(overwrite.Allow));
            writer.WriteString("deny", Permissions.Text(overwrite.Deny));
            writer.WriteEndObject();
        });
        writer.Id("parent_id", channel.ParentId);
        writer.WriteString("topic", channel.Topic);
        writer.WriteBoolean("nsfw", channel.Nsfw);
        writer.WriteNumber("rate_limit_per_user", channel.Slowmode);
        if (channel.Kind == ChannelKind.Voice)
        {
            writer.WriteNumber("bitrate", 64_000);
            writer.WriteNumber("user_limit", 0);
            writer.WriteNull("rtc_region");
        }

        writer.WriteEndObject();
    }

    private static void WriteCommon(Utf8JsonWriter writer, GuildChannel channel)
    {
        writer.Id("id", channel.Id);
        writer.WriteNumber("type", (int)channel.Kind);
        writer.WriteNumber("flags", 0);
        writer.Id("last_message_id", channel.LastMessageId == 0 ? null : channel.LastMessageId);
        if (channel.LastPinAt is { } pinned)
            writer.Time("last_pin_timestamp", pinned);
    }
}
