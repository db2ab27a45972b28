using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bingobot.Sandbox;

/// <summary>Who is mentioned in a message: what its text names, as far as its author may and asked for it
/// (<see href="https://docs.discord.com/developers/resources/message#allowed-mentions-object"/>).</summary>
internal static partial class MentionReader
{
    /// <summary>Each once, in the order of ids.</summary>
    public static IReadOnlyList<User> Users(World world, Message message)
    {
        AllowedMentions allowed = message.Mentions ?? AllowedMentions.Default;
        SortedSet<ulong> ids = [.. Ids(Text(message), "<@", UserMention).Where(allowed.AllowsUser)];
        if (allowed.RepliedUser && message.RepliedTo is { } replied)
            ids.Add(replied);
        return [.. ids.Where(world.Users.ContainsKey).Select(id => world.Users[id])];
    }

    /// <summary>Whoever may mention everyone may mention every role, others those that are for it.</summary>
    public static IEnumerable<ulong> Roles(World world, Message message)
    {
        AllowedMentions allowed = message.Mentions ?? AllowedMentions.Default;
        return Ids(Text(message), "<@&", RoleMention).Where(id => allowed.AllowsRole(id)
            && world.Roles.TryGetValue((message.GuildId, id), out Role? role)
            && (role.Mentionable || MayMentionEveryone(world, message))).Order();
    }

    public static bool Everyone(World world, Message message)
    {
        string text = Text(message);
        return (message.Mentions ?? AllowedMentions.Default).Everyone
            && (text.Contains("@everyone", StringComparison.Ordinal) || text.Contains("@here", StringComparison.Ordinal))
            && MayMentionEveryone(world, message);
    }

    /// <summary>Its content, and the texts among its components.</summary>
    private static string Text(Message message) => (message.Flags & Message.ComponentsV2) == 0 || message.Components is not { } components
        ? message.Content
        : string.Join('\n', components.EnumerateArray().SelectMany(Texts));

    private static IEnumerable<string> Texts(JsonElement component) =>
        component.GetInt("type") == ComponentType.TextDisplay
            ? [component.GetText("content") ?? ""]
            : component.GetItems("components").SelectMany(Texts);

    /// <summary>A webhook may: whoever made it had to be allowed to.</summary>
    private static bool MayMentionEveryone(World world, Message message) =>
        message.WebhookName is not null
        || (world.Channels.TryGetValue(message.ChannelId, out GuildChannel? channel)
            && (Permissions.In(world, channel, message.AuthorId) & Permissions.MentionEveryone) != 0);

    private static IEnumerable<ulong> Ids(string text, string start, Func<Regex> mention)
    {
        if (!text.Contains(start, StringComparison.Ordinal))
            yield break;
        HashSet<ulong> seen = [];
        foreach (Match match in mention().Matches(text))
        {
            if (Snowflake.TryParse(match.Groups[1].Value, out ulong id) && seen.Add(id))
                yield return id;
        }
    }

    [GeneratedRegex("<@&([0-9]{1,20})>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoleMention();

    [GeneratedRegex("<@!?([0-9]{1,20})>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserMention();
}
