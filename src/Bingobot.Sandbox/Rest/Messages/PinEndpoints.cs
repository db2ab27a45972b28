using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Pinned messages (<see href="https://docs.discord.com/developers/resources/message#get-channel-pins"/>).</summary>
internal static class PinEndpoints
{
    private const int MaxPins = 250;

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(routes, "GET", "/channels/{channel}/messages/pins", RateLimit.Reads, ListAsync);
        api.Map(routes, "GET", "/channels/{channel}/pins", RateLimit.Reads, ListOldAsync);
        foreach (string pattern in (ReadOnlySpan<string>)["/channels/{channel}/messages/pins/{message}", "/channels/{channel}/pins/{message}"])
        {
            api.Map(routes, "PUT", pattern, RateLimit.MessageChanges, call => PinAsync(call, present: true));
            api.Map(routes, "DELETE", pattern, RateLimit.MessageChanges, call => PinAsync(call, present: false));
        }
    }

    private static Task<RestReply> ListAsync(RestCall call)
    {
        int limit = call.Query("limit", 1, 50, 50);
        long before = call.QueryTime("before") ?? long.MaxValue;
        Message[] found = [.. Pinned(call).Where(message => message.PinnedAt < before).Take(limit + 1)];
        return Task.FromResult(RestReply.Ok(w =>
        {
            w.WriteStartObject();
            w.Array("items", found.Take(limit), message =>
            {
                w.WriteStartObject();
                w.Time("pinned_at", message.PinnedAt ?? 0);
                w.WritePropertyName("message");
                w.WriteMessage(call.World, message);
                w.WriteEndObject();
            });
            w.WriteBoolean("has_more", found.Length > limit);
            w.WriteEndObject();
        }));
    }

    private static Task<RestReply> ListOldAsync(RestCall call)
    {
        Message[] found = [.. Pinned(call)];
        return Task.FromResult(RestReply.Ok(w =>
        {
            w.WriteStartArray();
            foreach (Message message in found)
                w.WriteMessage(call.World, message);
            w.WriteEndArray();
        }));
    }

    /// <summary>The newest pin first.</summary>
    private static IEnumerable<Message> Pinned(RestCall call)
    {
        GuildChannel channel = Access.Channel(call.World, call.Id("channel"));
        return (Permissions.In(call.World, channel, call.World.App.BotId) & Permissions.ReadMessageHistory) == 0
            ? []
            : call.World.MessagesOf(channel.Id).Where(message => message.PinnedAt is not null).OrderByDescending(message => message.PinnedAt);
    }

    private static Task<RestReply> PinAsync(RestCall call, bool present)
    {
        ulong channelId = call.Id("channel");
        ulong messageId = call.Id("message");
        return call.DoAsync(transaction =>
        {
            Message message = Access.Message(transaction.World, channelId, messageId, Permissions.PinMessages);
            ThreadWriting.RequireActive(transaction.World.Channels[channelId]);
            if (message.PinnedAt is not null == present)
                return;
            if (present && transaction.World.MessagesOf(channelId).Count(other => other.PinnedAt is not null) >= MaxPins)
                throw new RestException(400, 30003, $"Maximum number of pins reached ({MaxPins})");
            transaction.Do(new MessagePinned(channelId, message.Id, present) { At = transaction.At });
        });
    }
}
