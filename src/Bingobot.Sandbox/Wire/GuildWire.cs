using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>Guilds, channels and voice states as Discord writes them
/// (<see href="https://docs.discord.com/developers/resources/guild#guild-object"/>).</summary>
internal static class GuildWire
{
    private const int LargeGuild = 250;

    public static void WriteChannel(this Utf8JsonWriter writer, GuildChannel channel)
    {
        writer.WriteStartObject();
        writer.Id("id", channel.Id);
        writer.WriteNumber("type", (int)channel.Kind);
        writer.Id("guild_id", channel.GuildId);
        writer.WriteString("name", channel.Name);
        writer.WriteNumber("position", channel.Position);
        writer.EmptyArrays("permission_overwrites");
        writer.Nulls("parent_id", "topic");
        writer.WriteBoolean("nsfw", false);
        writer.WriteNumber("flags", 0);
        writer.WriteNumber("rate_limit_per_user", 0);
        writer.Id("last_message_id", channel.LastMessageId == 0 ? null : channel.LastMessageId);
        if (channel.Kind == ChannelKind.Voice)
        {
            writer.WriteNumber("bitrate", 64_000);
            writer.WriteNumber("user_limit", 0);
            writer.WriteNull("rtc_region");
        }

        writer.WriteEndObject();
    }

    public static void WriteVoiceState(this Utf8JsonWriter writer, World world, VoiceState state, bool withMember)
    {
        writer.WriteStartObject();
        writer.Id("guild_id", state.GuildId);
        writer.Id("channel_id", state.ChannelId == 0 ? null : state.ChannelId);
        writer.Id("user_id", state.UserId);
        if (withMember && world.Members.TryGetValue((state.GuildId, state.UserId), out Member? member))
        {
            writer.WritePropertyName("member");
            writer.WriteMember(world, member, MemberParts.User);
        }

        writer.WriteString("session_id", $"voice-{Snowflake.Text(state.UserId)}");
        writer.WriteBoolean("self_mute", state.SelfMute);
        writer.WriteBoolean("self_deaf", state.SelfDeaf);
        writer.Falses("deaf", "mute", "self_video", "suppress");
        writer.WriteNull("request_to_speak_timestamp");
        writer.WriteEndObject();
    }

    /// <summary>The guild object of REST, without what only the gateway tells.</summary>
    public static void WriteGuild(this Utf8JsonWriter writer, World world, Guild guild)
    {
        writer.WriteStartObject();
        WriteGuildMembers(writer, world, guild);
        writer.WriteEndObject();
    }

    /// <summary>
    /// GUILD_CREATE (<see href="https://docs.discord.com/developers/events/gateway-events#guild-create"/>). All members are
    /// in it for a session that asked for members or presences; others see themselves and who sits in voice.
    /// </summary>
    public static void WriteGuildCreate(this Utf8JsonWriter writer, World world, Guild guild, int intents)
    {
        bool all = (intents & (Intents.GuildMembers | Intents.GuildPresences)) != 0;
        int count = world.MembersOf(guild.Id).Count();
        writer.WriteStartObject();
        WriteGuildMembers(writer, world, guild);
        writer.Time("joined_at", world.Members[(guild.Id, world.App.BotId)].JoinedAt);
        writer.WriteBoolean("large", count > LargeGuild);
        writer.WriteBoolean("unavailable", false);
        writer.WriteNumber("member_count", count);
        writer.Array("voice_states", world.VoiceOf(guild.Id), state => writer.WriteVoiceState(world, state, false));
        writer.Array(
            "members",
            world.MembersOf(guild.Id).Where(member => all
                || member.UserId == world.App.BotId
                || world.Voice.ContainsKey((guild.Id, member.UserId))),
            member => writer.WriteMember(world, member, MemberParts.User));
        writer.Array("channels", world.ChannelsOf(guild.Id), writer.WriteChannel);
        writer.EmptyArrays(
            "threads", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds");
        writer.WriteEndObject();
    }

    private static void WriteGuildMembers(Utf8JsonWriter writer, World world, Guild guild)
    {
        writer.Id("id", guild.Id);
        writer.WriteString("name", guild.Name);
        writer.Nulls(
            "icon", "splash", "discovery_splash", "afk_channel_id", "application_id", "rules_channel_id",
            "vanity_url_code", "description", "banner", "public_updates_channel_id", "safety_alerts_channel_id",
            "icon_hash", "max_presences", "incidents_data");
        writer.Id("owner_id", guild.OwnerId);
        writer.Id("system_channel_id", world.ChannelsOf(guild.Id).FirstOrDefault(c => c.Kind == ChannelKind.Text)?.Id);
        writer.WriteNumber("afk_timeout", 300);
        writer.WriteNumber("verification_level", 0);
        writer.WriteNumber("default_message_notifications", 0);
        writer.WriteNumber("explicit_content_filter", 0);
        writer.WriteNumber("mfa_level", 0);
        writer.WriteNumber("system_channel_flags", 0);
        writer.WriteNumber("max_members", 500_000);
        writer.WriteNumber("max_video_channel_users", 25);
        writer.WriteNumber("max_stage_video_channel_users", 50);
        writer.WriteNumber("premium_tier", 0);
        writer.WriteNumber("premium_subscription_count", 0);
        writer.WriteString("preferred_locale", "en-US");
        writer.WriteNumber("nsfw_level", 0);
        writer.WriteBoolean("nsfw", false);
        writer.WriteBoolean("premium_progress_bar_enabled", false);
        writer.EmptyArrays("emojis", "features", "stickers");
        writer.WriteStartArray("roles");
        WriteRole(writer, guild.Id, "@everyone", Permissions.Everyone, 0, botId: null);
        WriteRole(writer, world.App.Id, world.App.Name, Permissions.Administrator, 1, world.App.BotId);
        writer.WriteEndArray();
    }

    private static void WriteRole(
        Utf8JsonWriter writer, ulong id, string name, ulong permissions, int position, ulong? botId)
    {
        writer.WriteStartObject();
        writer.Id("id", id);
        writer.WriteString("name", name);
        writer.WriteString("permissions", Permissions.Text(permissions));
        writer.WriteNumber("position", position);
        writer.WriteNumber("color", 0);
        writer.WriteStartObject("colors");
        writer.WriteNumber("primary_color", 0);
        writer.Nulls("secondary_color", "tertiary_color");
        writer.WriteEndObject();
        writer.Falses("hoist", "mentionable");
        writer.WriteBoolean("managed", botId is not null);
        writer.Nulls("icon", "unicode_emoji");
        writer.WriteNumber("flags", 0);
        if (botId is { } bot)
        {
            writer.WriteStartObject("tags");
            writer.Id("bot_id", bot);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
