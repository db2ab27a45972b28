using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>
/// The users, members, roles and channels that an interaction names, in full
/// (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-resolved-data-structure"/>).
/// </summary>
internal sealed class Resolved(World world, Guild? guild)
{
    private readonly ulong _guildId = guild?.Id ?? 0;
    private readonly SortedDictionary<ulong, User> _users = [];
    private readonly SortedDictionary<ulong, GuildChannel> _channels = [];
    private readonly SortedDictionary<ulong, Role> _roles = [];
    private readonly SortedDictionary<ulong, Message> _messages = [];

    public bool Any => _users.Count + _channels.Count + _roles.Count + _messages.Count > 0;

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

    public JsonElement AddMessage(Message message)
    {
        _messages[message.Id] = message;
        return Id(message.Id);
    }

    public JsonElement AddRole(string text) => FindRole(text) is { } id
        ? Id(id)
        : throw new SandboxException(404, $"There is no role \"{Lookup.Shorten(text)}\"; there are {Lookup.Names(world.RolesOf(_guildId), role => role.Name)}.");

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
                _users.Where(pair => world.Members.ContainsKey((_guildId, pair.Key))),
                user => WriteMember(writer, user));
        }

        if (_channels.Count > 0)
            WriteMap(writer, "channels", _channels, channel => writer.WriteChannel(world, channel));
        if (_roles.Count > 0)
            WriteMap(writer, "roles", _roles, writer.WriteRole);
        if (_messages.Count > 0)
            WriteMap(writer, "messages", _messages, message => writer.WriteMessage(world, message));
        writer.WriteEndObject();
    }

    private void WriteMember(Utf8JsonWriter writer, User user) => writer.WriteMember(
        world,
        world.Members[(_guildId, user.Id)],
        MemberParts.Bare,
        Permissions.In(world, _guildId, user.Id));

    /// <summary>By id or name. The bot's own role has the bot's name, and as a mentionable that name means the bot itself.</summary>
    private ulong? FindRole(string text)
    {
        string name = text.Trim('<', '>', '@', '&');
        Role? found = world.RolesOf(_guildId).FirstOrDefault(role => name == Snowflake.Text(role.Id)
            || (role.BotId is null && string.Equals(name, role.Name.TrimStart('@'), StringComparison.OrdinalIgnoreCase)));
        if (found is not null)
            _roles[found.Id] = found;
        return found?.Id;
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
