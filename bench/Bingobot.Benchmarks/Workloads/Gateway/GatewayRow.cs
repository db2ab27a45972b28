using Bingobot.Benchmarks.Contenders;
using Bingobot.Benchmarks.Gateway.Mix;

namespace Bingobot.Benchmarks.Workloads.Gateway;

/// <summary>One client of a server.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Server">Where it connects to.</param>
/// <param name="Events">How many events count.</param>
internal sealed record GatewayRow(string Name, SharedServer Server, int Events) : IParticipant
{
    public const string Client = "GatewayClient";
    public const string Fields = "GatewayClient, fields";
    public const string Documents = "GatewayClient, documents";
    public const string Activity = "GatewayClient, activity's events";
    public const string Nothing = "GatewayClient, nothing wanted";
    public const string NodeWs = "@discordjs/ws";
    public const string DiscordJs = "discord.js";

    public bool IsLimit => Name.StartsWith("limit:", StringComparison.Ordinal);

    public bool IsDurable => false;

    /// <summary>What it must have seen; null where it does not look at events.</summary>
    public Lazy<Proof>? Expected { get; init; }

    /// <summary>Whether it is told only how far events came, so that it must have been told of each.</summary>
    public bool CountsPassed { get; init; }
}
