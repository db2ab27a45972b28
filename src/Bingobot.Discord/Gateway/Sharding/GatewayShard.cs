using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway;

/// <summary>
/// One of several connections among which guilds are divided. See
/// <see href="https://docs.discord.com/developers/events/gateway#sharding"/>.
/// </summary>
/// <param name="Id">From 0 to <paramref name="Count"/> - 1.</param>
/// <param name="Count">How many there are, from 1.</param>
public readonly record struct GatewayShard(int Id, int Count)
{
    /// <summary>The number of the shard that a guild's events come to: <c>(guild >> 22) % count</c>.</summary>
    /// <param name="guild">The guild; null for what belongs to none, as direct messages, which shard 0 has.</param>
    /// <param name="count">How many shards there are, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static int IdOf(Snowflake? guild, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return guild is { } id ? (int)((id.Value >> 22) % (ulong)count) : 0;
    }

    /// <summary>As <c>shard 1 of 4</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"shard {Id} of {Count}");
}
