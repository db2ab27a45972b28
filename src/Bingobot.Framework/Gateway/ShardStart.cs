using Bingobot.Discord.Gateway;

namespace Bingobot.Framework;

/// <summary>What a shard begins with.</summary>
/// <param name="Source">The shard.</param>
/// <param name="Resumes">Whether the source's cursor is of a session that this shard may resume.</param>
/// <param name="Replaced">The session that it replaces instead, where there is one: of other shards, before they were counted anew.</param>
/// <param name="HeardUntil">Up to when its guilds were heard before, at the latest known; null where they never were.</param>
internal sealed record ShardStart(GatewaySource Source, bool Resumes, GatewayPosition? Replaced, DateTimeOffset? HeardUntil);
