using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

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
