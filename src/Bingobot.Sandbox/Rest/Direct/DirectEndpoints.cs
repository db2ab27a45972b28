using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Direct messages between the bot and one person
/// (<see href="https://docs.discord.com/developers/resources/user#create-dm"/>).</summary>
internal static class DirectEndpoints
{
    private const string All = "/users/@me/channels";

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(routes, "POST", All, RateLimit.GuildChanges, OpenAsync);
        api.Map(routes, "GET", All, RateLimit.Reads, _ => Task.FromResult(RestReply.Ok(Json.EmptyArray.WriteTo)));
    }

    private static Task<RestReply> OpenAsync(RestCall call) => call.ChangeAsync(
        transaction =>
        {
            if (!Snowflake.TryParse(call.Body.GetText("recipient_id"), out ulong id)
                || transaction.World.Users.GetValueOrDefault(id) is not { IsBot: false } person)
            {
                throw RestException.InvalidRecipient();
            }

            return DirectWriting.Open(transaction, person.Id);
        },
        static (w, world, channel) => w.WriteChannel(world, channel));
}
