using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads.Json;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// A message to send; also a follow-up to an interaction. One of content, embeds and components must be given. See
/// <see href="https://docs.discord.com/developers/resources/message#create-message"/>.
/// </summary>
public sealed record CreateMessage
{
    /// <summary>The text, up to 2,000 characters.</summary>
    public string? Content { get; init; }

    /// <summary>What to recognise the message by, up to 25 characters.</summary>
    [JsonConverter(typeof(NonceConverter))]
    public string? Nonce { get; init; }

    /// <summary>
    /// Whether Discord returns the message of the same author and nonce of the past few minutes, where there is one,
    /// instead of sending another. It makes sending idempotent.
    /// </summary>
    public bool? EnforceNonce { get; init; }

    /// <summary>Whether it is spoken.</summary>
    public bool? Tts { get; init; }

    /// <summary>Up to 10 embeds.</summary>
    public IReadOnlyList<Embed>? Embeds { get; init; }

    /// <summary>Whom the text may ping; absent is all that it mentions.</summary>
    public AllowedMentions? AllowedMentions { get; init; }

    /// <summary>Buttons, selects and the like, in action rows.</summary>
    public IReadOnlyList<Component>? Components { get; init; }

    /// <summary>SuppressEmbeds, SuppressNotifications, IsComponentsV2; for a follow-up also Ephemeral.</summary>
    public MessageFlags? Flags { get; init; }

    /// <summary>What it replies to.</summary>
    public MessageReference? MessageReference { get; init; }
}

/// <summary>
/// What to change of a message; what is absent stays, an empty list removes. See
/// <see href="https://docs.discord.com/developers/resources/message#edit-message"/>.
/// </summary>
public sealed record EditMessage
{
    /// <summary>The text, up to 2,000 characters; empty removes it.</summary>
    public string? Content { get; init; }

    /// <summary>Up to 10 embeds.</summary>
    public IReadOnlyList<Embed>? Embeds { get; init; }

    /// <summary>SuppressEmbeds and IsComponentsV2 may be changed.</summary>
    public MessageFlags? Flags { get; init; }

    /// <summary>Whom the text may ping; absent is all that it mentions.</summary>
    public AllowedMentions? AllowedMentions { get; init; }

    /// <summary>Buttons, selects and the like, in action rows.</summary>
    public IReadOnlyList<Component>? Components { get; init; }
}

/// <summary>
/// Whom a message may ping; nobody when empty. See
/// <see href="https://docs.discord.com/developers/resources/message#allowed-mentions-object"/>.
/// </summary>
public sealed record AllowedMentions
{
    /// <summary>Nobody is pinged.</summary>
    [JsonIgnore]
    public static AllowedMentions None { get; } = new();

    /// <summary>Kinds of mention in the text to obey: "roles", "users", "everyone".</summary>
    public IReadOnlyList<string> Parse { get; init; } = [];

    /// <summary>Up to 100 roles.</summary>
    public IReadOnlyList<Snowflake>? Roles { get; init; }

    /// <summary>Up to 100 users.</summary>
    public IReadOnlyList<Snowflake>? Users { get; init; }

    /// <summary>Whether the author of the message replied to is pinged.</summary>
    public bool? RepliedUser { get; init; }
}
