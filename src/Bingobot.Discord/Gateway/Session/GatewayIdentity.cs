using System.Text.Json;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway.Session;

/// <summary>Who identifies, and for what. Not a record: its text must not show the token.</summary>
internal sealed class GatewayIdentity(string token, Intents intents, GatewayShard? shard, int largeThreshold, UpdatePresence? presence = null)
{
    private const string Library = "bingobot";

    public string Token => token;

    public Identify ToIdentify() => new()
    {
        Token = token,
        Intents = intents,
        LargeThreshold = largeThreshold,
        Shard = shard is { } given ? [given.Id, given.Count] : null,
        Presence = presence is null ? null : JsonSerializer.SerializeToElement(presence, DiscordJson.Default.UpdatePresence),
        Properties = new IdentifyProperties
        {
            Os = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux",
            Browser = Library,
            Device = Library,
        },
    };
}
