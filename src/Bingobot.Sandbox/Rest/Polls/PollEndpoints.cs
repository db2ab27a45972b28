using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Polls (<see href="https://docs.discord.com/developers/resources/poll"/>). Bots ask and end them; they do not vote.</summary>
internal static class PollEndpoints
{
    private const string Poll = "/channels/{channel}/polls/{message}";

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(routes, "GET", Poll + "/answers/{answer}", RateLimit.Reads, ListVotersAsync);
        api.Map(routes, "POST", Poll + "/expire", RateLimit.MessageChanges, EndAsync);
    }

    private static Task<RestReply> ListVotersAsync(RestCall call)
    {
        Message message = Access.Message(
            call.World, call.Id("channel"), call.Id("message"), Permissions.ReadMessageHistory);
        int answer = (int)Math.Min(int.MaxValue, call.Id("answer"));
        if (message.Poll is not { } poll || poll.Answers.All(known => known.Id != answer))
            throw RestException.UnknownMessage();
        ulong after = call.QueryId("after") ?? 0;
        int limit = call.Query("limit", 1, 100, 25);
        var voters = poll.Votes.GetValueOrDefault(answer, []).Where(id => id > after).Take(limit);
        return Task.FromResult(RestReply.Ok(w =>
        {
            w.WriteStartObject();
            w.Array("users", voters, id => w.WriteUser(call.World.Users[id]));
            w.WriteEndObject();
        }));
    }

    private static Task<RestReply> EndAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        ulong messageId = call.Id("message");
        return call.ChangeAsync(
            transaction =>
            {
                Message message = Access.Message(transaction.World, channelId, messageId);
                if (message.Poll is null)
                    throw RestException.NoPoll();
                if (message.AuthorId != transaction.World.App.BotId)
                    throw RestException.NotTheAuthor();
                return message.Poll.IsFinal ? throw RestException.PollExpired() : PollWriting.End(transaction, message);
            },
            static (w, world, message) => w.WriteMessage(world, message));
    }
}
