using Bingobot.Sandbox.Chat.Commands;

namespace Bingobot.Sandbox.Chat.Model;

/// <summary>What a person has chosen to look at; each may name something that is not there (any more).</summary>
/// <param name="Guild">Id or name of a guild, or null for the first.</param>
/// <param name="Channel">Id or name of a text channel, or null for the first.</param>
/// <param name="User">Id or name of the user that the person plays, or null for the first.</param>
internal sealed record ChatChoice(string? Guild, string? Channel, string? User)
{
    /// <summary>As a channel: the direct messages with the bot.</summary>
    public const string Direct = "@me";
}

/// <summary>An unchanging picture of all that the page shows.</summary>
/// <param name="Guilds">All guilds.</param>
/// <param name="Guild">The one that is shown.</param>
/// <param name="Channels">Its channels.</param>
/// <param name="Channel">The text channel that is shown; null where the guild has none.</param>
/// <param name="Members">The guild's members.</param>
/// <param name="Voice">Who sits in each voice channel, by the channel's id.</param>
/// <param name="Me">The user that the person plays; null where there is no user but bots.</param>
/// <param name="Messages">The channel's newest messages, oldest first.</param>
/// <param name="Scope">What command lines can name.</param>
/// <param name="BotConnected">Whether the bot is there.</param>
/// <param name="Threads">The guild's threads that <paramref name="Me"/> sees.</param>
/// <param name="MenuCommands">The commands in the menus of messages and users.</param>
internal sealed record ChatView(
    IReadOnlyList<GuildView> Guilds,
    GuildView Guild,
    IReadOnlyList<ChannelView> Channels,
    ChannelView? Channel,
    IReadOnlyList<UserView> Members,
    IReadOnlyDictionary<string, IReadOnlyList<UserView>> Voice,
    UserView? Me,
    IReadOnlyList<MessageView> Messages,
    CommandScope Scope,
    bool BotConnected,
    IReadOnlyList<ChannelView> Threads,
    IReadOnlyList<MenuCommandView> MenuCommands)
{
    private const int MessagesShown = 100;

    /// <summary>The bot, or null where it is not in the guild.</summary>
    public UserView? Bot => Members.FirstOrDefault(member => member.IsBot);

    /// <summary>How the channel is found again.</summary>
    public string? Address => Channel switch
    {
        { Kind: ChannelKind.Direct } => ChatChoice.Direct,
        { IsThread: true } thread => thread.Id,
        _ => Channel?.Name,
    };

    /// <summary>What can be chosen in a menu of users, roles or channels.</summary>
    public IEnumerable<SelectOptionView> Choices(ComponentKind kind) => kind switch
    {
        ComponentKind.ChannelSelect => Channels.Select(channel => Choice("#" + channel.Name, channel.Id)),
        ComponentKind.RoleSelect => Roles,
        ComponentKind.MentionableSelect => [.. Users, .. Roles],
        _ => Users,
    };

    private IEnumerable<SelectOptionView> Users => Members.Select(member => Choice("@" + member.Name, member.Id));

    private IEnumerable<SelectOptionView> Roles => Scope.Roles.Select(role => Choice("@" + role.Name.TrimStart('@'), role.Id));

    /// <summary>The voice channel in which <see cref="Me"/> sits, or null.</summary>
    public ChannelView? MyVoice => Channels.FirstOrDefault(channel =>
        Voice.TryGetValue(channel.Id, out var members) && members.Any(member => member.Id == Me?.Id));

    /// <summary>Looks at the world.</summary>
    /// <returns>Null while there is no guild.</returns>
    public static ChatView? Load(ISandbox sandbox, ChatChoice choice)
    {
        var guilds = sandbox.GetGuilds();
        if (guilds.Count == 0)
            return null;
        var guild = guilds.FirstOrDefault(guild => Is(choice.Guild, guild.Id, guild.Name)) ?? guilds[0];
        var members = sandbox.GetMembers(guild.Id);
        var people = members.Where(member => !member.IsBot).ToList();
        var me = people.Find(member => Is(choice.User, member.Id, member.Name)) ?? people.FirstOrDefault();
        var channels = sandbox.GetChannels(guild.Id);
        var threads = sandbox.GetThreads(guild.Id, me?.Id);
        var channel = Find(sandbox, choice, channels, threads, me);
        var commands = sandbox.GetCommands(channel?.Kind == ChannelKind.Direct ? "" : guild.Id);
        return new ChatView(
            guilds,
            guild,
            channels,
            channel,
            members,
            channels.Where(channel => channel.Kind == ChannelKind.Voice)
                .ToDictionary(channel => channel.Id, channel => sandbox.GetVoiceMembers(channel.Id)),
            me,
            channel is null ? [] : sandbox.GetMessages(channel.Id, me?.Id, MessagesShown),
            new CommandScope(commands, members, channels, sandbox.GetRoles(guild.Id)),
            sandbox.BotConnected,
            threads,
            sandbox.GetMenuCommands(guild.Id));
    }

    private static ChannelView? Find(
        ISandbox sandbox, ChatChoice choice, IReadOnlyList<ChannelView> channels, IReadOnlyList<ChannelView> threads, UserView? me)
    {
        if (choice.Channel == ChatChoice.Direct && me is not null && sandbox.GetDirect(me.Id) is { } direct)
            return direct;
        if (threads.FirstOrDefault(thread => thread.Id == choice.Channel) is { } thread)
            return thread;
        var texts = channels.Where(channel => channel.Kind is ChannelKind.Text or ChannelKind.Announcement).ToList();
        return texts.Find(channel => Is(choice.Channel, channel.Id, channel.Name)) ?? texts.FirstOrDefault();
    }

    private static SelectOptionView Choice(string label, string value) => new(label, value, null, false);

    private static bool Is(string? chosen, string id, string name) =>
        chosen == id || string.Equals(chosen, name, StringComparison.OrdinalIgnoreCase);
}
