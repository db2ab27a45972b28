using System.Text.Json.Serialization;

namespace Bingobot.Discord.Gateway.Session;

/// <summary>What a session needs of its READY: no surprise in the rest of it may keep the bot from connecting.</summary>
internal sealed record ReadySession(string? SessionId, string? ResumeGatewayUrl);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReadySession))]
internal sealed partial class SessionJson : JsonSerializerContext;
