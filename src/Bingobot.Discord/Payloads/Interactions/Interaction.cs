using System.Text.Json;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// What a user did with a command, component or modal. It must be answered within 3 seconds; its token works for 15
/// minutes. See
/// <see href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object"/>.
/// </summary>
public sealed record Interaction
{
    /// <summary>The interaction's id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>The application it is for.</summary>
    public Snowflake ApplicationId { get; init; }

    /// <summary>What the user did.</summary>
    public InteractionType Type { get; init; }

    /// <summary>What exactly; absent for a ping.</summary>
    public InteractionData? Data { get; init; }

    /// <summary>The guild, in part.</summary>
    public Guild? Guild { get; init; }

    /// <summary>The guild; absent in direct messages.</summary>
    public Snowflake? GuildId { get; init; }

    /// <summary>The channel, in part.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The channel.</summary>
    public Snowflake? ChannelId { get; init; }

    /// <summary>Who, with permissions; in a guild.</summary>
    public GuildMember? Member { get; init; }

    /// <summary>Who; in direct messages.</summary>
    public User? User { get; init; }

    /// <summary>What the answer is sent with. A secret for 15 minutes: not to be logged.</summary>
    public string Token { get; init; } = "";

    /// <summary>Always 1.</summary>
    public int Version { get; init; }

    /// <summary>The message with the component.</summary>
    public Message? Message { get; init; }

    /// <summary>What the application may do in the channel.</summary>
    public Permissions? AppPermissions { get; init; }

    /// <summary>The user's language, as "en-US".</summary>
    public string? Locale { get; init; }

    /// <summary>The guild's language.</summary>
    public string? GuildLocale { get; init; }

    /// <summary>Entitlements of the user, as Discord sent them.</summary>
    public IReadOnlyList<JsonElement>? Entitlements { get; init; }

    /// <summary>Who installed the application: the guild at key "0", the user at key "1".</summary>
    public IReadOnlyDictionary<string, Snowflake>? AuthorizingIntegrationOwners { get; init; }

    /// <summary>0 in a guild, 1 in direct messages with the bot, 2 in others.</summary>
    public int? Context { get; init; }

    /// <summary>The largest attachment in bytes.</summary>
    public long? AttachmentSizeLimit { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"Interaction {{ Id = {Id}, Type = {Type} }}";
}

/// <summary>
/// The kinds of interaction. See <see
/// href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type"/>.
/// </summary>
public enum InteractionType
{
    /// <summary>Asks whether the application is there; over HTTP only.</summary>
    Ping = 1,
    /// <summary>A command.</summary>
    ApplicationCommand = 2,
    /// <summary>A button or select.</summary>
    MessageComponent = 3,
    /// <summary>A command's option is being typed.</summary>
    ApplicationCommandAutocomplete = 4,
    /// <summary>A modal.</summary>
    ModalSubmit = 5,
}

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

    /// <summary>Of a modal: what was entered.</summary>
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
