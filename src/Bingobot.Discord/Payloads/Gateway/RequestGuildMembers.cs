namespace Bingobot.Discord.Payloads;

/// <summary>
/// Asks for members of a guild, which come as GUILD_MEMBERS_CHUNK. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#request-guild-members"/>.
/// </summary>
public sealed record RequestGuildMembers
{
    /// <summary>The most users that are asked for at once.</summary>
    public const int MostUsers = 100;

    /// <summary>The most members that a beginning of a name finds.</summary>
    public const int MostByName = 100;

    /// <summary>The longest nonce, in bytes of UTF-8.</summary>
    public const int LongestNonce = 32;

    /// <summary>The guild.</summary>
    public Snowflake GuildId { get; init; }

    /// <summary>What the names begin with, empty for all; or null where <see cref="UserIds"/> says who.</summary>
    public string? Query { get; init; }

    /// <summary>How many at the most; 0 with an empty query: all, which needs <see cref="Intents.GuildMembers"/>.</summary>
    public int Limit { get; init; }

    /// <summary>Whether their presences are wanted, which needs <see cref="Intents.GuildPresences"/>.</summary>
    public bool? Presences { get; init; }

    /// <summary>Whom, 1 to 100; or null where <see cref="Query"/> says who.</summary>
    public IReadOnlyList<Snowflake>? UserIds { get; init; }

    /// <summary>Comes back with the answer; up to 32 bytes of UTF-8.</summary>
    public string? Nonce { get; init; }

    /// <summary>Whether all members of the guild are asked for.</summary>
    internal bool IsForAll => Query is "" && Limit == 0;
}
