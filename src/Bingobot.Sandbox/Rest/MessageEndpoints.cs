using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Messages and reactions (<see href="https://docs.discord.com/developers/resources/message"/>).</summary>
internal static class MessageEndpoints
{
    private const string Messages = "/channels/{channel}/messages";
    private const string One = Messages + "/{message}";
    private const int MaxEmojiCharacters = 100;

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(routes, "POST", Messages, RateLimit.Messages, CreateAsync);
        api.Map(routes, "GET", Messages, RateLimit.Reads, ListAsync);
        api.Map(routes, "GET", One, RateLimit.Reads, GetAsync);
        api.Map(routes, "PATCH", One, RateLimit.MessageChanges, EditAsync);
        api.Map(routes, "DELETE", One, RateLimit.MessageChanges, DeleteAsync);
        api.Map(routes, "POST", "/channels/{channel}/typing", RateLimit.MessageChanges, TypeAsync);
        api.Map(routes, "PUT", One + "/reactions/{emoji}/@me", RateLimit.Reactions, call => ReactAsync(call, present: true));
        api.Map(routes, "DELETE", One + "/reactions/{emoji}/@me", RateLimit.Reactions, call => ReactAsync(call, present: false));
    }

    private static async Task<RestReply> CreateAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        MessageForm form = MessageForm.Read(call.Body);
        Message message = await call.Store.ChangeAsync(
            transaction => MessageWriting.Create(
                transaction, Channel(transaction.World, channelId), transaction.World.App.BotId, form),
            call.Aborted);
        return Reply(call, message);
    }

    private static Task<RestReply> ListAsync(RestCall call)
    {
        GuildChannel channel = Channel(call.World, call.Id("channel"));
        int limit = call.Query("limit", 1, 100, 50);
        ulong? before = call.QueryId("before") ?? (call.QueryId("around") is { } middle ? middle + 1 : null);
        ulong? after = call.QueryId("after");
        IEnumerable<Message> visible = call.World.MessagesOf(channel.Id).Where(message => !message.IsEphemeral);
        if (after is { } least)
            visible = visible.Where(message => message.Id > least).Take(limit);
        else if (before is { } greatest)
            visible = visible.Where(message => message.Id < greatest);
        Message[] page = [.. visible.TakeLast(limit).Reverse()];
        return Task.FromResult(RestReply.Ok(w =>
        {
            w.WriteStartArray();
            foreach (Message message in page)
                w.WriteMessage(call.World, message);
            w.WriteEndArray();
        }));
    }

    private static Task<RestReply> GetAsync(RestCall call) =>
        Task.FromResult(Reply(call, Find(call.World, call.Id("channel"), call.Id("message"))));

    private static async Task<RestReply> EditAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        ulong messageId = call.Id("message");
        MessageForm form = MessageForm.Read(call.Body);
        Message edited = await call.Store.ChangeAsync(
            transaction =>
            {
                Message message = Find(transaction.World, channelId, messageId);
                return message.AuthorId == transaction.World.App.BotId
                    ? MessageWriting.Edit(transaction, message, form)
                    : throw RestException.NotTheAuthor();
            },
            call.Aborted);
        return Reply(call, edited);
    }

    private static async Task<RestReply> DeleteAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        ulong messageId = call.Id("message");
        await call.Store.ChangeAsync(
            transaction =>
            {
                MessageWriting.Delete(transaction, Find(transaction.World, channelId, messageId));
                return true;
            },
            call.Aborted);
        return RestReply.NoContent;
    }

    private static async Task<RestReply> TypeAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        await call.Store.DoAsync(
            transaction => new TypingStarted(Channel(transaction.World, channelId).Id, transaction.World.App.BotId)
            {
                At = transaction.At,
            },
            call.Aborted);
        return RestReply.NoContent;
    }

    private static async Task<RestReply> ReactAsync(RestCall call, bool present)
    {
        ulong channelId = call.Id("channel");
        ulong messageId = call.Id("message");
        string emoji = call.Text("emoji");
        if (emoji.Length is 0 or > MaxEmojiCharacters)
            throw new RestException(400, 10014, "Unknown Emoji");
        await call.Store.DoAsync(
            transaction => new ReactionSet(
                channelId,
                Find(transaction.World, channelId, messageId).Id,
                transaction.World.App.BotId,
                emoji,
                present)
            {
                At = transaction.At,
            },
            call.Aborted);
        return RestReply.NoContent;
    }

    public static GuildChannel Channel(World world, ulong id) =>
        world.Channels.GetValueOrDefault(id) ?? throw RestException.UnknownChannel();

    /// <summary>Ephemeral messages cannot be reached here, only by the token of their interaction.</summary>
    private static Message Find(World world, ulong channelId, ulong messageId) =>
        world.FindMessage(Channel(world, channelId).Id, messageId) is { IsEphemeral: false } message
            ? message
            : throw RestException.UnknownMessage();

    private static RestReply Reply(RestCall call, Message message) =>
        RestReply.Ok(w => w.WriteMessage(call.Store.Durable, message));
}
