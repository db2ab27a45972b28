using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>
/// The users, members, roles and channels that an interaction names, in full
/// (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-resolved-data-structure"/>).
/// </summary>
internal sealed class Resolved(World world, Guild guild)
{
    private readonly SortedDictionary<ulong, User> _users = [];
    private readonly SortedDictionary<ulong, GuildChannel> _channels = [];
    private readonly SortedDictionary<ulong, string> _roles = [];

    public bool Any => _users.Count + _channels.Count + _roles.Count > 0;

    public JsonElement AddUser(string text)
    {
        User user = Lookup.User(world, text);
        _users[user.Id] = user;
        return Id(user.Id);
    }

    public JsonElement AddChannel(GuildChannel channel)
    {
        _channels[channel.Id] = channel;
        return Id(channel.Id);
    }

    public JsonElement AddRole(string text) => FindRole(text) is { } id
        ? Id(id)
        : throw new SandboxException(404, $"There is no role \"{Lookup.Shorten(text)}\"; there are @everyone, {world.App.Name}.");

    public JsonElement AddMentionable(string text) => FindRole(text) is { } id ? Id(id) : AddUser(text);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("resolved");
        if (_users.Count > 0)
        {
            WriteMap(writer, "users", _users, user => writer.WriteUser(user));
            WriteMap(
                writer,
                "members",
                _users.Where(pair => world.Members.ContainsKey((guild.Id, pair.Key))),
                user => writer.WriteMember(world, world.Members[(guild.Id, user.Id)], MemberParts.Permissions));
        }

        if (_channels.Count > 0)
            WriteMap(writer, "channels", _channels, channel => writer.WriteChannel(channel));
        if (_roles.Count > 0)
        {
            WriteMap(writer, "roles", _roles.Select(pair => KeyValuePair.Create(pair.Key, pair)), role =>
            {
                writer.WriteStartObject();
                writer.Id("id", role.Key);
                writer.WriteString("name", role.Value);
                writer.WriteString("permissions", "0");
                writer.WriteEndObject();
            });
        }

        writer.WriteEndObject();
    }

    private ulong? FindRole(string text)
    {
        string name = text.Trim('<', '>', '@', '&');
        foreach ((ulong id, string role) in (ReadOnlySpan<(ulong, string)>)[(guild.Id, "everyone"), (world.App.Id, world.App.Name)])
        {
            // The bot's role has its name; as a mentionable that name means the bot itself.
            bool named = id == guild.Id && string.Equals(name, role, StringComparison.OrdinalIgnoreCase);
            if (!named && name != Snowflake.Text(id))
                continue;
            _roles[id] = role;
            return id;
        }

        return null;
    }

    private static JsonElement Id(ulong id) => Json.Element(w => w.WriteStringValue(Snowflake.Text(id)));

    private static void WriteMap<T>(
        Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<ulong, T>> items, Action<T> write)
    {
        writer.WriteStartObject(name);
        foreach ((ulong id, T item) in items)
        {
            writer.WritePropertyName(Snowflake.Text(id));
            write(item);
        }

        writer.WriteEndObject();
    }
}
