using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Messages (<see href="https://docs.discord.com/developers/resources/message"/>).</summary>
internal static class MessageEndpoints
{
    private const string Messages = "/channels/{channel}/messages";
    private const string One = Messages + "/{message}";
    private const int MaxBulk = 100;

    /// <summary>Older messages are not deleted several at once; milliseconds.</summary>
    private const long MaxBulkAge = 14L * 24 * 60 * 60 * 1000;

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(routes, "POST", Messages, RateLimit.Messages, CreateAsync);
        api.Map(routes, "GET", Messages, RateLimit.Reads, ListAsync);
        api.Map(routes, "GET", One, RateLimit.Reads, GetAsync);
        api.Map(routes, "PATCH", One, RateLimit.MessageChanges, EditAsync);
        api.Map(routes, "DELETE", One, RateLimit.MessageChanges, DeleteAsync);
        api.Map(routes, "POST", Messages + "/bulk-delete", RateLimit.MessageChanges, DeleteManyAsync);
        api.Map(routes, "POST", "/channels/{channel}/typing", RateLimit.MessageChanges, TypeAsync);
    }

    private static Task<RestReply> CreateAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        MessageForm form = MessageForm.Read(call.Body, uploads: call.Uploads);
        return call.ChangeAsync(
            transaction =>
            {
                ulong needed = (form.Files is { Count: > 0 } ? Permissions.AttachFiles : 0)
                    | (form.Poll is not null ? Permissions.SendPolls : 0);
                GuildChannel channel = Access.Channel(transaction.World, channelId, needed);
                Access.Channel(transaction.World, channelId, Permissions.ToSend(channel));
                if (channel.Kind == ChannelKind.Category)
                    throw RestException.NoTextChannel();
                DirectWriting.RequireMutualGuild(transaction.World, channel);
                return MessageWriting.Create(transaction, channel, transaction.World.App.BotId, form);
            },
            static (w, world, message) => w.WriteMessage(world, message));
    }

    private static Task<RestReply> ListAsync(RestCall call)
    {
        GuildChannel channel = Access.Channel(call.World, call.Id("channel"));
        int limit = call.Query("limit", 1, 100, 50);
        bool readable = (Permissions.In(call.World, channel, call.World.App.BotId) & Permissions.ReadMessageHistory) != 0;
        Message[] visible = readable
            ? [.. call.World.MessagesOf(channel.Id).Where(message => !message.IsEphemeral)]
            : [];
        IEnumerable<Message> page;
        if (call.QueryId("around") is { } middle)
        {
            int from = Math.Max(0, visible.Count(message => message.Id < middle) - (limit / 2));
            page = visible.Skip(from).Take(limit);
        }
        else if (call.QueryId("after") is { } least)
        {
            page = visible.Where(message => message.Id > least).Take(limit);
        }
        else
        {
            ulong greatest = call.QueryId("before") ?? ulong.MaxValue;
            page = visible.Where(message => message.Id < greatest).TakeLast(limit);
        }

        return Task.FromResult(RestReply.Ok(w =>
        {
            w.WriteStartArray();
            foreach (Message message in page.Reverse())
                w.WriteMessage(call.World, message);
            w.WriteEndArray();
        }));
    }

    private static Task<RestReply> GetAsync(RestCall call)
    {
        Message message = Access.Message(
            call.World, call.Id("channel"), call.Id("message"), Permissions.ReadMessageHistory);
        return Task.FromResult(RestReply.Ok(w => w.WriteMessage(call.World, message)));
    }

    private static Task<RestReply> EditAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        ulong messageId = call.Id("message");
        MessageForm form = MessageForm.Read(call.Body, uploads: call.Uploads);
        return call.ChangeAsync(
            transaction =>
            {
                Message message = Access.Message(transaction.World, channelId, messageId);
                ThreadWriting.RequireActive(transaction.World.Channels[channelId]);
                if (message.IsBySystem)
                    throw RestException.SystemMessage();
                return message.AuthorId == transaction.World.App.BotId
                    ? MessageWriting.Edit(transaction, message, form)
                    : throw RestException.NotTheAuthor();
            },
            static (w, world, message) => w.WriteMessage(world, message));
    }

    private static Task<RestReply> DeleteAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        ulong messageId = call.Id("message");
        return call.DoAsync(transaction =>
        {
            Message message = Access.Message(transaction.World, channelId, messageId);
            if (message.AuthorId != transaction.World.App.BotId)
                Access.Channel(transaction.World, channelId, Permissions.ManageMessages);
            MessageWriting.Delete(transaction, message);
        });
    }

    private static Task<RestReply> DeleteManyAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        List<ulong> ids = [];
        FormErrors errors = new();
        foreach (JsonElement item in call.Body.GetItems("messages"))
        {
            if (item.ValueKind == JsonValueKind.String && Snowflake.TryParse(item.GetString(), out ulong id))
                ids.Add(id);
            else
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"messages/{ids.Count}"), "NUMBER_TYPE_COERCE", "Value is not snowflake.");
        }

        errors.ThrowIfAny();
        if (ids.Count is < 2 or > MaxBulk)
            throw RestException.WrongBulkCount();
        return call.DoAsync(transaction =>
        {
            Access.Channel(transaction.World, channelId, Permissions.ManageMessages);
            if (ids.Any(id => transaction.At - Snowflake.TimeOf(id) > MaxBulkAge))
                throw RestException.TooOldToBulkDelete();
            transaction.Do(new MessagesDeleted(channelId, [.. ids]) { At = transaction.At });
        });
    }

    private static Task<RestReply> TypeAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        return call.DoAsync(transaction =>
        {
            GuildChannel channel = Access.Channel(transaction.World, channelId);
            Access.Channel(transaction.World, channelId, Permissions.ToSend(channel));
            transaction.Do(new TypingStarted(channel.Id, transaction.World.App.BotId) { At = transaction.At });
        });
    }
}
