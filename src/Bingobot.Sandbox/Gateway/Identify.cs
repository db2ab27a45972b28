using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>What an Identify says that matters here
/// (<see href="https://docs.discord.com/developers/events/gateway-events#identify"/>).</summary>
internal sealed record Identify(int Intents, int ShardId, int ShardCount, AskedPresence? Presence = null)
{
    /// <summary>The reason to close, or null and what was asked for.</summary>
    public static CloseReason? Read(JsonElement data, SandboxOptions options, out Identify identify)
    {
        identify = new Identify(0, 0, 1);
        if (data.ValueKind != JsonValueKind.Object)
            return CloseReason.Decode("Identify takes an object.");
        if (!Token.Matches(data.GetText("token"), options.BotToken))
            return CloseReason.AuthenticationFailed;
        if (data.GetInt("intents") is not { } intents || (intents & ~Sandbox.Intents.All) != 0)
            return CloseReason.InvalidIntents;
        if ((intents & options.DisallowedIntents) is not 0 and var disallowed)
            return CloseReason.DisallowedIntents(disallowed);
        int[] shard = data.Get("shard") is null ? [0, 1] : [.. data.GetItems("shard").Select(Token.TryGetNumber)];
        if (shard is not [>= 0, > 0] || shard[0] >= shard[1])
            return CloseReason.InvalidShard;
        AskedPresence? presence = null;
        if (data.Get("presence") is { } asked && (presence = AskedPresence.Read(asked)) is null)
            return AskedPresence.Faulty;
        identify = new Identify(intents, shard[0], shard[1], presence);
        return null;
    }
}

/// <summary>How a bot asks to appear
/// (<see href="https://docs.discord.com/developers/events/gateway-events#update-presence"/>).</summary>
internal sealed record AskedPresence(string Status, JsonElement? Activities)
{
    public static readonly CloseReason Faulty = CloseReason.Decode("a presence has a status that there is, and a list of activities.");

    /// <summary>Null where it is faulty.</summary>
    public static AskedPresence? Read(JsonElement data) =>
        data.GetText("status") is ("online" or "dnd" or "idle" or "invisible" or "offline") and var status
        && data.Get("activities") is null or { ValueKind: JsonValueKind.Array }
            ? new AskedPresence(status, data.Get("activities"))
            : null;

    public PresenceSet ToOp(Transaction transaction) =>
        new(transaction.World.App.BotId, Status, Activities) { At = transaction.At };
}
