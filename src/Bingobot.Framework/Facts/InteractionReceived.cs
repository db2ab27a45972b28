using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Payloads.Json;

namespace Bingobot.Framework;

/// <summary>What a user did to reach the bot.</summary>
public enum InteractionKind
{
    /// <summary>Something the framework has no name for.</summary>
    Other,

    /// <summary>A slash command.</summary>
    Command,

    /// <summary>A button or another component of a message.</summary>
    Component,

    /// <summary>A command in a user's context menu.</summary>
    UserCommand,

    /// <summary>A command in a message's context menu.</summary>
    MessageCommand,

    /// <summary>A modal was submitted.</summary>
    Modal,
}

/// <summary>
/// A user used a command or a component, or submitted a modal; the partition is the guild. See
/// <see href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object"/>.
/// </summary>
public sealed record InteractionReceived
{
    /// <summary>The interaction's id.</summary>
    public required Snowflake Interaction { get; init; }

    /// <summary>The bot's application, by which it is answered.</summary>
    public required Snowflake Application { get; init; }

    /// <summary>What it is answered with, for 15 minutes; of no use after.</summary>
    public required string Token { get; init; }

    /// <summary>What was used.</summary>
    public required InteractionKind Kind { get; init; }

    /// <summary>
    /// Of a slash command, its name and those of its group and subcommand with spaces between, as <c>vote start</c>; of one in a
    /// context menu, its name.
    /// </summary>
    public string Command { get; init; } = "";

    /// <summary>Of a command, the options that were given.</summary>
    public IReadOnlyList<OptionValue> Options { get; init; } = [];

    /// <summary>Of a command in a context menu, the user that it is about.</summary>
    public ResolvedEntity? TargetUser { get; init; }

    /// <summary>Of a command in a context menu, the message that it is about.</summary>
    public TargetMessage? TargetMessage { get; init; }

    /// <summary>Of a component or modal, its custom id, without the seal that showed it to be genuine.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>Whether the custom id had no seal of this bot: it is of somebody else's making, and was not recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsForged { get; init; }

    /// <summary>Of a select, the values that were chosen.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Of a modal, what was entered.</summary>
    public IReadOnlyList<FieldValue>? Fields { get; init; }

    /// <summary>What the ids among <see cref="Values"/> or in <see cref="Fields"/> stand for.</summary>
    public IReadOnlyList<ResolvedEntity>? Entities { get; init; }

    /// <summary>Who did it.</summary>
    public required Snowflake User { get; init; }

    /// <summary>The name that this user is shown by.</summary>
    public required string UserName { get; init; }

    /// <summary>Where.</summary>
    public required Snowflake Channel { get; init; }

    /// <summary>Of a component, the message that it is on; of a modal, that of the component which opened it.</summary>
    public Snowflake? Message { get; init; }

    /// <summary>The language of who did it, as <c>de</c>; one of <see cref="Locales.All"/>.</summary>
    public string? Locale { get; init; }

    /// <summary>The language of the guild.</summary>
    public string? GuildLocale { get; init; }

    /// <summary>What who did it may do in the channel.</summary>
    [JsonConverter(typeof(PermissionsConverter))]
    public Permissions? MemberPermissions { get; init; }

    /// <summary>What the bot may do in the channel.</summary>
    [JsonConverter(typeof(PermissionsConverter))]
    public Permissions? AppPermissions { get; init; }
}

/// <summary>An option of a command as it was given.</summary>
/// <param name="Name">The option's name.</param>
/// <param name="Type">Its type, as Discord sent it.</param>
/// <param name="Value">
/// The value as text: digits of an id or number, <c>true</c> or <c>false</c>. At most 6,000 characters, which is the
/// most that Discord allows; of a longer one only the beginning is kept.
/// </param>
public sealed record OptionValue(string Name, ApplicationCommandOptionType Type, string Value)
{
    /// <summary>The characters that were sent, where <see cref="Value"/> holds fewer.</summary>
    public int? Length { get; init; }

    /// <summary>The name of the user, role or channel that it points at.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the user that it points at is a bot.</summary>
    public bool? Bot { get; init; }

    /// <summary>Of an option that takes users and roles: whether it is a role.</summary>
    public bool? IsRole { get; init; }

    /// <summary>The file that was given.</summary>
    public AttachedFile? File { get; init; }
}
