using System.Text.Json;
using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>The gateway's address, who the bot is, its guilds.</summary>
internal static class GuildEndpoints
{
    public const int MinName = 2;
    public const int MaxName = 100;

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        void Get(string pattern, Func<RestCall, Action<Utf8JsonWriter>> read, bool needsToken = true) => api.Map(
            routes, "GET", pattern, RateLimit.Reads, call => Task.FromResult(RestReply.Ok(read(call))), needsToken);

        Get("/gateway", call => w => WriteGateway(w, call, forBot: false), needsToken: false);
        Get("/gateway/bot", call => w => WriteGateway(w, call, forBot: true));
        Get("/users/@me", call => w => w.WriteUser(call.World.Bot, self: true));
        Get("/users/@me/guilds", call => w => Write(w, call.World.BotGuilds, guild => w.WritePartialGuild(call.World, guild)));
        Get("/users/{user}", GetUser);
        Get("/applications/@me", call => w => w.WriteApplication(call.World));
        Get("/oauth2/applications/@me", call => w => w.WriteApplication(call.World));
        Get("/guilds/{guild}", call =>
        {
            Guild guild = Access.Guild(call.World, call.Id("guild"));
            return w => w.WriteGuild(call.World, guild);
        });
        foreach (string empty in (ReadOnlySpan<string>)["emojis", "stickers", "invites", "scheduled-events"])
        {
            Get("/guilds/{guild}/" + empty, call =>
            {
                Access.Guild(call.World, call.Id("guild"));
                return static w => Json.EmptyArray.WriteTo(w);
            });
        }

        Get("/guilds/{guild}/voice-states/{user}", call =>
        {
            ulong userId = call.Text("user") == "@me" ? call.World.App.BotId : call.Id("user");
            VoiceState state = call.World.Voice.GetValueOrDefault((Access.Guild(call.World, call.Id("guild")).Id, userId))
                ?? throw new RestException(404, 10065, "Unknown Voice State");
            return w => w.WriteVoiceState(call.World, state, withMember: true);
        });
        api.Map(routes, "PATCH", "/guilds/{guild}", RateLimit.GuildChanges, EditAsync);
    }

    private static Task<RestReply> EditAsync(RestCall call)
    {
        ulong guildId = call.Id("guild");
        return call.ChangeAsync(
            transaction =>
            {
                Guild guild = Access.Guild(transaction.World, guildId, Permissions.ManageGuild);
                if (call.Body.GetText("name") is not { } name)
                    return guild;
                if (name.Trim().Length is < MinName or > MaxName)
                {
                    FormErrors errors = new();
                    errors.BadLength("name", MinName, MaxName);
                    throw errors.ToException();
                }

                transaction.Do(new GuildEdited(guild.Id, name.Trim()) { At = transaction.At });
                return transaction.World.Guilds[guild.Id];
            },
            static (w, world, guild) => w.WriteGuild(world, guild));
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
            long now = Math.Max(call.Options.WorldClock.GetUtcNow().ToUnixTimeMilliseconds(), call.World.LastAt);
            SessionStarts starts = call.World.SessionStarts.By(now);
            writer.WriteNumber("total", SessionStarts.PerDay);
            writer.WriteNumber("remaining", starts.Remaining);
            writer.WriteNumber("reset_after", starts.ResetAt - now);
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

    private static void Write<T>(Utf8JsonWriter writer, IEnumerable<T> items, Action<T> write)
    {
        writer.WriteStartArray();
        foreach (T item in items)
            write(item);
        writer.WriteEndArray();
    }
}
