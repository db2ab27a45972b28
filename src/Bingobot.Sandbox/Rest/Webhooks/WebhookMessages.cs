namespace Bingobot.Sandbox;

/// <summary>Messages that are written by a channel's webhook, by whoever has its token
/// (<see href="https://docs.discord.com/developers/resources/webhook#execute-webhook"/>).</summary>
internal static class WebhookMessages
{
    public static async Task<RestReply> ExecuteAsync(RestCall call)
    {
        MessageForm form = MessageForm.Read(call.Body, uploads: call.Uploads);
        string? signedAs = WebhookForm.ReadName(call.Body, "username");
        Message message = await call.Store.ChangeAsync(
            transaction =>
            {
                Webhook webhook = WebhookEndpoints.ByToken(transaction.World, call);
                return MessageWriting.CreateByWebhook(transaction, Channel(transaction.World, webhook, call), webhook, signedAs, form);
            },
            call.Aborted);
        return call.Request.Query["wait"] == "true"
            ? RestReply.Ok(w => w.WriteMessage(call.Store.Durable, message))
            : RestReply.NoContent;
    }

    public static Task<RestReply> GetAsync(RestCall call)
    {
        Message message = Find(call.World, call);
        return Task.FromResult(RestReply.Ok(w => w.WriteMessage(call.World, message)));
    }

    public static Task<RestReply> EditAsync(RestCall call)
    {
        MessageForm form = MessageForm.Read(call.Body, uploads: call.Uploads);
        return call.ChangeAsync(
            transaction => MessageWriting.Edit(transaction, Find(transaction.World, call), form),
            static (w, world, message) => w.WriteMessage(world, message));
    }

    public static Task<RestReply> DeleteAsync(RestCall call) =>
        call.DoAsync(transaction => MessageWriting.Delete(transaction, Find(transaction.World, call)));

    private static Message Find(World world, RestCall call)
    {
        Webhook webhook = WebhookEndpoints.ByToken(world, call);
        return world.FindMessage(Channel(world, webhook, call).Id, call.Id("message")) is { } message && message.AuthorId == webhook.Id
            ? message
            : throw RestException.UnknownMessage();
    }

    /// <summary>The webhook's, or one of its threads.</summary>
    private static GuildChannel Channel(World world, Webhook webhook, RestCall call)
    {
        if (call.QueryId("thread_id") is not { } threadId)
            return world.Channels[webhook.ChannelId];
        return world.Channels.GetValueOrDefault(threadId) is { IsThread: true } thread && thread.ParentId == webhook.ChannelId
            ? thread
            : throw RestException.UnknownChannel();
    }
}
