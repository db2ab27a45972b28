using System.Text.Json;
using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Bans (<see href="https://docs.discord.com/developers/resources/guild#get-guild-bans"/>).</summary>
internal static class BanEndpoints
{
    private const string All = "/guilds/{guild}/bans";
    private const string One = All + "/{user}";
    private const int MaxDeleteSeconds = 7 * 24 * 60 * 60;

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(routes, "GET", All, RateLimit.Reads, ListAsync);
        api.Map(routes, "GET", One, RateLimit.Reads, GetAsync);
        api.Map(routes, "PUT", One, RateLimit.GuildChanges, BanAsync);
        api.Map(routes, "DELETE", One, RateLimit.GuildChanges, LiftAsync);
    }

    private static Task<RestReply> ListAsync(RestCall call)
    {
        Guild guild = Access.Guild(call.World, call.Id("guild"), Permissions.BanMembers);
        int limit = call.Query("limit", 1, 1000, 1000);
        ulong after = call.QueryId("after") ?? 0;
        ulong before = call.QueryId("before") ?? ulong.MaxValue;
        var bans = call.World.Bans
            .Where(ban => ban.Key.Guild == guild.Id && ban.Key.User > after && ban.Key.User < before).Take(limit);
        return Task.FromResult(RestReply.Ok(w =>
        {
            w.WriteStartArray();
            foreach (((_, ulong userId), string reason) in bans)
                Write(w, call.World, userId, reason);
            w.WriteEndArray();
        }));
    }

    private static Task<RestReply> GetAsync(RestCall call)
    {
        Guild guild = Access.Guild(call.World, call.Id("guild"), Permissions.BanMembers);
        ulong userId = call.Id("user");
        return call.World.Bans.TryGetValue((guild.Id, userId), out string? reason)
            ? Task.FromResult(RestReply.Ok(w => Write(w, call.World, userId, reason)))
            : throw RestException.UnknownBan();
    }

    private static Task<RestReply> BanAsync(RestCall call)
    {
        ulong guildId = call.Id("guild");
        ulong userId = call.Id("user");
        int seconds = call.Body.GetInt("delete_message_seconds") ?? 0;
        if (seconds is < 0 or > MaxDeleteSeconds)
        {
            FormErrors errors = new();
            errors.Add("delete_message_seconds", "NUMBER_TYPE_MAX", $"int value should be between 0 and {MaxDeleteSeconds}.");
            throw errors.ToException();
        }

        return call.DoAsync(transaction =>
        {
            World world = transaction.World;
            Guild guild = Access.Guild(world, guildId, Permissions.BanMembers);
            if (!world.Users.ContainsKey(userId))
                throw RestException.UnknownUser();
            Access.RequireAbove(world, guild, userId);
            transaction.Do(new BanSet(guild.Id, userId, Present: true, call.Reason) { At = transaction.At });
            if (world.Members.ContainsKey((guild.Id, userId)))
                transaction.Do(new MemberRemoved(guild.Id, userId) { At = transaction.At });
            if (seconds > 0)
                DeleteMessages(transaction, guild.Id, userId, transaction.At - (seconds * 1000L));
        });
    }

    private static void DeleteMessages(Transaction transaction, ulong guildId, ulong userId, long since)
    {
        foreach (GuildChannel channel in transaction.World.ChannelsOf(guildId).Concat(transaction.World.ThreadsOf(guildId)).ToArray())
        {
            ulong[] ids = [.. transaction.World.MessagesOf(channel.Id)
                .Where(message => message.AuthorId == userId && Snowflake.TimeOf(message.Id) >= since)
                .Select(message => message.Id)];
            if (ids.Length > 0)
                transaction.Do(new MessagesDeleted(channel.Id, ids) { At = transaction.At });
        }
    }

    private static Task<RestReply> LiftAsync(RestCall call)
    {
        ulong guildId = call.Id("guild");
        ulong userId = call.Id("user");
        return call.DoAsync(transaction =>
        {
            Guild guild = Access.Guild(transaction.World, guildId, Permissions.BanMembers);
            if (!transaction.World.Bans.ContainsKey((guild.Id, userId)))
                throw RestException.UnknownBan();
            transaction.Do(new BanSet(guild.Id, userId, Present: false) { At = transaction.At });
        });
    }

    private static void Write(Utf8JsonWriter writer, World world, ulong userId, string reason)
    {
        writer.WriteStartObject();
        writer.WriteString("reason", reason.Length == 0 ? null : reason);
        writer.WritePropertyName("user");
        writer.WriteUser(world.Users[userId]);
        writer.WriteEndObject();
    }
}
