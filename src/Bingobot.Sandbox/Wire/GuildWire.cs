using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>Guilds, roles and voice states as Discord writes them
/// (<see href="https://docs.discord.com/developers/resources/guild#guild-object"/>).</summary>
internal static class GuildWire
{
    private const int LargeGuild = 250;

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
        Member? owner = world.Members.GetValueOrDefault((state.GuildId, state.UserId));
        writer.WriteBoolean("deaf", owner?.Deaf ?? false);
        writer.WriteBoolean("mute", owner?.Mute ?? false);
        writer.Falses("self_video", "suppress");
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
        writer.Array("channels", world.ChannelsOf(guild.Id), channel => writer.WriteChannel(world, channel));
        writer.Array(
            "presences",
            (intents & Intents.GuildPresences) == 0 ? [] : world.MembersOf(guild.Id),
            member => writer.WritePresence(world, guild.Id, member.UserId));
        writer.Array(
            "threads",
            world.VisibleActiveThreads(guild.Id),
            thread => writer.WriteThread(world, thread, new ThreadParts(WithMember: true)));
        writer.EmptyArrays("stage_instances", "guild_scheduled_events", "soundboard_sounds");
        writer.WriteEndObject();
    }

    private static void WriteGuildMembers(Utf8JsonWriter writer, World world, Guild guild)
    {
        writer.Id("id", guild.Id);
        writer.WriteString("name", guild.Name);
        writer.Nulls(
            "icon", "splash", "discovery_splash", "afk_channel_id", "application_id", "rules_channel_id",
            "vanity_url_code", "description", "banner", "public_updates_channel_id", "safety_alerts_channel_id",
            "icon_hash", "max_presences", "incidents_data", "home_header", "widget_channel_id");
        writer.WriteString("region", "deprecated");
        writer.WriteBoolean("widget_enabled", false);
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
        writer.Array("roles", world.RolesOf(guild.Id), writer.WriteRole);
    }

    /// <summary>As the list of the bot's guilds has it
    /// (<see href="https://docs.discord.com/developers/resources/user#get-current-user-guilds"/>).</summary>
    public static void WritePartialGuild(this Utf8JsonWriter writer, World world, Guild guild)
    {
        writer.WriteStartObject();
        writer.Id("id", guild.Id);
        writer.WriteString("name", guild.Name);
        writer.Nulls("icon", "banner");
        writer.WriteBoolean("owner", guild.OwnerId == world.App.BotId);
        writer.WriteString("permissions", Permissions.Text(Permissions.In(world, guild.Id, world.App.BotId)));
        writer.EmptyArrays("features");
        writer.WriteEndObject();
    }

    public static void WriteRole(this Utf8JsonWriter writer, Role role)
    {
        writer.WriteStartObject();
        writer.Id("id", role.Id);
        writer.WriteString("name", role.Name);
        writer.WriteString("permissions", Permissions.Text(role.Permissions));
        writer.WriteNumber("position", role.Position);
        writer.WriteNumber("color", role.Color);
        writer.WriteStartObject("colors");
        writer.WriteNumber("primary_color", role.Color);
        writer.Nulls("secondary_color", "tertiary_color");
        writer.WriteEndObject();
        writer.WriteBoolean("hoist", role.Hoist);
        writer.WriteBoolean("mentionable", role.Mentionable);
        writer.WriteBoolean("managed", role.BotId is not null);
        writer.Nulls("icon", "unicode_emoji");
        writer.WriteNumber("flags", 0);
        if (role.BotId is { } bot)
        {
            writer.WriteStartObject("tags");
            writer.Id("bot_id", bot);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>A presence, where who is invisible is offline (<see href="https://docs.discord.com/developers/events/gateway-events#presence-update"/>).</summary>
    public static void WritePresence(this Utf8JsonWriter writer, World world, ulong guildId, ulong userId)
    {
        Presence presence = world.Presences.GetValueOrDefault(userId) ?? new Presence("online", null);
        string status = presence.Status == "invisible" ? "offline" : presence.Status;
        writer.WriteStartObject();
        writer.WriteStartObject("user");
        writer.Id("id", userId);
        writer.WriteEndObject();
        writer.Id("guild_id", guildId);
        writer.WriteString("status", status);
        writer.Element("activities", presence.Activities);
        writer.WriteStartObject("client_status");
        if (status != "offline")
            writer.WriteString(userId == world.App.BotId ? "web" : "desktop", status);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
