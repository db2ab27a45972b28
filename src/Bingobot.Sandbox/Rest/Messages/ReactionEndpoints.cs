using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Reactions (<see href="https://docs.discord.com/developers/resources/message#create-reaction"/>).</summary>
internal static class ReactionEndpoints
{
    private const string All = "/channels/{channel}/messages/{message}/reactions";
    private const string Emoji = All + "/{emoji}";
    private const string Own = Emoji + "/@me";
    private const string User = Emoji + "/{user}";
    private const int MaxKinds = 20;

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(routes, "PUT", Own, RateLimit.Reactions, AddAsync);
        api.Map(routes, "DELETE", Own, RateLimit.Reactions, call => RemoveAsync(call, own: true));
        api.Map(routes, "DELETE", User, RateLimit.Reactions, call => RemoveAsync(call, own: false));
        api.Map(routes, "GET", Emoji, RateLimit.Reads, ListAsync);
        api.Map(routes, "DELETE", All, RateLimit.Reactions, call => ClearAsync(call, null));
        api.Map(routes, "DELETE", Emoji, RateLimit.Reactions, call => ClearAsync(call, EmojiOf(call)));
    }

    private static Task<RestReply> AddAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        ulong messageId = call.Id("message");
        string emoji = EmojiOf(call);
        return call.DoAsync(transaction =>
        {
            World world = transaction.World;
            Message message = Access.Message(world, channelId, messageId, Permissions.ReadMessageHistory);
            ThreadWriting.RequireActive(world.Channels[channelId]);
            Add(transaction, message, emoji, world.App.BotId, () => Access.Channel(world, channelId, Permissions.AddReactions));
        });
    }

    /// <summary>Adds a reaction; whoever is the first with an emoji needs a permission for it.</summary>
    public static void Add(Transaction transaction, Message message, string emoji, ulong userId, Action mayBeFirst)
    {
        if (!message.Reactions.ContainsKey(emoji))
        {
            mayBeFirst();
            if (message.Reactions.Count >= MaxKinds)
                throw new RestException(400, 30010, $"Maximum number of reactions reached ({MaxKinds})");
        }

        transaction.Do(new ReactionSet(message.ChannelId, message.Id, userId, emoji, Present: true) { At = transaction.At });
    }

    private static Task<RestReply> RemoveAsync(RestCall call, bool own)
    {
        ulong channelId = call.Id("channel");
        ulong messageId = call.Id("message");
        ulong? userId = own ? null : call.Id("user");
        string emoji = EmojiOf(call);
        return call.DoAsync(transaction =>
        {
            World world = transaction.World;
            bool isOwn = userId is null || userId == world.App.BotId;
            Message message = Access.Message(world, channelId, messageId, isOwn ? 0 : Permissions.ManageMessages);
            ThreadWriting.RequireActive(world.Channels[channelId]);
            transaction.Do(new ReactionSet(channelId, message.Id, userId ?? world.App.BotId, emoji, Present: false)
            {
                At = transaction.At,
            });
        });
    }

    private static Task<RestReply> ListAsync(RestCall call)
    {
        Message message = Access.Message(
            call.World, call.Id("channel"), call.Id("message"), Permissions.ReadMessageHistory);
        int limit = call.Query("limit", 1, 100, 25);
        ulong after = call.QueryId("after") ?? 0;
        var users = message.Reactions.GetValueOrDefault(EmojiOf(call), []).Where(id => id > after).Take(limit);
        return Task.FromResult(RestReply.Ok(w =>
        {
            w.WriteStartArray();
            foreach (ulong id in users)
                w.WriteUser(call.World.Users[id]);
            w.WriteEndArray();
        }));
    }

    private static Task<RestReply> ClearAsync(RestCall call, string? emoji)
    {
        ulong channelId = call.Id("channel");
        ulong messageId = call.Id("message");
        return call.DoAsync(transaction =>
        {
            Message message = Access.Message(transaction.World, channelId, messageId, Permissions.ManageMessages);
            transaction.Do(new ReactionsCleared(channelId, message.Id, emoji) { At = transaction.At });
        });
    }

    private static string EmojiOf(RestCall call) =>
        EmojiName.IsOne(call.Text("emoji")) ? call.Text("emoji") : throw RestException.UnknownEmoji();
}
