using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads.Json;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// A message, with what MESSAGE_CREATE adds. See
/// <see href="https://docs.discord.com/developers/resources/message#message-object"/>.
/// </summary>
public sealed record Message
{
    /// <summary>The message's id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>Where it was sent.</summary>
    public Snowflake ChannelId { get; init; }

    /// <summary>The guild; only in gateway events, and not for direct messages.</summary>
    public Snowflake? GuildId { get; init; }

    /// <summary>Who sent it; of a webhook's message, the webhook.</summary>
    public User Author { get; init; } = new();

    /// <summary>The author as a member; only in gateway events.</summary>
    public GuildMember? Member { get; init; }

    /// <summary>The text; empty without the MESSAGE_CONTENT intent unless the bot is concerned.</summary>
    public string Content { get; init; } = "";

    /// <summary>When it was sent.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>When it was last edited.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? EditedTimestamp { get; init; }

    /// <summary>Whether it is spoken.</summary>
    public bool Tts { get; init; }

    /// <summary>Whether it mentions everyone.</summary>
    public bool MentionEveryone { get; init; }

    /// <summary>The users it mentions.</summary>
    public IReadOnlyList<User> Mentions { get; init; } = [];

    /// <summary>The roles it mentions.</summary>
    public IReadOnlyList<Snowflake> MentionRoles { get; init; } = [];

    /// <summary>The files.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>The embeds.</summary>
    public IReadOnlyList<Embed> Embeds { get; init; } = [];

    /// <summary>Who reacted how.</summary>
    public IReadOnlyList<Reaction>? Reactions { get; init; }

    /// <summary>What the sender gave to recognise it by; at most 25 characters.</summary>
    [JsonConverter(typeof(NonceConverter))]
    public string? Nonce { get; init; }

    /// <summary>Whether it is pinned.</summary>
    public bool Pinned { get; init; }

    /// <summary>The webhook that sent it.</summary>
    public Snowflake? WebhookId { get; init; }

    /// <summary>What kind of message it is.</summary>
    public MessageType Type { get; init; }

    /// <summary>The application whose interaction or webhook sent it.</summary>
    public Snowflake? ApplicationId { get; init; }

    /// <summary>The message's flags.</summary>
    public MessageFlags? Flags { get; init; }

    /// <summary>What it replies to, forwards or was crossposted from.</summary>
    public MessageReference? MessageReference { get; init; }

    /// <summary>The message replied to.</summary>
    public Message? ReferencedMessage { get; init; }

    /// <summary>The interaction that it answers.</summary>
    public MessageInteractionMetadata? InteractionMetadata { get; init; }

    /// <summary>Buttons, selects and the like.</summary>
    public IReadOnlyList<Component>? Components { get; init; }

    /// <summary>The poll.</summary>
    public Poll? Poll { get; init; }

    /// <summary>The thread that began with it.</summary>
    public Channel? Thread { get; init; }
}

/// <summary>
/// Points at another message. See
/// <see href="https://docs.discord.com/developers/resources/message#message-reference-structure"/>.
/// </summary>
public sealed record MessageReference
{
    /// <summary>0 a reply, 1 forwarded; absent is 0.</summary>
    public int? Type { get; init; }

    /// <summary>The message.</summary>
    public Snowflake? MessageId { get; init; }

    /// <summary>Its channel.</summary>
    public Snowflake? ChannelId { get; init; }

    /// <summary>Its guild.</summary>
    public Snowflake? GuildId { get; init; }

    /// <summary>When sending: whether a reply to a message that is gone is an error; absent is true.</summary>
    public bool? FailIfNotExists { get; init; }
}

/// <summary>
/// The interaction that a message answers. See
/// <see href="https://docs.discord.com/developers/resources/message#message-interaction-metadata-object"/>.
/// </summary>
public sealed record MessageInteractionMetadata
{
    /// <summary>The interaction's id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>The interaction's type.</summary>
    public InteractionType Type { get; init; }

    /// <summary>Who invoked it.</summary>
    public User User { get; init; } = new();

    /// <summary>Of a follow-up: the first answer.</summary>
    public Snowflake? OriginalResponseMessageId { get; init; }

    /// <summary>Of a component's interaction: the message with the component.</summary>
    public Snowflake? InteractedMessageId { get; init; }
}

/// <summary>
/// How many reacted with one emoji. See
/// <see href="https://docs.discord.com/developers/resources/message#reaction-object"/>.
/// </summary>
public sealed record Reaction
{
    /// <summary>How many did.</summary>
    public int Count { get; init; }

    /// <summary>Whether the bot did.</summary>
    public bool Me { get; init; }

    /// <summary>With what.</summary>
    public Emoji Emoji { get; init; } = new();
}

/// <summary>
/// A file of a message. See <see href="https://docs.discord.com/developers/resources/message#attachment-object"/>.
/// </summary>
public sealed record Attachment
{
    /// <summary>The attachment's id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>The file's name.</summary>
    public string Filename { get; init; } = "";

    /// <summary>What it shows, up to 1,024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Where it is.</summary>
    public string Url { get; init; } = "";

    /// <summary>Where it is, through Discord's proxy.</summary>
    public string? ProxyUrl { get; init; }
}

/// <summary>
/// A message was deleted. See <see href="https://docs.discord.com/developers/events/gateway-events#message-delete"/>.
/// </summary>
public sealed record MessageDelete
{
    /// <summary>The message.</summary>
    public Snowflake Id { get; init; }

    /// <summary>Where it was.</summary>
    public Snowflake ChannelId { get; init; }

    /// <summary>The guild; absent for direct messages.</summary>
    public Snowflake? GuildId { get; init; }
}
