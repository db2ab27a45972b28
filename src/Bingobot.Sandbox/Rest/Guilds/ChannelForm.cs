using System.Collections.Immutable;
using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>A channel as a bot makes or changes it
/// (<see href="https://docs.discord.com/developers/resources/channel#modify-channel"/>).</summary>
internal static class ChannelForm
{
    private const int MaxName = 100;
    private const int MaxTopic = 1024;
    private const int MaxSlowmode = 6 * 60 * 60;

    private static readonly ChannelKind[] Made =
        [ChannelKind.Text, ChannelKind.Voice, ChannelKind.Category, ChannelKind.Announcement];

    /// <exception cref="RestException">400: a kind that the sandbox has not.</exception>
    public static ChannelKind Kind(JsonElement body)
    {
        ChannelKind kind = (ChannelKind)(body.GetInt("type") ?? 0);
        if (Made.Contains(kind))
            return kind;
        FormErrors errors = new();
        errors.NotAmong("type", string.Join(", ", Made.Select(known => (int)known)));
        throw errors.ToException();
    }

    /// <exception cref="RestException">400: with all faults found.</exception>
    public static GuildChannel Read(World world, GuildChannel channel, JsonElement body)
    {
        FormErrors errors = new();
        string name = body.GetText("name") ?? channel.Name;
        if (name.Length is 0 or > MaxName)
            errors.BadLength("name", 1, MaxName);
        if (channel.Kind is ChannelKind.Text or ChannelKind.Announcement)
            name = name.ToLowerInvariant().Replace(' ', '-');
        string? topic = Given(body, "topic") ? body.GetText("topic") : channel.Topic;
        if (topic is { Length: > MaxTopic })
            errors.TooLong("topic", MaxTopic);
        int slowmode = body.GetInt("rate_limit_per_user") ?? channel.Slowmode;
        if (slowmode is < 0 or > MaxSlowmode)
            errors.Add("rate_limit_per_user", "NUMBER_TYPE_MAX", $"int value should be between 0 and {MaxSlowmode}.");
        ulong? parent = channel.ParentId;
        if (Given(body, "parent_id"))
            parent = Parent(world, channel, body.GetText("parent_id"), errors);
        errors.ThrowIfAny();
        return channel with
        {
            Name = name,
            Topic = topic,
            Slowmode = slowmode,
            ParentId = parent,
            Nsfw = body.Get("nsfw") is null ? channel.Nsfw : body.GetFlag("nsfw"),
            Position = body.GetInt("position") ?? channel.Position,
            Overwrites = body.Get("permission_overwrites") is null ? channel.Overwrites : ReadOverwrites(world, channel, body),
        };
    }

    /// <exception cref="RestException">400: with all faults found; 404: no such role or member.</exception>
    public static Overwrite ReadOverwrite(World world, GuildChannel channel, ulong id, JsonElement item)
    {
        FormErrors errors = new();
        bool isMember = item.Get("type") is { } type && type.ToString() == "1";
        ulong allow = 0;
        ulong deny = 0;
        if (item.Get("allow") is { } given && !Snowflake.TryParse(given.ToString(), out allow))
            errors.WrongType("allow", "a permission bit set");
        if (item.Get("deny") is { } refused && !Snowflake.TryParse(refused.ToString(), out deny))
            errors.WrongType("deny", "a permission bit set");
        errors.ThrowIfAny();
        if (isMember && !world.Users.ContainsKey(id))
            throw RestException.UnknownUser();
        if (!isMember && !world.Roles.ContainsKey((channel.GuildId, id)))
            throw RestException.UnknownRole();
        Access.Require(Permissions.In(world, channel.GuildId, world.App.BotId), allow | deny);
        return new Overwrite(id, isMember, allow & Permissions.All, deny & Permissions.All);
    }

    private static ImmutableSortedDictionary<ulong, Overwrite> ReadOverwrites(World world, GuildChannel channel, JsonElement body)
    {
        var overwrites = ImmutableSortedDictionary<ulong, Overwrite>.Empty;
        foreach (JsonElement item in body.GetItems("permission_overwrites"))
        {
            if (!Snowflake.TryParse(item.GetText("id"), out ulong id))
            {
                FormErrors errors = new();
                errors.Required("permission_overwrites/id");
                throw errors.ToException();
            }

            overwrites = overwrites.SetItem(id, ReadOverwrite(world, channel, id, item));
        }

        return overwrites;
    }

    private static ulong? Parent(World world, GuildChannel channel, string? text, FormErrors errors)
    {
        if (text is null)
            return null;
        if (Snowflake.TryParse(text, out ulong id) && world.Channels.TryGetValue(id, out GuildChannel? parent)
            && parent.GuildId == channel.GuildId && parent.Kind == ChannelKind.Category)
        {
            return id;
        }

        errors.Add("parent_id", "CHANNEL_PARENT_INVALID_TYPE", "Not a category of this guild.");
        return channel.ParentId;
    }

    private static bool Given(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out _);
}
