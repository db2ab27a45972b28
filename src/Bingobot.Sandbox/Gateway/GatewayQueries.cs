using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>What a client asks to be told: the answers are events of its session.</summary>
internal sealed partial class GatewayConnection
{
    /// <summary><see href="https://docs.discord.com/developers/events/gateway-events#request-guild-members"/>.</summary>
    private async Task<CloseReason?> RequestMembersAsync(string sessionId, JsonElement data, CancellationToken cancellationToken)
    {
        if (!Snowflake.TryParse(data.GetText("guild_id"), out ulong guildId))
            return CloseReason.Decode("a request for members has guild_id.");
        ulong[]? userIds = null;
        if (data.Get("user_ids") is { } ids)
        {
            IEnumerable<JsonElement> items = ids.ValueKind == JsonValueKind.Array ? ids.EnumerateArray() : [ids];
            userIds = [.. items.Select(item =>
                item.ValueKind == JsonValueKind.String && Snowflake.TryParse(item.GetString(), out ulong id) ? id : 0)];
        }

        string? query = data.GetText("query");
        if ((query is null) == (userIds is null) || userIds is { Length: > 100 })
            return CloseReason.Decode("a request for members has either query or user_ids (at most 100).");
        await hub.Store.DoAsync(
            transaction => new MembersRequested(
                sessionId, guildId, query, data.GetInt("limit") ?? 0, userIds, data.GetText("nonce"))
            {
                At = transaction.At,
            },
            cancellationToken);
        return null;
    }

    /// <summary><see href="https://docs.discord.com/developers/events/gateway-events#request-soundboard-sounds"/>.</summary>
    private async Task<CloseReason?> RequestSoundsAsync(string sessionId, JsonElement data, CancellationToken cancellationToken)
    {
        if (data.Get("guild_ids") is not { ValueKind: JsonValueKind.Array })
            return CloseReason.Decode("a request for sounds has a list guild_ids.");
        List<ulong> guildIds = [];
        foreach (JsonElement item in data.GetItems("guild_ids"))
        {
            if (item.ValueKind != JsonValueKind.String || !Snowflake.TryParse(item.GetString(), out ulong guildId))
                return CloseReason.Decode("guild_ids are ids.");
            guildIds.Add(guildId);
        }

        await hub.Store.DoAsync(
            transaction => new SoundsRequested(sessionId, [.. guildIds.Distinct()]) { At = transaction.At },
            cancellationToken);
        return null;
    }

    /// <summary><see href="https://docs.discord.com/developers/events/gateway-events#request-channel-info"/>.</summary>
    private async Task<CloseReason?> RequestChannelInfoAsync(string sessionId, JsonElement data, CancellationToken cancellationToken)
    {
        if (!Snowflake.TryParse(data.GetText("guild_id"), out ulong guildId))
            return CloseReason.Decode("a request for channel info has guild_id.");
        if (data.Get("fields") is not { ValueKind: JsonValueKind.Array } fields
            || fields.EnumerateArray().Any(field => field.ValueKind != JsonValueKind.String))
        {
            return CloseReason.Decode("a request for channel info has a list of texts, fields.");
        }

        bool Asks(string name) => fields.EnumerateArray().Any(field => field.ValueEquals(name));
        await hub.Store.DoAsync(
            transaction => new ChannelInfoRequested(sessionId, guildId, Asks("status"), Asks("voice_start_time"))
            {
                At = transaction.At,
            },
            cancellationToken);
        return null;
    }
}
