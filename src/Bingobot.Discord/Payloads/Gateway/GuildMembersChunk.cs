using System.Text.Json;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// GUILD_MEMBERS_CHUNK: a part of the answer to <see cref="RequestGuildMembers"/>, up to 1,000 members. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#guild-members-chunk"/>.
/// </summary>
public sealed record GuildMembersChunk
{
    /// <summary>The guild.</summary>
    public Snowflake GuildId { get; init; }

    /// <summary>The members of this part.</summary>
    public IReadOnlyList<GuildMember> Members { get; init; } = [];

    /// <summary>Which part it is, from 0.</summary>
    public int ChunkIndex { get; init; }

    /// <summary>How many parts there are.</summary>
    public int ChunkCount { get; init; }

    /// <summary>Of the users that were asked for, those who are no members.</summary>
    public IReadOnlyList<Snowflake>? NotFound { get; init; }

    /// <summary>The members' presences, as Discord sent them, where they were asked for.</summary>
    public IReadOnlyList<JsonElement>? Presences { get; init; }

    /// <summary>The request's nonce.</summary>
    public string? Nonce { get; init; }
}
