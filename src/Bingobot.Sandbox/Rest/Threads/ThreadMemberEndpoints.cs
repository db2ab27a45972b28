using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Who is in a thread (<see href="https://docs.discord.com/developers/resources/channel#thread-member-object"/>).</summary>
internal static class ThreadMemberEndpoints
{
    private const string All = "/channels/{channel}/thread-members";
    private const string Own = All + "/@me";
    private const string One = All + "/{user}";
    private const int MaxListed = 100;

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(routes, "GET", All, RateLimit.Reads, ListAsync);
        api.Map(routes, "GET", Own, RateLimit.Reads, call => GetAsync(call, call.World.App.BotId));
        api.Map(routes, "GET", One, RateLimit.Reads, call => GetAsync(call, call.Id("user")));
        api.Map(routes, "PUT", Own, RateLimit.GuildChanges, call => SetOwnAsync(call, present: true));
        api.Map(routes, "DELETE", Own, RateLimit.GuildChanges, call => SetOwnAsync(call, present: false));
        api.Map(routes, "PUT", One, RateLimit.GuildChanges, AddAsync);
        api.Map(routes, "DELETE", One, RateLimit.GuildChanges, RemoveAsync);
    }

    private static Task<RestReply> ListAsync(RestCall call)
    {
        GuildChannel thread = Thread(call.World, call.Id("channel"));
        bool withMember = call.Request.Query["with_member"] == "true";
        ulong after = call.QueryId("after") ?? 0;
        int limit = withMember ? call.Query("limit", 1, MaxListed, MaxListed) : int.MaxValue;
        ThreadMember[] found = [.. call.World.ThreadMembersOf(thread.Id).Where(member => member.UserId > after).Take(limit)];
        return Task.FromResult(RestReply.Ok(w =>
        {
            w.WriteStartArray();
            foreach (ThreadMember member in found)
                Write(w, call.World, thread, member, withMember);
            w.WriteEndArray();
        }));
    }

    private static Task<RestReply> GetAsync(RestCall call, ulong userId)
    {
        GuildChannel thread = Thread(call.World, call.Id("channel"));
        ThreadMember member = call.World.ThreadMembers.GetValueOrDefault((thread.Id, userId)) ?? throw RestException.UnknownMember();
        bool withMember = call.Request.Query["with_member"] == "true";
        return Task.FromResult(RestReply.Ok(w => Write(w, call.World, thread, member, withMember)));
    }

    private static void Write(
        System.Text.Json.Utf8JsonWriter writer, World world, GuildChannel thread, ThreadMember member, bool withMember) =>
        writer.WriteThreadMember(member, () =>
        {
            if (!withMember || !world.Members.TryGetValue((thread.GuildId, member.UserId), out Member? who))
                return;
            writer.WritePropertyName("member");
            writer.WriteMember(world, who, MemberParts.User);
        });

    private static Task<RestReply> SetOwnAsync(RestCall call, bool present)
    {
        ulong channelId = call.Id("channel");
        return call.DoAsync(transaction =>
        {
            GuildChannel thread = Active(transaction.World, channelId);
            ThreadWriting.SetMember(transaction, thread, transaction.World.App.BotId, present);
        });
    }

    private static Task<RestReply> AddAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        ulong userId = call.Id("user");
        return call.DoAsync(transaction =>
        {
            World world = transaction.World;
            GuildChannel thread = Active(world, channelId, Permissions.SendMessagesInThreads);
            if (thread.Kind == ChannelKind.PrivateThread && !thread.Thread!.Invitable
                && !ThreadWriting.Manages(world, thread, world.App.BotId))
            {
                throw RestException.MissingPermissions();
            }

            Access.Member(world, world.Guilds[thread.GuildId], userId);
            ThreadWriting.SetMember(transaction, thread, userId, present: true);
        });
    }

    private static Task<RestReply> RemoveAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        ulong userId = call.Id("user");
        return call.DoAsync(transaction =>
        {
            World world = transaction.World;
            GuildChannel thread = Active(world, channelId);
            bool isOwner = thread.Kind == ChannelKind.PrivateThread && thread.Thread!.OwnerId == world.App.BotId;
            if (!isOwner && !ThreadWriting.Manages(world, thread, world.App.BotId))
                throw RestException.MissingPermissions();
            if (!world.ThreadMembers.ContainsKey((thread.Id, userId)))
                throw RestException.UnknownMember();
            ThreadWriting.SetMember(transaction, thread, userId, present: false);
        });
    }

    private static GuildChannel Active(World world, ulong channelId, ulong needed = 0)
    {
        GuildChannel thread = Thread(world, channelId, needed);
        ThreadWriting.RequireActive(thread);
        return thread;
    }

    /// <exception cref="RestException">400, 50024: the channel is no thread.</exception>
    private static GuildChannel Thread(World world, ulong channelId, ulong needed = 0)
    {
        GuildChannel channel = Access.Channel(world, channelId, needed);
        return channel.IsThread ? channel : throw RestException.WrongChannelType();
    }
}
