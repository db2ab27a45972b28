using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>
/// The local Discord as its web chat and its HTTP endpoints use it: what is there, and what people do.
/// </summary>
/// <remarks>
/// <para>Thread-safe. The read-only members never block: they look at the newest durable state, and what they return is
/// an unchanging picture of it. What an action has done is visible to them when its task has completed.</para>
/// <para>Parameters named <c>guild</c>, <c>channel</c> and <c>user</c> take an id or a name; a channel's name is looked
/// for in the given or else the first guild. Failures are a <see cref="SandboxException"/> whose message can be shown
/// to the person as it is.</para>
/// </remarks>
public interface ISandbox
{
    /// <summary>Whether a bot is connected to the gateway and has identified or resumed.</summary>
    bool BotConnected { get; }

    /// <summary>The time in this world; it may run faster than the machine's (<see cref="SandboxOptions.WorldClock"/>).</summary>
    DateTimeOffset Now { get; }

    /// <summary>All guilds, by id (oldest first).</summary>
    IReadOnlyList<GuildView> GetGuilds();

    /// <summary>The channels of a guild, by id (oldest first).</summary>
    /// <exception cref="SandboxException">404: no such guild.</exception>
    IReadOnlyList<ChannelView> GetChannels(string guild);

    /// <summary>The members of a guild, the bot included, by id (oldest first).</summary>
    /// <exception cref="SandboxException">404: no such guild.</exception>
    IReadOnlyList<UserView> GetMembers(string guild);

    /// <summary>The roles of a guild, the lowest first.</summary>
    /// <exception cref="SandboxException">404: no such guild.</exception>
    IReadOnlyList<RoleView> GetRoles(string guild);

    /// <summary>The threads of a guild, archived ones included, by id; those that a viewer sees, or without one all.</summary>
    /// <exception cref="SandboxException">404: no such guild or user.</exception>
    IReadOnlyList<ChannelView> GetThreads(string guild, string? viewer = null);

    /// <summary>The direct messages between a user and the bot; null where there are none yet.</summary>
    /// <exception cref="SandboxException">404: no such user.</exception>
    ChannelView? GetDirect(string user);

    /// <summary>The commands in the menus of a guild's users and messages.</summary>
    /// <exception cref="SandboxException">404: no such guild.</exception>
    IReadOnlyList<MenuCommandView> GetMenuCommands(string guild);

    /// <summary>Who sits in a voice channel, by id.</summary>
    /// <exception cref="SandboxException">404: no such channel.</exception>
    IReadOnlyList<UserView> GetVoiceMembers(string channel);

    /// <summary>
    /// The newest messages of a channel, oldest of them first, as <paramref name="viewer"/> sees them: ephemeral ones are
    /// there only for the user to whom they are addressed. Without a viewer there are none of those.
    /// </summary>
    /// <param name="channel">Id or name.</param>
    /// <param name="viewer">Id or name of a user, or null.</param>
    /// <param name="limit">At most so many; 1 to 100.</param>
    /// <exception cref="SandboxException">404: no such channel or user.</exception>
    IReadOnlyList<MessageView> GetMessages(string channel, string? viewer, int limit = 50);

    /// <summary>
    /// The slash commands that can be typed in a guild, global ones and the guild's own, one entry for each subcommand,
    /// sorted by their full name. With an empty guild: those that can be typed in direct messages.
    /// </summary>
    /// <exception cref="SandboxException">404: no such guild.</exception>
    IReadOnlyList<CommandView> GetCommands(string guild);

    /// <summary>
    /// Tells of every change from now on, after it has become visible to the members above. A reader that is slower than
    /// the world misses the oldest of the changes that wait for it (at most 256 wait); as each only says where to look
    /// again, nothing is lost by that.
    /// </summary>
    IAsyncEnumerable<WorldChange> WatchAsync(CancellationToken cancellationToken = default);

    /// <summary>A user writes a message.</summary>
    /// <param name="channel">Id or name of a text channel.</param>
    /// <param name="user">Id or name.</param>
    /// <param name="content">1 to 2,000 characters.</param>
    /// <param name="cancellationToken">Stops the waiting, not the message.</param>
    /// <exception cref="SandboxException">400: the content; 404: no such channel or user.</exception>
    Task<MessageView> SendMessageAsync(
        string channel, string user, string content, CancellationToken cancellationToken = default);

    /// <summary>
    /// A user invokes a slash command. It is checked as Discord's own client checks it before anything reaches the bot.
    /// </summary>
    /// <param name="channel">Id or name of a text channel.</param>
    /// <param name="user">Id or name.</param>
    /// <param name="command">For instance <c>vote start</c>; a leading slash is allowed.</param>
    /// <param name="options">
    /// By name, JSON strings, numbers and booleans; a string is converted to the option's type, a user may be given by
    /// name or id.
    /// </param>
    /// <param name="cancellationToken">Stops the waiting, not the command.</param>
    /// <returns>What the bot answered within 3 s; or, where it deferred, within 15 s more.</returns>
    /// <exception cref="SandboxException">
    /// 404: no such channel, user or command; 400: an option is missing, unknown or not as declared; 504: the bot did not
    /// respond.
    /// </exception>
    Task<BotAnswer> InvokeCommandAsync(
        string channel,
        string user,
        string command,
        IReadOnlyDictionary<string, JsonElement> options,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// As <see cref="InvokeCommandAsync"/>, with the options as a person types them after the command:
    /// <c>/vote start question:"Pizza?" options:"yes,no" duration:2m</c>.
    /// </summary>
    /// <exception cref="SandboxException">As <see cref="InvokeCommandAsync"/>, and 400 where the line cannot be read or names no command.</exception>
    Task<BotAnswer> TypeCommandAsync(
        string channel, string user, string line, CancellationToken cancellationToken = default);

    /// <summary>A user chooses a command in the menu of a message or of another user.</summary>
    /// <param name="channel">Id or name of a text channel.</param>
    /// <param name="user">Id or name.</param>
    /// <param name="command">The command's name.</param>
    /// <param name="target">The id of the message, or the id or name of the user.</param>
    /// <param name="cancellationToken">Stops the waiting, not the command.</param>
    /// <exception cref="SandboxException">As <see cref="InvokeCommandAsync"/>; 404: no such target.</exception>
    Task<BotAnswer> InvokeOnAsync(
        string channel, string user, string command, string target, CancellationToken cancellationToken = default);

    /// <summary>A user presses a button of a message, or chooses in one of its select menus.</summary>
    /// <param name="message">The message's id.</param>
    /// <param name="user">Id or name.</param>
    /// <param name="customId">The component's.</param>
    /// <param name="values">What was chosen in a select menu; null for a button.</param>
    /// <param name="cancellationToken">Stops the waiting, not the press.</param>
    /// <returns>What the bot answered: the updated message, or a new one.</returns>
    /// <exception cref="SandboxException">
    /// 404: no such message, user or component; 400: it is disabled, or the values are not allowed; 504: the bot did not
    /// respond.
    /// </exception>
    Task<BotAnswer> PressAsync(
        string message,
        string user,
        string customId,
        IReadOnlyList<string>? values = null,
        CancellationToken cancellationToken = default);

    /// <summary>A user has filled in a form that the bot answered with.</summary>
    /// <param name="interaction">The id of the interaction that the form answered (<see cref="BotAnswer.InteractionId"/>).</param>
    /// <param name="user">Id or name; the one to whom the form was shown.</param>
    /// <param name="values">
    /// By custom id: a text for a text input, true or false for a check box, a text or a list of them for menus and groups.
    /// </param>
    /// <param name="cancellationToken">Stops the waiting, not the form.</param>
    /// <returns>What the bot answered.</returns>
    /// <exception cref="SandboxException">
    /// 404: no such form; 403: it was shown to somebody else; 400: a field is missing, unknown or not as declared; 504: the bot
    /// did not respond.
    /// </exception>
    Task<BotAnswer> SubmitFormAsync(
        string interaction,
        string user,
        IReadOnlyDictionary<string, JsonElement> values,
        CancellationToken cancellationToken = default);

    /// <summary>Asks the bot what an option of a command that is being typed can be (autocomplete).</summary>
    /// <param name="channel">Id or name of a text channel.</param>
    /// <param name="user">Id or name.</param>
    /// <param name="command">As <see cref="InvokeCommandAsync"/>.</param>
    /// <param name="options">What was typed so far.</param>
    /// <param name="focused">The option that is being typed.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="SandboxException">As <see cref="InvokeCommandAsync"/>; 400: not an option that the bot completes.</exception>
    Task<IReadOnlyList<ChoiceView>> CompleteOptionAsync(
        string channel,
        string user,
        string command,
        IReadOnlyDictionary<string, JsonElement> options,
        string focused,
        CancellationToken cancellationToken = default);

    /// <summary>A user reacts to a message, or takes that back.</summary>
    /// <exception cref="SandboxException">404: no such message or user; 403: not allowed; 400: not an emoji.</exception>
    Task ReactAsync(
        string message, string user, string emoji, bool present = true, CancellationToken cancellationToken = default);

    /// <summary>The direct messages between a user and the bot; made where there are none yet.</summary>
    /// <exception cref="SandboxException">404: no such user; 400: it is the bot.</exception>
    Task<ChannelView> OpenDirectAsync(string user, CancellationToken cancellationToken = default);

    /// <summary>A user starts a thread.</summary>
    /// <param name="channel">Id or name of a text channel.</param>
    /// <param name="user">Id or name.</param>
    /// <param name="name">1 to 100 characters.</param>
    /// <param name="message">The id of the message that it starts from; null: from none.</param>
    /// <param name="isPrivate">Only for who is in it.</param>
    /// <param name="cancellationToken">Stops the waiting, not the thread.</param>
    /// <exception cref="SandboxException">404: no such channel, user or message; 403: not allowed; 400: the name, or there is one already.</exception>
    Task<ChannelView> StartThreadAsync(
        string channel,
        string user,
        string name,
        string? message = null,
        bool isPrivate = false,
        CancellationToken cancellationToken = default);

    /// <summary>A user joins a thread, or leaves it.</summary>
    /// <exception cref="SandboxException">404: no such thread or user; 403: not allowed; 400: it is archived.</exception>
    Task SetThreadMemberAsync(string thread, string user, bool present, CancellationToken cancellationToken = default);

    /// <summary>A user archives, opens, locks or unlocks a thread; what is null stays as it is.</summary>
    /// <exception cref="SandboxException">404: no such thread or user; 403: not allowed.</exception>
    Task SetThreadAsync(
        string thread, string user, bool? archived, bool? locked = null, CancellationToken cancellationToken = default);

    /// <summary>A user votes in a poll: for these answers, and for none that is not among them.</summary>
    /// <exception cref="SandboxException">404: no such message or user; 400: no poll, or it has ended, or not answers that it takes.</exception>
    Task VoteAsync(
        string message, string user, IReadOnlyList<int> answers, CancellationToken cancellationToken = default);

    /// <summary>Makes a guild with two channels, everybody there is, and the bot.</summary>
    /// <param name="name">2 to 100 characters; unique.</param>
    /// <param name="owner">Id or name of a user; null: the first.</param>
    /// <param name="cancellationToken">Stops the waiting, not the making.</param>
    /// <exception cref="SandboxException">400: the name; 404: no such owner; 409: the name is taken, or there are 100 guilds.</exception>
    Task<GuildView> CreateGuildAsync(string name, string? owner = null, CancellationToken cancellationToken = default);

    /// <summary>Makes a channel.</summary>
    /// <exception cref="SandboxException">400: the name; 404: no such guild; 409: the name is taken.</exception>
    Task<ChannelView> CreateChannelAsync(
        string guild, string name, ChannelKind kind = ChannelKind.Text, CancellationToken cancellationToken = default);

    /// <summary>A user enters a voice channel, changes it, or leaves (<paramref name="channel"/> is null).</summary>
    /// <exception cref="SandboxException">404: no such guild, user or channel; 400: not a voice channel; 403: not allowed.</exception>
    Task SetVoiceAsync(string guild, string user, string? channel, CancellationToken cancellationToken = default);

    /// <summary>Makes a user and a member of a guild.</summary>
    /// <param name="guild">Id or name.</param>
    /// <param name="name">2 to 32 of a–z, 0–9, '.' and '_'; unique.</param>
    /// <param name="cancellationToken">Stops the waiting, not the making.</param>
    /// <exception cref="SandboxException">404: no such guild; 400: the name is malformed; 409: it is taken.</exception>
    Task<UserView> AddUserAsync(string guild, string name, CancellationToken cancellationToken = default);

    /// <summary>Lets something go wrong between this Discord and the bot.</summary>
    /// <exception cref="SandboxException">400: the order is not one of those that <see cref="ChaosOrder"/> allows.</exception>
    Task ChaosAsync(ChaosOrder order, CancellationToken cancellationToken = default);

    /// <summary>Why the bot cannot be crashed (<see cref="ChaosKind.Crash"/>), for people; null where it can.</summary>
    string? WhyNoCrash { get; }

    /// <summary>The last crash that was ordered, also by a process before this one; or null.</summary>
    CrashReport? LastCrash { get; }

    /// <summary>Puts the world's clock forward (<see cref="ISandboxClock"/>): what was due meanwhile happens now.</summary>
    /// <param name="by">More than zero.</param>
    /// <param name="cancellationToken">Gives up before anything is done.</param>
    /// <exception cref="SandboxException">400: not more than zero, or too much; 409: this clock cannot be put forward.</exception>
    Task AdvanceClockAsync(TimeSpan by, CancellationToken cancellationToken = default);
}
