using System.Collections.Immutable;
using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Members (<see href="https://docs.discord.com/developers/resources/guild#modify-guild-member"/>).</summary>
internal static class MemberEndpoints
{
    private const string All = "/guilds/{guild}/members";
    private const string One = All + "/{user}";
    private const string Role = One + "/roles/{role}";

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(routes, "GET", All, RateLimit.Reads, ListAsync);
        api.Map(routes, "GET", All + "/search", RateLimit.Reads, SearchAsync);
        api.Map(routes, "GET", One, RateLimit.Reads, GetAsync);
        api.Map(routes, "PATCH", All + "/@me", RateLimit.GuildChanges, call => EditAsync(call, own: true));
        api.Map(routes, "PATCH", One, RateLimit.GuildChanges, call => EditAsync(call, own: false));
        api.Map(routes, "DELETE", One, RateLimit.GuildChanges, KickAsync);
        api.Map(routes, "PUT", Role, RateLimit.GuildChanges, call => SetRoleAsync(call, present: true));
        api.Map(routes, "DELETE", Role, RateLimit.GuildChanges, call => SetRoleAsync(call, present: false));
        api.Map(routes, "DELETE", "/users/@me/guilds/{guild}", RateLimit.GuildChanges, LeaveAsync);
    }

    private static Task<RestReply> ListAsync(RestCall call)
    {
        Guild guild = Access.Guild(call.World, call.Id("guild"));
        int limit = call.Query("limit", 1, 1000, 1);
        ulong after = call.QueryId("after") ?? 0;
        return WriteAsync(call, call.World.MembersOf(guild.Id).Where(member => member.UserId > after).Take(limit));
    }

    private static Task<RestReply> SearchAsync(RestCall call)
    {
        Guild guild = Access.Guild(call.World, call.Id("guild"));
        string query = (string?)call.Request.Query["query"] ?? "";
        int limit = call.Query("limit", 1, 1000, 1);
        return WriteAsync(call, call.World.MembersOf(guild.Id).Where(Matches).Take(limit));

        bool Matches(Member member) =>
            call.World.Users[member.UserId].Name.StartsWith(query, StringComparison.OrdinalIgnoreCase)
            || member.Nick?.StartsWith(query, StringComparison.OrdinalIgnoreCase) == true;
    }

    private static Task<RestReply> WriteAsync(RestCall call, IEnumerable<Member> members) => Task.FromResult(RestReply.Ok(w =>
    {
        w.WriteStartArray();
        foreach (Member member in members)
            w.WriteMember(call.World, member, MemberParts.User);
        w.WriteEndArray();
    }));

    private static Task<RestReply> GetAsync(RestCall call)
    {
        Guild guild = Access.Guild(call.World, call.Id("guild"));
        Member member = Access.Member(call.World, guild, call.Id("user"));
        return Task.FromResult(RestReply.Ok(w => w.WriteMember(call.World, member, MemberParts.User)));
    }

    private static Task<RestReply> EditAsync(RestCall call, bool own)
    {
        ulong guildId = call.Id("guild");
        ulong? userId = own ? null : call.Id("user");
        return call.ChangeAsync(
            transaction =>
            {
                Guild guild = Access.Guild(transaction.World, guildId);
                Member member = Access.Member(transaction.World, guild, userId ?? transaction.World.App.BotId);
                new MemberForm(transaction, guild, member, call.Body).Apply();
                return transaction.World.Members[(guild.Id, member.UserId)];
            },
            static (w, world, member) => w.WriteMember(world, member, MemberParts.User));
    }

    private static Task<RestReply> SetRoleAsync(RestCall call, bool present)
    {
        ulong guildId = call.Id("guild");
        ulong userId = call.Id("user");
        ulong roleId = call.Id("role");
        return call.DoAsync(transaction =>
        {
            Guild guild = Access.Guild(transaction.World, guildId, Permissions.ManageRoles);
            Member member = Access.Member(transaction.World, guild, userId);
            Role role = Access.Role(transaction.World, guild, roleId);
            if (role.Id == guild.Id || role.BotId is not null)
                throw RestException.InvalidRole();
            Access.RequireAbove(transaction.World, role);
            ImmutableSortedSet<ulong> roles = present ? member.Roles.Add(role.Id) : member.Roles.Remove(role.Id);
            if (!ReferenceEquals(roles, member.Roles))
                transaction.Do(new MemberSet(member with { Roles = roles }) { At = transaction.At });
        });
    }

    private static Task<RestReply> KickAsync(RestCall call)
    {
        ulong guildId = call.Id("guild");
        ulong userId = call.Id("user");
        return call.DoAsync(transaction =>
        {
            Guild guild = Access.Guild(transaction.World, guildId, Permissions.KickMembers);
            Member member = Access.Member(transaction.World, guild, userId);
            Access.RequireAbove(transaction.World, guild, member.UserId);
            transaction.Do(new MemberRemoved(guild.Id, member.UserId) { At = transaction.At });
        });
    }

    private static Task<RestReply> LeaveAsync(RestCall call)
    {
        ulong guildId = call.Id("guild");
        return call.DoAsync(transaction =>
        {
            Guild guild = Access.Guild(transaction.World, guildId);
            transaction.Do(new MemberRemoved(guild.Id, transaction.World.App.BotId) { At = transaction.At });
        });
    }
}
