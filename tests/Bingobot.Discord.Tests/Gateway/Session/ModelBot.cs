using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Gateway.Session;

/// <summary>A bot of several shards, each with a gateway of its own, which all crash together; an event of a guild is its shard's.</summary>
internal sealed class ModelBot(int shards) : IDisposable
{
    /// <summary>The shards, by number.</summary>
    public ModelDiscord[] Shards { get; } = [.. Enumerable.Range(0, shards).Select(static _ => new ModelDiscord())];

    public void Happen(ulong guild, bool isWanted) => Shards[GatewayShard.IdOf(new Snowflake(guild << 22), Shards.Length)].Happen(isWanted);

    public void Crash() => Array.ForEach(Shards, static shard => shard.Crash());

    public void Dispose() => Array.ForEach(Shards, static shard => shard.Dispose());
}
