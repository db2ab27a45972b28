using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>Users, members and the application as Discord writes them
/// (<see href="https://docs.discord.com/developers/resources/user#user-object"/>).</summary>
internal static class UserWire
{
    public static void WriteUser(this Utf8JsonWriter writer, User user, bool self = false)
    {
        writer.WriteStartObject();
        writer.Id("id", user.Id);
        writer.WriteString("username", user.Name);
        writer.WriteString("discriminator", user.IsBot ? "0001" : "0");
        writer.Nulls("global_name", "avatar", "banner", "accent_color", "avatar_decoration_data");
        writer.WriteNumber("public_flags", 0);
        writer.WriteNumber("flags", 0);
        if (user.IsBot)
            writer.WriteBoolean("bot", true);
        if (self)
        {
            writer.WriteBoolean("verified", true);
            writer.WriteBoolean("mfa_enabled", true);
            writer.WriteNull("email");
            writer.WriteString("locale", "en-US");
        }

        writer.WriteEndObject();
    }

    public static void WriteMember(this Utf8JsonWriter writer, World world, Member member, MemberParts parts)
    {
        writer.WriteStartObject();
        if ((parts & MemberParts.Guild) != 0)
            writer.Id("guild_id", member.GuildId);
        if ((parts & MemberParts.User) != 0)
        {
            writer.WritePropertyName("user");
            writer.WriteUser(world.Users[member.UserId]);
        }

        writer.WriteStartArray("roles");
        if (member.UserId == world.App.BotId)
            writer.WriteStringValue(Snowflake.Text(world.App.Id));
        writer.WriteEndArray();
        writer.Nulls("nick", "avatar", "banner", "premium_since", "communication_disabled_until");
        writer.Time("joined_at", member.JoinedAt);
        writer.Falses("deaf", "mute", "pending");
        writer.WriteNumber("flags", 0);
        if ((parts & MemberParts.Permissions) != 0)
            writer.WriteString("permissions", Permissions.Text(Permissions.Of(world, member.GuildId, member.UserId)));
        writer.WriteEndObject();
    }

    public static void WriteApplication(this Utf8JsonWriter writer, World world)
    {
        BotApplication application = world.App;
        writer.WriteStartObject();
        writer.Id("id", application.Id);
        writer.WriteString("name", application.Name);
        writer.WriteString("description", "");
        writer.Nulls("icon", "team");
        writer.WriteString("summary", "");
        writer.WriteString("verify_key", new string('0', 64));
        writer.WriteBoolean("bot_public", false);
        writer.WriteBoolean("bot_require_code_grant", false);
        writer.WriteNumber("flags", ApplicationFlags);
        writer.WriteNumber("approximate_guild_count", world.Guilds.Count);
        writer.EmptyArrays("redirect_uris", "rpc_origins", "tags");
        writer.WritePropertyName("owner");
        writer.WriteUser(world.Users[application.OwnerId]);
        writer.WritePropertyName("bot");
        writer.WriteUser(world.Bot);
        writer.WriteEndObject();
    }

    /// <summary>
    /// The privileged intents, as for a bot in fewer than 100 guilds
    /// (<see href="https://docs.discord.com/developers/resources/application#application-object-application-flags"/>).
    /// </summary>
    public const int ApplicationFlags = (1 << 13) | (1 << 15) | (1 << 19);
}

/// <summary>What of a member is written; it depends on where.</summary>
[Flags]
internal enum MemberParts
{
    Bare = 0,
    User = 1,
    Guild = 2,
    Permissions = 4,
}

/// <summary>Permissions as bits (<see href="https://docs.discord.com/developers/topics/permissions"/>).</summary>
internal static class Permissions
{
    public const ulong Administrator = 1UL << 3;

    /// <summary>View, send, embed, attach, read, react, use emojis and commands, connect, speak.</summary>
    public const ulong Everyone = (1UL << 6) | (1UL << 10) | (1UL << 11) | (1UL << 14) | (1UL << 15) | (1UL << 16)
        | (1UL << 18) | (1UL << 20) | (1UL << 21) | (1UL << 25) | (1UL << 31);

    public static ulong Of(World world, ulong guildId, ulong userId) =>
        userId == world.App.BotId || (world.Guilds.TryGetValue(guildId, out Guild? guild) && guild.OwnerId == userId)
            ? Everyone | Administrator
            : Everyone;

    public static string Text(ulong permissions) => Snowflake.Text(permissions);
}
