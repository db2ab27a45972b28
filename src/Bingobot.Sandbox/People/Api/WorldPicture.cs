using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>The world as <c>GET /sandbox/api/world</c> tells it.</summary>
internal static class WorldPicture
{
    public static void Write(Utf8JsonWriter writer, LocalSandbox sandbox)
    {
        World world = sandbox.World;
        writer.WriteStartObject();
        writer.Array("guilds", world.Guilds.Values, guild => WriteGuild(writer, Viewing.Guild(guild)));
        writer.Array("channels", world.Channels.Values, channel => WriteChannel(writer, Viewing.Channel(world, channel)));
        writer.Array("users", world.Users.Values, user => WriteUser(writer, Viewing.User(user)));
        writer.Array("members", world.Members.Values, member => WriteMember(writer, member));
        writer.Array("roles", world.Roles.Values, role => WriteRole(writer, role));
        writer.Array("voice", world.Voice.Values, state => WriteVoice(writer, state.GuildId, state.ChannelId, state.UserId));
        writer.Array("commands", world.Commands.Values.SelectMany(list => list.EnumerateArray()), command => command.WriteTo(writer));
        writer.WriteBoolean("botConnected", sandbox.BotConnected);
        writer.Time("now", sandbox.Now.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
    }

    public static void WriteGuild(Utf8JsonWriter writer, GuildView guild)
    {
        writer.WriteStartObject();
        writer.WriteString("id", guild.Id);
        writer.WriteString("name", guild.Name);
        writer.WriteEndObject();
    }

    public static void WriteChannel(Utf8JsonWriter writer, ChannelView channel)
    {
        writer.WriteStartObject();
        writer.WriteString("id", channel.Id);
        writer.WriteString("guild", channel.GuildId.Length == 0 ? null : channel.GuildId);
        writer.WriteString("name", channel.Name);
        if (channel.ParentId is not null)
            writer.WriteString("parent", channel.ParentId);
        writer.WriteString("type", channel.Kind switch
        {
            ChannelKind.Voice => "voice",
            ChannelKind.Category => "category",
            ChannelKind.Direct => "direct",
            ChannelKind.AnnouncementThread or ChannelKind.PublicThread or ChannelKind.PrivateThread => "thread",
            _ => "text",
        });
        writer.WriteEndObject();
    }

    public static void WriteUser(Utf8JsonWriter writer, UserView user)
    {
        writer.WriteStartObject();
        writer.WriteString("id", user.Id);
        writer.WriteString("name", user.Name);
        writer.WriteBoolean("bot", user.IsBot);
        writer.WriteEndObject();
    }

    public static void WriteVoice(Utf8JsonWriter writer, ulong guildId, ulong? channelId, ulong userId)
    {
        writer.WriteStartObject();
        writer.Id("guild", guildId);
        writer.Id("channel", channelId);
        writer.Id("user", userId);
        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, Member member)
    {
        writer.WriteStartObject();
        writer.Id("guild", member.GuildId);
        writer.Id("user", member.UserId);
        writer.Array("roles", member.Roles, id => writer.WriteStringValue(Snowflake.Text(id)));
        writer.WriteEndObject();
    }

    private static void WriteRole(Utf8JsonWriter writer, Role role)
    {
        writer.WriteStartObject();
        writer.Id("id", role.Id);
        writer.Id("guild", role.GuildId);
        writer.WriteString("name", role.Name);
        writer.WriteString("permissions", Permissions.Text(role.Permissions));
        writer.WriteEndObject();
    }
}
