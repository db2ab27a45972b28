using Bingobot.Discord.Payloads;

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
}

/// <summary>
/// A user used a command or a component; the partition is the guild. See
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

    /// <summary>Of a command, its name and those of its subcommands with a space between, as <c>vote start</c>.</summary>
    public string Command { get; init; } = "";

    /// <summary>Of a command, the options that were given.</summary>
    public IReadOnlyList<OptionValue> Options { get; init; } = [];

    /// <summary>Of a component, its custom id.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>Of a select, the values that were chosen.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Who did it.</summary>
    public required Snowflake User { get; init; }

    /// <summary>The name that this user is shown by.</summary>
    public required string UserName { get; init; }

    /// <summary>Where.</summary>
    public required Snowflake Channel { get; init; }

    /// <summary>Of a component, the message that it is on.</summary>
    public Snowflake? Message { get; init; }
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
}
