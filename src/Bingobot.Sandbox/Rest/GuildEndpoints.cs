using System.Text.Json;
using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>The gateway's address, who the bot is, guilds, channels, members.</summary>
internal static class GuildEndpoints
{
    private const int SessionStarts = 1000;
    private const long Day = 24 * 60 * 60 * 1000;

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        void Get(string pattern, Func<RestCall, Action<Utf8JsonWriter>> read, bool needsToken = true) => api.Map(
            routes, "GET", pattern, RateLimit.Reads, call => Task.FromResult(RestReply.Ok(read(call))), needsToken);

        Get("/gateway", call => w => WriteGateway(w, call, forBot: false), needsToken: false);
        Get("/gateway/bot", call => w => WriteGateway(w, call, forBot: true));
        Get("/users/@me", call => w => w.WriteUser(call.World.Bot, self: true));
        Get("/users/@me/guilds", call => w => Write(w, call.World.Guilds.Values, guild => w.WriteGuild(call.World, guild)));
        Get("/users/{user}", GetUser);
        Get("/applications/@me", call => w => w.WriteApplication(call.World));
        Get("/oauth2/applications/@me", call => w => w.WriteApplication(call.World));
        Get("/guilds/{guild}", call =>
        {
            Guild guild = Find(call);
            return w => w.WriteGuild(call.World, guild);
        });
        Get("/guilds/{guild}/channels", call =>
        {
            Guild guild = Find(call);
            return w => Write(w, call.World.ChannelsOf(guild.Id), w.WriteChannel);
        });
        Get("/guilds/{guild}/members", ListMembers);
        Get("/guilds/{guild}/members/{user}", call =>
        {
            Member member = call.World.Members.GetValueOrDefault((Find(call).Id, call.Id("user"))) ?? throw RestException.UnknownMember();
            return w => w.WriteMember(call.World, member, MemberParts.User);
        });
        Get("/guilds/{guild}/voice-states/{user}", call =>
        {
            ulong userId = call.Text("user") == "@me" ? call.World.App.BotId : call.Id("user");
            VoiceState state = call.World.Voice.GetValueOrDefault((Find(call).Id, userId))
                ?? throw new RestException(404, 10065, "Unknown Voice State");
            return w => w.WriteVoiceState(call.World, state, withMember: true);
        });
        Get("/channels/{channel}", call =>
        {
            GuildChannel channel = MessageEndpoints.Channel(call.World, call.Id("channel"));
            return w => w.WriteChannel(channel);
        });
    }

    /// <summary>Where the gateway is, as the client reached this server.</summary>
    public static string GatewayUrl(Microsoft.AspNetCore.Http.HttpRequest request) => $"ws://{request.Host}/gateway";

    private static void WriteGateway(Utf8JsonWriter writer, RestCall call, bool forBot)
    {
        writer.WriteStartObject();
        writer.WriteString("url", GatewayUrl(call.Request));
        if (forBot)
        {
            writer.WriteNumber("shards", 1);
            writer.WriteStartObject("session_start_limit");
            writer.WriteNumber("total", SessionStarts);
            writer.WriteNumber("remaining", SessionStarts);
            writer.WriteNumber("reset_after", Day);
            writer.WriteNumber("max_concurrency", 1);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static Action<Utf8JsonWriter> GetUser(RestCall call)
    {
        User user = call.World.Users.GetValueOrDefault(call.Id("user")) ?? throw RestException.UnknownUser();
        return w => w.WriteUser(user);
    }

    private static Action<Utf8JsonWriter> ListMembers(RestCall call)
    {
        Guild guild = Find(call);
        int limit = call.Query("limit", 1, 1000, 1);
        ulong after = call.QueryId("after") ?? 0;
        return w => Write(
            w,
            call.World.MembersOf(guild.Id).Where(member => member.UserId > after).Take(limit),
            member => w.WriteMember(call.World, member, MemberParts.User));
    }

    private static Guild Find(RestCall call) =>
        call.World.Guilds.GetValueOrDefault(call.Id("guild")) ?? throw RestException.UnknownGuild();

    private static void Write<T>(Utf8JsonWriter writer, IEnumerable<T> items, Action<T> write)
    {
        writer.WriteStartArray();
        foreach (T item in items)
            write(item);
        writer.WriteEndArray();
    }
}
