using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>A guild as people see it.</summary>
public sealed record GuildView(string Id, string Name);

/// <summary>A channel as people see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="GuildId">Its guild; empty for direct messages.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="ParentId">The channel of a thread, the category of another; or null.</param>
/// <param name="IsArchived">A thread in which nothing happens at the moment.</param>
public sealed record ChannelView(
    string Id, string GuildId, string Name, ChannelKind Kind, string? ParentId = null, bool IsArchived = false)
{
    /// <summary>Whether it is part of another channel.</summary>
    public bool IsThread => Kind is ChannelKind.AnnouncementThread or ChannelKind.PublicThread or ChannelKind.PrivateThread;
}

/// <summary>A role as people see it.</summary>
public sealed record RoleView(string Id, string Name);

/// <summary>What a channel is for; the numbers are <see href="https://docs.discord.com/developers/resources/channel#channel-object-channel-types">Discord's</see>.</summary>
public enum ChannelKind
{
    /// <summary>Messages are written in it.</summary>
    Text = 0,

    /// <summary>Messages between the bot and one person.</summary>
    Direct = 1,

    /// <summary>Users sit in it.</summary>
    Voice = 2,

    /// <summary>Other channels are below it.</summary>
    Category = 4,

    /// <summary>As a text channel.</summary>
    Announcement = 5,

    /// <summary>A thread of an announcement channel.</summary>
    AnnouncementThread = 10,

    /// <summary>A thread for all who see its channel.</summary>
    PublicThread = 11,

    /// <summary>A thread for who is in it.</summary>
    PrivateThread = 12,
}

/// <summary>A user as people see it.</summary>
public sealed record UserView(string Id, string Name, bool IsBot);

/// <summary>A message as people see it.</summary>
/// <param name="Id">Its id; ids grow with time.</param>
/// <param name="ChannelId">Where it is.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Content">Its text, in Discord's markdown; may be empty where there are embeds or components.</param>
/// <param name="Time">When it was written, in the world's time.</param>
/// <param name="EditedTime">When it was last changed, or null.</param>
/// <param name="IsEphemeral">Only the user to whom it is addressed sees it.</param>
/// <param name="IsLoading">The bot has deferred its answer and is "thinking".</param>
/// <param name="Invocation">The command or button that it answers, or null.</param>
/// <param name="ReplyTo">The id of the message it refers to, or null.</param>
/// <param name="Embeds">Its embeds.</param>
/// <param name="Rows">Its buttons and select menus, row by row.</param>
/// <param name="Reactions">Its reactions.</param>
public sealed record MessageView(
    string Id,
    string ChannelId,
    UserView Author,
    string Content,
    DateTimeOffset Time,
    DateTimeOffset? EditedTime,
    bool IsEphemeral,
    bool IsLoading,
    InvocationView? Invocation,
    string? ReplyTo,
    IReadOnlyList<EmbedView> Embeds,
    IReadOnlyList<IReadOnlyList<ComponentView>> Rows,
    IReadOnlyList<ReactionView> Reactions)
{
    /// <summary>The poll that it is, or null.</summary>
    public PollView? Poll { get; init; }

    /// <summary>The thread that was started from it, or null.</summary>
    public ChannelView? Thread { get; init; }
}

/// <summary>A poll as people see it.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Answers">What can be answered.</param>
/// <param name="IsMultiselect">Whether one may choose several.</param>
/// <param name="Ends">When nobody can vote any more, in the world's time.</param>
/// <param name="IsEnded">Nobody can vote any more.</param>
public sealed record PollView(
    string Question, IReadOnlyList<PollAnswerView> Answers, bool IsMultiselect, DateTimeOffset Ends, bool IsEnded);

/// <summary>An answer of a poll.</summary>
/// <param name="Id">What <see cref="ISandbox.VoteAsync"/> takes.</param>
/// <param name="Text">Its text.</param>
/// <param name="Emoji">Its emoji, or null.</param>
/// <param name="Voters">The ids of those who chose it.</param>
public sealed record PollAnswerView(int Id, string Text, string? Emoji, IReadOnlyList<string> Voters);

/// <summary>What a message of the bot answers: "ada used /vote start".</summary>
/// <param name="User">Who did it.</param>
/// <param name="Command">The command's full name without the slash, or null for a button or select menu.</param>
public sealed record InvocationView(UserView User, string? Command);

/// <summary>A box in a message.</summary>
/// <param name="Title">Its heading, or null.</param>
/// <param name="Description">Its text, or null.</param>
/// <param name="Color">0xRRGGBB, or null.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Footer">The line below, or null.</param>
public sealed record EmbedView(
    string? Title, string? Description, int? Color, IReadOnlyList<EmbedFieldView> Fields, string? Footer);

/// <summary>A named part of an embed.</summary>
public sealed record EmbedFieldView(string Name, string Value, bool Inline);

/// <summary>A reaction to a message.</summary>
public sealed record ReactionView(string Emoji, int Count);

/// <summary>A button or a select menu.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="CustomId">What <see cref="ISandbox.PressAsync"/> takes; null for a link.</param>
/// <param name="Label">A button's text.</param>
/// <param name="Emoji">A button's emoji, or null.</param>
/// <param name="Style">A button's style.</param>
/// <param name="Url">A link button's target.</param>
/// <param name="IsDisabled">It cannot be used.</param>
/// <param name="Placeholder">A select menu's text while nothing is chosen.</param>
/// <param name="MinValues">At least so many must be chosen.</param>
/// <param name="MaxValues">At most so many may be chosen.</param>
/// <param name="Options">What can be chosen; empty for a user, role or channel menu.</param>
public sealed record ComponentView(
    ComponentKind Kind,
    string? CustomId,
    string? Label,
    string? Emoji,
    ButtonLook Style,
    string? Url,
    bool IsDisabled,
    string? Placeholder,
    int MinValues,
    int MaxValues,
    IReadOnlyList<SelectOptionView> Options);

/// <summary>Kinds of component; the numbers are <see href="https://docs.discord.com/developers/components/reference#component-object-component-types">Discord's</see>.</summary>
public enum ComponentKind
{
    /// <summary>A button.</summary>
    Button = 2,

    /// <summary>A menu of texts.</summary>
    StringSelect = 3,

    /// <summary>A menu of users.</summary>
    UserSelect = 5,

    /// <summary>A menu of roles.</summary>
    RoleSelect = 6,

    /// <summary>A menu of users and roles.</summary>
    MentionableSelect = 7,

    /// <summary>A menu of channels.</summary>
    ChannelSelect = 8,
}

/// <summary>Styles of a button; the numbers are <see href="https://docs.discord.com/developers/components/reference#button-button-styles">Discord's</see>.</summary>
public enum ButtonLook
{
    /// <summary>Not a button.</summary>
    None = 0,

    /// <summary>The one to press.</summary>
    Primary = 1,

    /// <summary>One of several.</summary>
    Secondary = 2,

    /// <summary>Agrees.</summary>
    Success = 3,

    /// <summary>Destroys.</summary>
    Danger = 4,

    /// <summary>Opens an address.</summary>
    Link = 5,

    /// <summary>Opens a shop.</summary>
    Premium = 6,
}

/// <summary>One thing that can be chosen.</summary>
public sealed record SelectOptionView(string Label, string Value, string? Description, bool IsDefault);

/// <summary>A slash command, or one subcommand of it.</summary>
/// <param name="Name">In full, without the slash: <c>vote start</c>.</param>
/// <param name="Description">For people.</param>
/// <param name="Options">In the order in which they were declared.</param>
public sealed record CommandView(string Name, string Description, IReadOnlyList<OptionView> Options);

/// <summary>A command in the menu of a user or of a message.</summary>
public sealed record MenuCommandView(string Name, bool IsOnUser);

/// <summary>An option of a command.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Description">For people.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="IsRequired">It cannot be left out.</param>
/// <param name="Choices">If not empty, the only values allowed.</param>
/// <param name="Min">Least number, or least length of a string, or null.</param>
/// <param name="Max">Greatest number, or greatest length of a string, or null.</param>
public sealed record OptionView(
    string Name,
    string Description,
    OptionKind Kind,
    bool IsRequired,
    IReadOnlyList<ChoiceView> Choices,
    double? Min,
    double? Max)
{
    /// <summary>The bot says what it can be while it is typed (<see cref="ISandbox.CompleteOptionAsync"/>).</summary>
    public bool IsCompleted { get; init; }
}

/// <summary>A value that an option allows.</summary>
/// <param name="Name">What people see and type.</param>
/// <param name="Value">What the bot gets: a JSON string or number.</param>
public sealed record ChoiceView(string Name, JsonElement Value);

/// <summary>Types of option; the numbers are <see href="https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type">Discord's</see>.</summary>
public enum OptionKind
{
    /// <summary>Text.</summary>
    Text = 3,

    /// <summary>A whole number.</summary>
    WholeNumber = 4,

    /// <summary>True or false.</summary>
    Boolean = 5,

    /// <summary>A user.</summary>
    User = 6,

    /// <summary>A channel.</summary>
    Channel = 7,

    /// <summary>A role.</summary>
    Role = 8,

    /// <summary>A user or a role.</summary>
    Mentionable = 9,

    /// <summary>A number.</summary>
    Number = 10,

    /// <summary>A file.</summary>
    Attachment = 11,
}

/// <summary>What the bot answered to a command, a button or a menu.</summary>
/// <param name="InteractionId">The id of what was answered.</param>
/// <param name="Message">The new or updated message; null where the answer is a form (modal).</param>
/// <param name="Body">
/// Discord's message object (or <c>{"modal": …}</c>) with a member <c>interaction</c>, the interaction's id.
/// </param>
public sealed record BotAnswer(string InteractionId, MessageView? Message, JsonElement Body)
{
    /// <summary>The form that is the answer, or null.</summary>
    public FormView? Form { get; init; }
}
