using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>What belongs to a session alone: READY and the chunks of a guild's members.</summary>
internal static class SessionWire
{
    /// <summary>As many as fit in one GUILD_MEMBERS_CHUNK.</summary>
    public const int ChunkSize = 1000;

    /// <summary><see href="https://docs.discord.com/developers/events/gateway-events#ready"/>.</summary>
    public static void WriteReady(this Utf8JsonWriter writer, World world, GatewaySession session, string resumeUrl)
    {
        writer.WriteStartObject();
        writer.WriteNumber("v", 10);
        writer.WritePropertyName("user");
        writer.WriteUser(world.Bot, self: true);
        writer.Array("guilds", world.BotGuilds.Select(guild => guild.Id).Where(session.WantsGuild), id =>
        {
            writer.WriteStartObject();
            writer.Id("id", id);
            writer.WriteBoolean("unavailable", true);
            writer.WriteEndObject();
        });
        writer.WriteString("session_id", session.Id);
        writer.WriteString("session_type", "normal");
        writer.WriteString("resume_gateway_url", resumeUrl);
        writer.WriteStartArray("shard");
        writer.WriteNumberValue(session.ShardId);
        writer.WriteNumberValue(session.ShardCount);
        writer.WriteEndArray();
        writer.WriteStartObject("application");
        writer.Id("id", world.App.Id);
        writer.WriteNumber("flags", UserWire.ApplicationFlags);
        writer.WriteEndObject();
        writer.EmptyArrays("private_channels", "relationships", "presences", "geo_ordered_rtc_regions");
        writer.WriteStartObject("user_settings");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The chunks that answer a request for members, one byte string each
    /// (<see href="https://docs.discord.com/developers/events/gateway-events#guild-members-chunk"/>).</summary>
    public static IEnumerable<byte[]> MemberChunks(World world, MembersRequested request)
    {
        Member[] found = [.. Select(world, request)];
        ulong[] missing = [.. (request.UserIds ?? []).Where(id => !world.Members.ContainsKey((request.GuildId, id)))];
        int count = Math.Max(1, (found.Length + ChunkSize - 1) / ChunkSize);
        for (int index = 0; index < count; index++)
        {
            int chunk = index;
            yield return Json.Bytes(writer =>
            {
                writer.WriteStartObject();
                writer.Id("guild_id", request.GuildId);
                writer.Array(
                    "members",
                    found.Skip(chunk * ChunkSize).Take(ChunkSize),
                    member => writer.WriteMember(world, member, MemberParts.User));
                writer.WriteNumber("chunk_index", chunk);
                writer.WriteNumber("chunk_count", count);
                if (missing.Length > 0)
                    writer.Array("not_found", missing, id => writer.WriteStringValue(Snowflake.Text(id)));
                if (request.Nonce is not null)
                    writer.WriteString("nonce", request.Nonce);
                writer.WriteEndObject();
            });
        }
    }

    /// <summary>There are none here
    /// (<see href="https://docs.discord.com/developers/events/gateway-events#soundboard-sounds"/>).</summary>
    public static byte[] Sounds(ulong guildId) => Json.Bytes(writer =>
    {
        writer.WriteStartObject();
        writer.EmptyArrays("soundboard_sounds");
        writer.Id("guild_id", guildId);
        writer.WriteEndObject();
    });

    /// <summary>Of the voice channels that the bot can see, what was asked for; nobody gives them a status here
    /// (<see href="https://docs.discord.com/developers/events/gateway-events#channel-info"/>).</summary>
    public static byte[] ChannelInfo(World world, ChannelInfoRequested request) => Json.Bytes(writer =>
    {
        writer.WriteStartObject();
        writer.Id("guild_id", request.GuildId);
        IEnumerable<GuildChannel> channels = world.ChannelsOf(request.GuildId)
            .Where(channel => channel.Kind == ChannelKind.Voice && Permissions.CanView(world, channel, world.App.BotId));
        writer.Array("channels", channels, channel =>
        {
            writer.WriteStartObject();
            writer.Id("id", channel.Id);
            if (request.Status)
                writer.WriteNull("status");
            if (request.VoiceStartTime && world.VoiceStarts.TryGetValue(channel.Id, out long start))
                writer.WriteNumber("voice_start_time", start / 1000);
            else if (request.VoiceStartTime)
                writer.WriteNull("voice_start_time");
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    });

    private static IEnumerable<Member> Select(World world, MembersRequested request)
    {
        IEnumerable<Member> members = world.MembersOf(request.GuildId);
        if (request.UserIds is { } ids)
            return members.Where(member => ids.Contains(member.UserId));
        members = members.Where(member =>
            world.Users[member.UserId].Name.StartsWith(request.Query ?? "", StringComparison.OrdinalIgnoreCase));
        return request.Limit > 0 ? members.Take(request.Limit) : members;
    }
}
