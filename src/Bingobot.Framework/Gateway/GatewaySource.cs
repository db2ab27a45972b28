using System.Globalization;
using Bingobot.Discord.Gateway;

namespace Bingobot.Framework;

/// <summary>A shard as a source of facts.</summary>
/// <param name="Shard">The shard.</param>
internal readonly record struct GatewaySource(GatewayShard Shard)
{
    /// <summary>The cursor's source, as <c>gateway/0</c>.</summary>
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"gateway/{Shard.Id}");
}
