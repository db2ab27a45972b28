using System.Text.Json;
using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Roles (<see href="https://docs.discord.com/developers/resources/guild#get-guild-roles"/>).</summary>
internal static class RoleEndpoints
{
    private const string All = "/guilds/{guild}/roles";
    private const string One = All + "/{role}";
    private const int MaxRoles = 250;
    private const int MaxName = 100;
    private const int MaxColor = 0xFFFFFF;

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(routes, "GET", All, RateLimit.Reads, ListAsync);
        api.Map(routes, "GET", One, RateLimit.Reads, GetAsync);
        api.Map(routes, "POST", All, RateLimit.GuildChanges, CreateAsync);
        api.Map(routes, "PATCH", All, RateLimit.GuildChanges, MoveAsync);
        api.Map(routes, "PATCH", One, RateLimit.GuildChanges, EditAsync);
        api.Map(routes, "DELETE", One, RateLimit.GuildChanges, DeleteAsync);
    }

    private static Task<RestReply> ListAsync(RestCall call)
    {
        Guild guild = Access.Guild(call.World, call.Id("guild"));
        return Task.FromResult(RestReply.Ok(w => WriteAll(w, call.World, guild.Id)));
    }

    private static Task<RestReply> GetAsync(RestCall call)
    {
        Role role = Access.Role(call.World, Access.Guild(call.World, call.Id("guild")), call.Id("role"));
        return Task.FromResult(RestReply.Ok(w => w.WriteRole(role)));
    }

    private static Task<RestReply> CreateAsync(RestCall call)
    {
        ulong guildId = call.Id("guild");
        return call.ChangeAsync(
            transaction =>
            {
                Guild guild = Access.Guild(transaction.World, guildId, Permissions.ManageRoles);
                Role role = Create(transaction, guild, "new role", Permissions.Everyone);
                return Set(transaction, Read(transaction.World, role, call.Body));
            },
            static (w, _, role) => w.WriteRole(role));
    }

    /// <summary>A role that is not there yet, below all others but @everyone.</summary>
    public static Role Create(Transaction transaction, Guild guild, string name, ulong permissions)
    {
        Role[] roles = [.. transaction.World.RolesOf(guild.Id)];
        if (roles.Length >= MaxRoles)
            throw new RestException(400, 30005, $"Maximum number of server roles reached ({MaxRoles})");
        foreach (Role role in roles.Where(role => role.Position >= 1))
            Set(transaction, role with { Position = role.Position + 1 });
        return new Role(guild.Id, transaction.NewId(), name, permissions, Position: 1);
    }

    private static Task<RestReply> EditAsync(RestCall call)
    {
        ulong guildId = call.Id("guild");
        ulong roleId = call.Id("role");
        return call.ChangeAsync(
            transaction =>
            {
                Guild guild = Access.Guild(transaction.World, guildId, Permissions.ManageRoles);
                Role role = Access.Role(transaction.World, guild, roleId);
                Access.RequireAbove(transaction.World, role);
                return Set(transaction, Read(transaction.World, role, call.Body));
            },
            static (w, _, role) => w.WriteRole(role));
    }

    private static Task<RestReply> MoveAsync(RestCall call)
    {
        ulong guildId = call.Id("guild");
        return call.ChangeAsync(
            transaction =>
            {
                Guild guild = Access.Guild(transaction.World, guildId, Permissions.ManageRoles);
                if (call.Body.ValueKind != JsonValueKind.Array)
                    throw Wrong("body", "a list");
                foreach (JsonElement item in call.Body.EnumerateArray())
                {
                    if (!Snowflake.TryParse(item.GetText("id"), out ulong id))
                        throw Wrong("id", "an id");
                    Role role = Access.Role(transaction.World, guild, id);
                    Access.RequireAbove(transaction.World, role);
                    if (item.GetInt("position") is { } position && role.Id != guild.Id)
                        Set(transaction, role with { Position = Math.Max(1, position) });
                }

                return guild.Id;
            },
            static (w, world, id) => WriteAll(w, world, id));
    }

    private static Task<RestReply> DeleteAsync(RestCall call)
    {
        ulong guildId = call.Id("guild");
        ulong roleId = call.Id("role");
        return call.DoAsync(transaction =>
        {
            Guild guild = Access.Guild(transaction.World, guildId, Permissions.ManageRoles);
            Role role = Access.Role(transaction.World, guild, roleId);
            if (role.Id == guild.Id || role.BotId is not null)
                throw RestException.InvalidRole();
            Access.RequireAbove(transaction.World, role);
            transaction.Do(new RoleDeleted(guild.Id, role.Id) { At = transaction.At });
        });
    }

    private static Role Set(Transaction transaction, Role role)
    {
        transaction.Do(new RoleSet(role) { At = transaction.At });
        return role;
    }

    private static Role Read(World world, Role role, JsonElement body)
    {
        FormErrors errors = new();
        string name = body.GetText("name") ?? role.Name;
        if (name.Length is 0 or > MaxName)
            errors.BadLength("name", 1, MaxName);
        ulong permissions = role.Permissions;
        if (body.Get("permissions") is { } given && !Snowflake.TryParse(given.ToString(), out permissions))
            errors.WrongType("permissions", "a permission bit set");
        int color = body.GetInt("color") ?? (body.Get("colors") ?? default).GetInt("primary_color") ?? role.Color;
        if (color is < 0 or > MaxColor)
            errors.Add("color", "NUMBER_TYPE_MAX", $"int value should be between 0 and {MaxColor}.");
        errors.ThrowIfAny();
        ulong own = Permissions.In(world, role.GuildId, world.App.BotId);
        if ((permissions & ~role.Permissions & ~own) != 0)
            throw RestException.MissingPermissions();
        return role with
        {
            Name = name,
            Permissions = permissions & Permissions.All,
            Color = color,
            Hoist = body.Get("hoist") is null ? role.Hoist : body.GetFlag("hoist"),
            Mentionable = body.Get("mentionable") is null ? role.Mentionable : body.GetFlag("mentionable"),
        };
    }

    private static void WriteAll(Utf8JsonWriter writer, World world, ulong guildId)
    {
        writer.WriteStartArray();
        foreach (Role role in world.RolesOf(guildId))
            writer.WriteRole(role);
        writer.WriteEndArray();
    }

    private static RestException Wrong(string path, string expected)
    {
        FormErrors errors = new();
        errors.WrongType(path, expected);
        return errors.ToException();
    }
}
