using System.Collections.Immutable;
using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>
/// Everything there is, as an immutable value: readers hold one while the writer makes the next. It is a function of the
/// ops alone (<see cref="Transitions"/>), and all its collections are sorted, so that it comes back the same.
/// </summary>
internal sealed record World
{
    /// <summary>Of each channel, so that a world that is used for long stays bounded.</summary>
    public const int MaxMessagesPerChannel = 10_000;

    /// <summary>The oldest is forgotten when there is one more.</summary>
    public const int MaxSessions = 16;

    /// <summary>Of all files together; the oldest are forgotten when there are more. Their addresses then lead nowhere.</summary>
    public const long MaxFileBytes = 64 * 1024 * 1024;

    public static readonly World Empty = new();

    /// <summary>Of the last op, in milliseconds since 1970.</summary>
    public long LastAt { get; init; }

    /// <summary>The greatest id given out.</summary>
    public ulong LastId { get; init; }

    /// <summary>Ops applied so far.</summary>
    public long OpCount { get; init; }
    public BotApplication? Application { get; init; }
    public ImmutableSortedDictionary<ulong, User> Users { get; init; } = ImmutableSortedDictionary<ulong, User>.Empty;
    public ImmutableSortedDictionary<ulong, Guild> Guilds { get; init; } = ImmutableSortedDictionary<ulong, Guild>.Empty;

    public ImmutableSortedDictionary<ulong, GuildChannel> Channels { get; init; } =
        ImmutableSortedDictionary<ulong, GuildChannel>.Empty;

    public ImmutableSortedDictionary<(ulong Guild, ulong User), Member> Members { get; init; } =
        ImmutableSortedDictionary<(ulong, ulong), Member>.Empty;

    public ImmutableSortedDictionary<(ulong Guild, ulong User), VoiceState> Voice { get; init; } =
        ImmutableSortedDictionary<(ulong, ulong), VoiceState>.Empty;

    public ImmutableSortedDictionary<(ulong Guild, ulong Role), Role> Roles { get; init; } =
        ImmutableSortedDictionary<(ulong, ulong), Role>.Empty;

    /// <summary>Since when somebody sits in a voice channel, in milliseconds since 1970; only of those where somebody does.</summary>
    public ImmutableSortedDictionary<ulong, long> VoiceStarts { get; init; } = ImmutableSortedDictionary<ulong, long>.Empty;

    /// <summary>Who is banned, and why.</summary>
    public ImmutableSortedDictionary<(ulong Guild, ulong User), string> Bans { get; init; } =
        ImmutableSortedDictionary<(ulong, ulong), string>.Empty;

    /// <summary>How those appear who said so; the others are online, and the bot as its connection is.</summary>
    public ImmutableSortedDictionary<ulong, Presence> Presences { get; init; } =
        ImmutableSortedDictionary<ulong, Presence>.Empty;

    /// <summary>The newest files, by the id of their attachment.</summary>
    public ImmutableSortedDictionary<ulong, byte[]> Files { get; init; } = ImmutableSortedDictionary<ulong, byte[]>.Empty;

    /// <summary>By channel, oldest first.</summary>
    public ImmutableSortedDictionary<ulong, ImmutableList<Message>> Messages { get; init; } =
        ImmutableSortedDictionary<ulong, ImmutableList<Message>>.Empty;

    /// <summary>Who is in which thread.</summary>
    public ImmutableSortedDictionary<(ulong Thread, ulong User), ThreadMember> ThreadMembers { get; init; } =
        ImmutableSortedDictionary<(ulong, ulong), ThreadMember>.Empty;

    public ImmutableSortedDictionary<ulong, Webhook> Webhooks { get; init; } = ImmutableSortedDictionary<ulong, Webhook>.Empty;

    /// <summary>The polls that have not ended: their channels by their messages.</summary>
    public ImmutableSortedDictionary<ulong, ulong> OpenPolls { get; init; } = ImmutableSortedDictionary<ulong, ulong>.Empty;

    /// <summary>The threads that are not archived.</summary>
    public ImmutableSortedSet<ulong> OpenThreads { get; init; } = [];

    /// <summary>By guild, 0 for the global ones: arrays of command objects as Discord has them.</summary>
    public ImmutableSortedDictionary<ulong, JsonElement> Commands { get; init; } =
        ImmutableSortedDictionary<ulong, JsonElement>.Empty;

    public ImmutableSortedDictionary<ulong, Interaction> Interactions { get; init; } =
        ImmutableSortedDictionary<ulong, Interaction>.Empty;

    /// <summary>The interactions' ids by their tokens.</summary>
    public ImmutableSortedDictionary<string, ulong> InteractionTokens { get; init; } =
        ImmutableSortedDictionary.Create<string, ulong>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, GatewaySession> Sessions { get; init; } =
        ImmutableSortedDictionary.Create<string, GatewaySession>(StringComparer.Ordinal);

    /// <summary>How many sessions were started of late.</summary>
    public SessionStarts SessionStarts { get; init; } = SessionStarts.None;

    public BotApplication App => Application ?? throw new InvalidOperationException("The world has not been started.");

    public User Bot => Users[App.BotId];

    /// <summary>Null for direct messages.</summary>
    public Guild? GuildOf(GuildChannel channel) => Guilds.GetValueOrDefault(channel.GuildId);

    /// <summary>Without threads.</summary>
    public IEnumerable<GuildChannel> ChannelsOf(ulong guildId) => Channels.Values.Where(c => c.GuildId == guildId && !c.IsThread);

    public IEnumerable<GuildChannel> ThreadsOf(ulong guildId) => Channels.Values.Where(c => c.GuildId == guildId && c.IsThread);

    /// <summary>The threads that are not archived and that the bot can see.</summary>
    public IEnumerable<GuildChannel> VisibleActiveThreads(ulong guildId) => ThreadsOf(guildId)
        .Where(thread => thread.Thread is { Archived: false } && Permissions.CanView(this, thread, App.BotId));

    public IEnumerable<ThreadMember> ThreadMembersOf(ulong threadId) =>
        ThreadMembers.Values.Where(member => member.ThreadId == threadId);

    /// <summary>The direct messages between the bot and somebody; null: none yet.</summary>
    public GuildChannel? DirectWith(ulong userId) => Channels.Values.FirstOrDefault(c => c.IsDirect && c.RecipientId == userId);

    /// <summary>Who wrote a message; also where that is a webhook.</summary>
    public User AuthorOf(Message message) => message.WebhookName is { } name
        ? new User(message.AuthorId, name, IsBot: true)
        : Users[message.AuthorId];

    public IEnumerable<Member> MembersOf(ulong guildId) => Members.Values.Where(m => m.GuildId == guildId);

    public IEnumerable<Role> RolesOf(ulong guildId) => Roles.Values.Where(r => r.GuildId == guildId).OrderBy(r => r.Position).ThenBy(r => r.Id);

    /// <summary>Whether the bot is in the guild.</summary>
    public bool HasBot(ulong guildId) => Application is { } app && Members.ContainsKey((guildId, app.BotId));

    /// <summary>The guilds that the bot is in.</summary>
    public IEnumerable<Guild> BotGuilds => Guilds.Values.Where(guild => HasBot(guild.Id));

    public Interaction? InteractionBy(string token) =>
        InteractionTokens.TryGetValue(token, out ulong id) ? Interactions.GetValueOrDefault(id) : null;

    public IEnumerable<VoiceState> VoiceOf(ulong guildId) => Voice.Values.Where(v => v.GuildId == guildId);

    public ImmutableList<Message> MessagesOf(ulong channelId) => Messages.GetValueOrDefault(channelId, []);

    public Message? FindMessage(ulong channelId, ulong messageId)
    {
        ImmutableList<Message> messages = MessagesOf(channelId);
        int index = IndexOf(messages, messageId);
        return index < 0 ? null : messages[index];
    }

    public Message? FindMessage(ulong messageId)
    {
        foreach (ulong channelId in Messages.Keys)
        {
            if (FindMessage(channelId, messageId) is { } message)
                return message;
        }

        return null;
    }

    /// <summary>The message's place, or the complement of where it would be.</summary>
    public static int IndexOf(ImmutableList<Message> messages, ulong messageId)
    {
        int low = 0;
        int high = messages.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            ulong id = messages[middle].Id;
            if (id == messageId)
                return middle;
            if (id < messageId)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }
}
