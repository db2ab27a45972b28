using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Registering commands (<see href="https://docs.discord.com/developers/interactions/application-commands#endpoints"/>).</summary>
internal static class CommandEndpoints
{
    private const int MaxCommands = 100;

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        foreach (string scope in (ReadOnlySpan<string>)
            ["/applications/{application}/commands", "/applications/{application}/guilds/{guild}/commands"])
        {
            api.Map(routes, "GET", scope, RateLimit.Reads, call => Task.FromResult(List(call)));
            api.Map(routes, "PUT", scope, RateLimit.Commands, OverwriteAsync);
            api.Map(routes, "POST", scope, RateLimit.Commands, call => UpsertAsync(call, null));
            api.Map(routes, "GET", scope + "/{command}", RateLimit.Reads, call => Task.FromResult(One(call)));
            api.Map(routes, "PATCH", scope + "/{command}", RateLimit.Commands, call => UpsertAsync(call, call.Id("command")));
            api.Map(routes, "DELETE", scope + "/{command}", RateLimit.Commands, DeleteAsync);
        }
    }

    private static RestReply List(RestCall call)
    {
        JsonElement commands = Registered(call.World, Scope(call));
        return RestReply.Ok(commands.WriteTo);
    }

    private static RestReply One(RestCall call)
    {
        string id = Snowflake.Text(call.Id("command"));
        JsonElement command = Registered(call.World, Scope(call)).EnumerateArray()
            .Where(c => c.GetText("id") == id)
            .Select(c => (JsonElement?)c)
            .FirstOrDefault() ?? throw RestException.UnknownCommand();
        return RestReply.Ok(command.WriteTo);
    }

    private static async Task<RestReply> OverwriteAsync(RestCall call)
    {
        ulong guildId = Scope(call);
        FormErrors errors = new();
        if (call.Body.ValueKind != JsonValueKind.Array)
            errors.WrongType("body", "a list");
        errors.ThrowIfAny();
        JsonElement[] given = [.. call.Body.EnumerateArray()];
        CommandForm form = new(errors);
        for (int i = 0; i < given.Length; i++)
            form.Check(given[i], $"{i}/");
        if (given.Length > MaxCommands)
            throw new RestException(400, 30032, $"Maximum number of application commands reached ({MaxCommands}).");
        errors.ThrowIfAny();
        foreach (IGrouping<(string?, int), JsonElement> same in given.GroupBy(Key).Where(group => group.Count() > 1))
            errors.Add("body", "APPLICATION_COMMANDS_DUPLICATE_NAME", $"Application command names must be unique: {same.Key.Item1}");
        errors.ThrowIfAny();
        JsonElement commands = await call.Store.ChangeAsync(
            transaction =>
            {
                JsonElement registered = Registered(transaction.World, guildId);
                return Set(transaction, guildId, given.Select(c => Complete(transaction, c, registered, guildId)));
            },
            call.Aborted);
        return RestReply.Ok(commands.WriteTo);
    }

    private static async Task<RestReply> UpsertAsync(RestCall call, ulong? commandId)
    {
        ulong guildId = Scope(call);
        string? id = commandId is { } known ? Snowflake.Text(known) : null;
        JsonElement command = await call.Store.ChangeAsync(
            transaction =>
            {
                JsonElement registered = Registered(transaction.World, guildId);
                JsonElement given = id is null ? call.Body : Merge(registered, id, call.Body);
                FormErrors errors = new();
                new CommandForm(errors).Check(given, "");
                errors.ThrowIfAny();
                JsonObject complete = Complete(transaction, given, registered, guildId);
                string? completeId = (string?)complete["id"];
                Set(
                    transaction,
                    guildId,
                    registered.EnumerateArray()
                        .Where(c => c.GetText("id") != completeId)
                        .Select(c => JsonObject.Create(c)!)
                        .Append(complete));
                return Registered(transaction.World, guildId).EnumerateArray().Last();
            },
            call.Aborted);
        return RestReply.Ok(command.WriteTo) with { Status = id is null ? 201 : 200 };
    }

    private static async Task<RestReply> DeleteAsync(RestCall call)
    {
        ulong guildId = Scope(call);
        string id = Snowflake.Text(call.Id("command"));
        await call.Store.ChangeAsync(
            transaction =>
            {
                JsonElement[] commands = [.. Registered(transaction.World, guildId).EnumerateArray()];
                JsonElement[] rest = [.. commands.Where(c => c.GetText("id") != id)];
                if (rest.Length == commands.Length)
                    throw RestException.UnknownCommand();
                return Set(transaction, guildId, rest.Select(c => JsonObject.Create(c)!));
            },
            call.Aborted);
        return RestReply.NoContent;
    }

    private static JsonElement Merge(JsonElement registered, string id, JsonElement changes)
    {
        JsonElement existing = registered.EnumerateArray()
            .Where(c => c.GetText("id") == id)
            .Select(c => (JsonElement?)c)
            .FirstOrDefault() ?? throw RestException.UnknownCommand();
        JsonObject merged = JsonObject.Create(existing)!;
        if (changes.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty change in changes.EnumerateObject())
                merged[change.Name] = JsonValue.Create(change.Value);
        }

        return Json.Element(w => merged.WriteTo(w));
    }

    private static JsonObject Complete(Transaction transaction, JsonElement given, JsonElement registered, ulong guildId)
    {
        JsonElement? existing = registered.EnumerateArray()
            .Where(c => Key(c) == Key(given))
            .Select(c => (JsonElement?)c)
            .FirstOrDefault();
        return CommandForm.Complete(given, existing, transaction.World.App.Id, guildId, transaction.NewId());
    }

    private static JsonElement Set(Transaction transaction, ulong guildId, IEnumerable<JsonObject> commands)
    {
        JsonArray array = [.. commands];
        JsonElement element = Json.Element(w => array.WriteTo(w));
        transaction.Do(new CommandsSet(guildId, element) { At = transaction.At });
        return element;
    }

    private static (string? Name, int Type) Key(JsonElement command) =>
        (command.GetText("name"), command.GetInt("type") ?? CommandForm.ChatInput);

    public static JsonElement Registered(World world, ulong guildId) => world.Commands.GetValueOrDefault(guildId, Json.EmptyArray);

    private static ulong Scope(RestCall call)
    {
        if (call.Id("application") != call.World.App.Id)
            throw RestException.WrongApplication();
        if (call.Text("guild").Length == 0)
            return 0;
        return Access.Guild(call.World, call.Id("guild")).Id;
    }
}
