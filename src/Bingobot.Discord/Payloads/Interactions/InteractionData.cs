using System.Text.Json;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// What an interaction is about: the fields of all kinds in one record. See <see
/// href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-data"/>.
/// </summary>
public sealed record InteractionData
{
    /// <summary>Of a command: its id.</summary>
    public Snowflake? Id { get; init; }

    /// <summary>Of a command: its name.</summary>
    public string? Name { get; init; }

    /// <summary>Of a command: its type.</summary>
    public ApplicationCommandType? Type { get; init; }

    /// <summary>The users, roles, channels and so on that the values name.</summary>
    public ResolvedData? Resolved { get; init; }

    /// <summary>Of a command: its options, or the subcommand with its own.</summary>
    public IReadOnlyList<InteractionDataOption>? Options { get; init; }

    /// <summary>Of a command registered in one guild: that guild.</summary>
    public Snowflake? GuildId { get; init; }

    /// <summary>Of a command in a context menu: the user or message.</summary>
    public Snowflake? TargetId { get; init; }

    /// <summary>Of a component or modal: its custom id.</summary>
    public string? CustomId { get; init; }

    /// <summary>Of a component: its type.</summary>
    public ComponentType? ComponentType { get; init; }

    /// <summary>Of a select: what was selected.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Of a modal: what was entered, as components with custom id and value or values.</summary>
    public IReadOnlyList<Component>? Components { get; init; }
}

/// <summary>
/// An option of a command, a subcommand, or a group of them. See <see
/// href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-application-command-interaction-data-option-structure"/>.
/// </summary>
public sealed record InteractionDataOption
{
    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The type.</summary>
    public ApplicationCommandOptionType Type { get; init; }

    /// <summary>The value, a JSON string, number or boolean; ids are strings. Absent for subcommands and groups.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The options of a subcommand or the subcommands of a group.</summary>
    public IReadOnlyList<InteractionDataOption>? Options { get; init; }

    /// <summary>Whether it is the one being typed; for autocomplete.</summary>
    public bool? Focused { get; init; }
}

/// <summary>
/// What the values of an interaction name, by id. See <see
/// href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-resolved-data-structure"/>.
/// </summary>
public sealed record ResolvedData
{
    /// <summary>Users.</summary>
    public IReadOnlyDictionary<Snowflake, User>? Users { get; init; }

    /// <summary>Members, without their user, deaf and mute.</summary>
    public IReadOnlyDictionary<Snowflake, GuildMember>? Members { get; init; }

    /// <summary>Roles.</summary>
    public IReadOnlyDictionary<Snowflake, Role>? Roles { get; init; }

    /// <summary>Channels, in part.</summary>
    public IReadOnlyDictionary<Snowflake, Channel>? Channels { get; init; }

    /// <summary>Messages.</summary>
    public IReadOnlyDictionary<Snowflake, Message>? Messages { get; init; }

    /// <summary>Attachments.</summary>
    public IReadOnlyDictionary<Snowflake, Attachment>? Attachments { get; init; }
}
