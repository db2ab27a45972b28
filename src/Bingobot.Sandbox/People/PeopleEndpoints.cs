using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>
/// <c>/sandbox/api</c>: what people and tests do, over HTTP. Bodies are JSON; a refusal is
/// <c>{"message": …}</c> with the status of its <see cref="SandboxException"/>.
/// </summary>
internal sealed class PeopleEndpoints(LocalSandbox sandbox)
{
    private static readonly (string Name, ChaosKind Kind)[] Kinds =
    [
        ("drop", ChaosKind.Drop),
        ("reconnect", ChaosKind.Reconnect),
        ("invalid-session", ChaosKind.InvalidSession),
        ("mute-acks", ChaosKind.MuteAcks),
        ("rate-limit", ChaosKind.RateLimit),
        ("server-error", ChaosKind.ServerError),
    ];

    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "GET", "world", (_, _) => Task.FromResult(Json.Bytes(WriteWorld)));
        Map(routes, "POST", "guilds/{guild}/users", AddUserAsync);
        Map(routes, "POST", "guilds/{guild}/voice", SetVoiceAsync);
        Map(routes, "GET", "channels/{channel}/messages", (http, _) => Task.FromResult(ListMessages(http)));
        Map(routes, "POST", "channels/{channel}/messages", SendMessageAsync);
        Map(routes, "POST", "channels/{channel}/commands", InvokeAsync);
        Map(routes, "POST", "messages/{message}/components", PressAsync);
        Map(routes, "POST", "chaos", ChaosAsync);
        routes.Map("/sandbox/api/{**path}", static http => WriteErrorAsync(http, 404, "There is no such endpoint."));
    }

    private static void Map(
        IEndpointRouteBuilder routes, string method, string path, Func<HttpContext, JsonElement, Task<byte[]>> handle) =>
        routes.MapMethods("/sandbox/api/" + path, [method], async http =>
        {
            try
            {
                await RestApi.WriteAsync(http, 200, await handle(http, await ReadBodyAsync(http)));
            }
            catch (SandboxException e)
            {
                await WriteErrorAsync(http, e.Status, e.Message);
            }
            catch (RestException e)
            {
                await WriteErrorAsync(http, e.Status, e.Message);
            }
            catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
            {
                http.Abort();
            }
        });

    private async Task<byte[]> AddUserAsync(HttpContext http, JsonElement body)
    {
        UserView user = await sandbox.AddUserAsync(Route(http, "guild"), Text(body, "name"), http.RequestAborted);
        return Json.Bytes(w => WriteUser(w, user));
    }

    private async Task<byte[]> SetVoiceAsync(HttpContext http, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("channel", out JsonElement given))
            throw new SandboxException(400, "\"channel\" is missing: a voice channel's id or name, or null to leave.");
        string? channel = given.ValueKind == JsonValueKind.Null ? null : Text(body, "channel");
        string user = Text(body, "user");
        await sandbox.SetVoiceAsync(Route(http, "guild"), user, channel, http.RequestAborted);
        World world = sandbox.World;
        ulong guildId = Lookup.Guild(world, Route(http, "guild")).Id;
        ulong userId = Lookup.User(world, user).Id;
        return Json.Bytes(w => WriteVoice(
            w, guildId, world.Voice.GetValueOrDefault((guildId, userId))?.ChannelId, userId));
    }

    private byte[] ListMessages(HttpContext http)
    {
        World world = sandbox.World;
        string? user = http.Request.Query["user"];
        string? text = http.Request.Query["limit"];
        int limit = 50;
        if (!string.IsNullOrEmpty(text) && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit))
            throw new SandboxException(400, $"limit is 1 to 100, not \"{Lookup.Shorten(text)}\".");
        Message[] newestFirst =
            [.. LocalSandbox.Messages(world, Route(http, "channel"), string.IsNullOrEmpty(user) ? null : user, limit).Reverse()];
        return Json.Bytes(w =>
        {
            w.WriteStartArray();
            foreach (Message message in newestFirst)
                w.WriteMessage(world, message);
            w.WriteEndArray();
        });
    }

    private async Task<byte[]> SendMessageAsync(HttpContext http, JsonElement body)
    {
        Message message = await sandbox.WriteMessageAsync(
            Route(http, "channel"), Text(body, "user"), Text(body, "content"), http.RequestAborted);
        return Json.Bytes(w => w.WriteMessage(sandbox.World, message));
    }

    private async Task<byte[]> InvokeAsync(HttpContext http, JsonElement body)
    {
        Dictionary<string, JsonElement> options = new(StringComparer.Ordinal);
        if (body.Get("options") is { } given)
        {
            if (given.ValueKind != JsonValueKind.Object)
                throw new SandboxException(400, "\"options\" is an object: option name → value.");
            foreach (JsonProperty option in given.EnumerateObject())
                options[option.Name] = option.Value;
        }

        BotAnswer answer = await sandbox.InvokeCommandAsync(
            Route(http, "channel"), Text(body, "user"), Text(body, "command"), options, http.RequestAborted);
        return Json.Bytes(answer.Body.WriteTo);
    }

    private async Task<byte[]> PressAsync(HttpContext http, JsonElement body)
    {
        string[]? values = null;
        if (body.Get("values") is { } given)
        {
            values = given.ValueKind == JsonValueKind.Array && given.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
                ? [.. given.EnumerateArray().Select(value => value.GetString()!)]
                : throw new SandboxException(400, "\"values\" is a list of strings.");
        }

        BotAnswer answer = await sandbox.PressAsync(
            Route(http, "message"), Text(body, "user"), Text(body, "customId"), values, http.RequestAborted);
        return Json.Bytes(answer.Body.WriteTo);
    }

    private async Task<byte[]> ChaosAsync(HttpContext http, JsonElement body)
    {
        string name = Text(body, "kind");
        int index = Array.FindIndex(Kinds, kind => kind.Name == name);
        if (index < 0)
            throw new SandboxException(400, $"There is no chaos of the kind \"{Lookup.Shorten(name)}\"; there are {Lookup.Names(Kinds, kind => kind.Name)}.");
        await sandbox.ChaosAsync(
            new ChaosOrder(Kinds[index].Kind)
            {
                Count = Number(body, "count"),
                Seconds = Number(body, "seconds"),
                Resumable = body.GetFlag("resumable"),
                After = body.GetFlag("after"),
            },
            http.RequestAborted);
        return Json.Bytes(w =>
        {
            w.WriteStartObject();
            w.WriteString("kind", name);
            w.WriteEndObject();
        });
    }

    private void WriteWorld(Utf8JsonWriter writer)
    {
        World world = sandbox.World;
        writer.WriteStartObject();
        writer.Array("guilds", world.Guilds.Values, guild =>
        {
            writer.WriteStartObject();
            writer.Id("id", guild.Id);
            writer.WriteString("name", guild.Name);
            writer.WriteEndObject();
        });
        writer.Array("channels", world.Channels.Values, channel =>
        {
            writer.WriteStartObject();
            writer.Id("id", channel.Id);
            writer.Id("guild", channel.GuildId);
            writer.WriteString("name", channel.Name);
            writer.WriteString("type", channel.Kind == ChannelKind.Voice ? "voice" : "text");
            writer.WriteEndObject();
        });
        writer.Array("users", world.Users.Values, user => WriteUser(writer, Viewing.User(user)));
        writer.Array("voice", world.Voice.Values, state => WriteVoice(writer, state.GuildId, state.ChannelId, state.UserId));
        writer.Array("commands", world.Commands.Values.SelectMany(list => list.EnumerateArray()), command => command.WriteTo(writer));
        writer.WriteBoolean("botConnected", sandbox.BotConnected);
        writer.WriteEndObject();
    }

    private static void WriteUser(Utf8JsonWriter writer, UserView user)
    {
        writer.WriteStartObject();
        writer.WriteString("id", user.Id);
        writer.WriteString("name", user.Name);
        writer.WriteBoolean("bot", user.IsBot);
        writer.WriteEndObject();
    }

    private static void WriteVoice(Utf8JsonWriter writer, ulong guildId, ulong? channelId, ulong userId)
    {
        writer.WriteStartObject();
        writer.Id("guild", guildId);
        writer.Id("channel", channelId);
        writer.Id("user", userId);
        writer.WriteEndObject();
    }

    private static async Task<JsonElement> ReadBodyAsync(HttpContext http)
    {
        ReadOnlyMemory<byte> bytes = await RestApi.ReadBytesAsync(http);
        try
        {
            return bytes.IsEmpty ? Json.EmptyObject : Json.Parse(bytes);
        }
        catch (JsonException e)
        {
            throw new SandboxException(400, $"The body is not JSON: {e.Message}");
        }
    }

    private static string Route(HttpContext http, string name) => (string?)http.Request.RouteValues[name] ?? "";

    private static string Text(JsonElement body, string name) => body.GetText(name)
        ?? throw new SandboxException(400, $"\"{name}\" is missing, or not a string.");

    private static int? Number(JsonElement body, string name) => body.Get(name) is null
        ? null
        : body.GetInt(name) ?? throw new SandboxException(400, $"\"{name}\" is a whole number.");

    private static Task WriteErrorAsync(HttpContext http, int status, string message) => RestApi.WriteAsync(
        http,
        status,
        Json.Bytes(w =>
        {
            w.WriteStartObject();
            w.WriteString("message", message);
            w.WriteEndObject();
        }));
}
