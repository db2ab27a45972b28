using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// An emoji: a guild's own where <see cref="Id"/> is set, else a Unicode one. See
/// <see href="https://docs.discord.com/developers/resources/emoji#emoji-object"/>.
/// </summary>
public sealed record Emoji
{
    /// <summary>The id of a guild's own emoji.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Snowflake? Id { get; init; }

    /// <summary>The name, or the Unicode characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Name { get; init; }

    /// <summary>Whether it moves.</summary>
    public bool? Animated { get; init; }

    /// <summary>The roles that may use it; empty is all.</summary>
    public IReadOnlyList<Snowflake>? Roles { get; init; }

    /// <summary>Who uploaded it; where the bot may know.</summary>
    public User? User { get; init; }

    /// <summary>Whether an integration manages it.</summary>
    public bool? Managed { get; init; }

    /// <summary>Whether it can be used; false where the guild lost boosts.</summary>
    public bool? Available { get; init; }

    /// <summary>A Unicode emoji.</summary>
    public static Emoji Of(string characters) => new() { Name = characters };
}
