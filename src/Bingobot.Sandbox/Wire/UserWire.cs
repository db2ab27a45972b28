using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>Users, members and the application as Discord writes them
/// (<see href="https://docs.discord.com/developers/resources/user#user-object"/>).</summary>
internal static class UserWire
{
    /// <param name="writer">Where to.</param>
    /// <param name="user">The user.</param>
    /// <param name="self">As the bot sees itself.</param>
    /// <param name="more">Written as further members of the object.</param>
    public static void WriteUser(this Utf8JsonWriter writer, User user, bool self = false, Action? more = null)
    {
        writer.WriteStartObject();
        writer.Id("id", user.Id);
        writer.WriteString("username", user.Name);
        writer.WriteString("discriminator", user.IsBot ? "0001" : "0");
        writer.Nulls("global_name", "avatar", "banner", "accent_color", "avatar_decoration_data", "collectibles", "primary_guild");
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

        more?.Invoke();
        writer.WriteEndObject();
    }

    /// <param name="writer">Where to.</param>
    /// <param name="world">The world.</param>
    /// <param name="member">The member.</param>
    /// <param name="parts">What of it.</param>
    /// <param name="permissions">What the member may do where something happened; null: not told.</param>
    public static void WriteMember(
        this Utf8JsonWriter writer, World world, Member member, MemberParts parts, ulong? permissions = null)
    {
        writer.WriteStartObject();
        if ((parts & MemberParts.Guild) != 0)
            writer.Id("guild_id", member.GuildId);
        if ((parts & MemberParts.User) != 0)
        {
            writer.WritePropertyName("user");
            writer.WriteUser(world.Users[member.UserId]);
        }

        writer.Array("roles", member.Roles, id => writer.WriteStringValue(Snowflake.Text(id)));
        writer.WriteString("nick", member.Nick);
        writer.Nulls("avatar", "banner", "premium_since");
        if (member.TimeoutUntil is { } timeout)
            writer.Time("communication_disabled_until", timeout);
        else
            writer.WriteNull("communication_disabled_until");
        writer.Time("joined_at", member.JoinedAt);
        writer.WriteBoolean("deaf", member.Deaf);
        writer.WriteBoolean("mute", member.Mute);
        writer.WriteBoolean("pending", false);
        writer.WriteNumber("flags", 0);
        if (permissions is { } granted)
            writer.WriteString("permissions", Permissions.Text(granted));
        writer.WriteEndObject();
    }

    public static void WriteApplication(this Utf8JsonWriter writer, World world)
    {
        BotApplication application = world.App;
        writer.WriteStartObject();
        writer.Id("id", application.Id);
        writer.WriteString("name", application.Name);
        writer.WriteString("description", "");
        writer.Nulls("icon", "team", "type", "interactions_endpoint_url", "role_connections_verification_url");
        writer.WriteString("summary", "");
        writer.WriteString("verify_key", new string('0', 64));
        writer.WriteBoolean("bot_public", false);
        writer.WriteBoolean("bot_require_code_grant", false);
        writer.WriteNumber("flags", ApplicationFlags);
        writer.WriteString("flags_new", ApplicationFlags.ToString(System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteNumber("approximate_guild_count", world.BotGuilds.Count());
        writer.WriteNumber("approximate_user_install_count", 0);
        writer.WriteNumber("approximate_user_authorization_count", 0);
        writer.WriteNumber("explicit_content_filter", 0);
        writer.EmptyArrays("redirect_uris", "rpc_origins", "tags", "eligible_oauth2_scopes");
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
}
