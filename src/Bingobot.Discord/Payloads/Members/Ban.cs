using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>Who is banned. See <see href="https://docs.discord.com/developers/resources/guild#ban-object"/>.</summary>
public sealed record Ban
{
    /// <summary>Why.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Reason { get; init; }

    /// <summary>Who.</summary>
    public User User { get; init; } = new();
}

/// <summary>How to ban. See <see href="https://docs.discord.com/developers/resources/guild#create-guild-ban"/>.</summary>
public sealed record CreateBan
{
    /// <summary>The messages of the last so many seconds are deleted, 0 to 604,800; absent is none.</summary>
    public int? DeleteMessageSeconds { get; init; }
}

/// <summary>Whom to ban. See <see href="https://docs.discord.com/developers/resources/guild#bulk-guild-ban"/>.</summary>
public sealed record BulkBan
{
    /// <summary>Up to 200 users.</summary>
    public IReadOnlyList<Snowflake> UserIds { get; init; } = [];

    /// <summary>Their messages of the last so many seconds are deleted, 0 to 604,800; absent is none.</summary>
    public int? DeleteMessageSeconds { get; init; }
}

/// <summary>Who was banned and who was not.</summary>
public sealed record BulkBanResult
{
    /// <summary>Those who are banned.</summary>
    public IReadOnlyList<Snowflake> BannedUsers { get; init; } = [];

    /// <summary>Those who are not, or were before.</summary>
    public IReadOnlyList<Snowflake> FailedUsers { get; init; } = [];
}
