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

    /// <summary>Where it was done.</summary>
    public InteractionContextType? Context { get; init; }

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
