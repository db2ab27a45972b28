using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Sandbox;

/// <summary>
/// Something a person asked of the bot (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding"/>).
/// </summary>
internal sealed record Interaction
{
    public const int TypeCommand = 2;
    public const int TypeComponent = 3;
    public const int TypeAutocomplete = 4;
    public const int TypeModal = 5;

    /// <summary>For which the token is good, in milliseconds of the world's clock.</summary>
    public const long TokenLifetime = 15 * 60 * 1000;

    public required ulong Id { get; init; }
    public required int Type { get; init; }
    public required string Token { get; init; }
    public required ulong GuildId { get; init; }
    public required ulong ChannelId { get; init; }
    public required ulong UserId { get; init; }
    public required JsonElement Data { get; init; }

    /// <summary>The command's full name, for people; null for a component.</summary>
    public string? Command { get; init; }

    /// <summary>The message whose component was used.</summary>
    public ulong? MessageId { get; init; }

    /// <summary>Milliseconds since 1970 by the world's clock.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Milliseconds since 1970 by the protocol's clock.</summary>
    public required long CreatedReal { get; init; }

    /// <summary>The callback type by which it was acknowledged, or null.</summary>
    [JsonIgnore]
    public int? Acknowledged { get; init; }

    /// <summary>What "@original" means once acknowledged.</summary>
    [JsonIgnore]
    public ulong? OriginalId { get; init; }

    /// <summary>The message that the person sees as the answer; null while the bot is still thinking.</summary>
    [JsonIgnore]
    public ulong? AnswerId { get; init; }

    /// <summary>The form that was the answer.</summary>
    [JsonIgnore]
    public JsonElement? Modal { get; init; }

    /// <summary>The choices that were the answer.</summary>
    [JsonIgnore]
    public JsonElement? Choices { get; init; }
}
