using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Starting and finding threads (<see href="https://docs.discord.com/developers/topics/threads#enumerating-threads"/>).</summary>
internal static class ThreadEndpoints
{
    private const string Channel = "/channels/{channel}";
    private const int MaxListed = 100;

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(routes, "POST", Channel + "/messages/{message}/threads", RateLimit.GuildChanges, StartFromMessageAsync);
        api.Map(routes, "POST", Channel + "/threads", RateLimit.GuildChanges, StartAsync);
        api.Map(routes, "GET", "/guilds/{guild}/threads/active", RateLimit.Reads, ListActiveAsync);
        api.Map(routes, "GET", Channel + "/threads/archived/public", RateLimit.Reads, call =>
            ListArchivedAsync(call, isPrivate: false, Permissions.ReadMessageHistory));
        api.Map(routes, "GET", Channel + "/threads/archived/private", RateLimit.Reads, call =>
            ListArchivedAsync(call, isPrivate: true, Permissions.ReadMessageHistory | Permissions.ManageThreads));
        api.Map(routes, "GET", Channel + "/users/@me/threads/archived/private", RateLimit.Reads, ListJoinedAsync);
    }

    private static Task<RestReply> StartFromMessageAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        ulong messageId = call.Id("message");
        ThreadForm form = ThreadForm.Read(call.Body, kind: null);
        return call.ChangeAsync(
            transaction =>
            {
                Message message = Access.Message(transaction.World, channelId, messageId, Permissions.CreatePublicThreads);
                GuildChannel parent = transaction.World.Channels[channelId];
                return ThreadWriting.Start(transaction, parent, transaction.World.App.BotId, form, message);
            },
            Write,
            status: 201);
    }

    private static Task<RestReply> StartAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        ChannelKind kind = ThreadForm.ReadKind(call.Body);
        ThreadForm form = ThreadForm.Read(call.Body, kind);
        ulong needed = kind == ChannelKind.PrivateThread ? Permissions.CreatePrivateThreads : Permissions.CreatePublicThreads;
        return call.ChangeAsync(
            transaction =>
            {
                GuildChannel parent = Access.Channel(transaction.World, channelId, needed);
                return ThreadWriting.Start(transaction, parent, transaction.World.App.BotId, form, starter: null);
            },
            Write,
            status: 201);
    }

    private static void Write(System.Text.Json.Utf8JsonWriter writer, World world, GuildChannel thread) =>
        writer.WriteThread(world, thread, new ThreadParts(WithMember: true));

    private static Task<RestReply> ListActiveAsync(RestCall call)
    {
        Guild guild = Access.Guild(call.World, call.Id("guild"));
        GuildChannel[] threads = [.. call.World.VisibleActiveThreads(guild.Id).OrderByDescending(thread => thread.Id)];
        return Task.FromResult(RestReply.Ok(w =>
        {
            w.WriteStartObject();
            w.WriteThreadList(call.World, threads);
            w.WriteBoolean("has_more", false);
            w.WriteEndObject();
        }));
    }

    private static Task<RestReply> ListArchivedAsync(RestCall call, bool isPrivate, ulong needed)
    {
        long before = call.QueryTime("before") ?? long.MaxValue;
        return List(call, needed, threads => threads
            .Where(thread => thread.Kind == ChannelKind.PrivateThread == isPrivate && thread.Thread!.ChangedAt < before)
            .OrderByDescending(thread => thread.Thread!.ChangedAt));
    }

    private static Task<RestReply> ListJoinedAsync(RestCall call)
    {
        ulong before = call.QueryId("before") ?? ulong.MaxValue;
        return List(call, Permissions.ReadMessageHistory, threads => threads
            .Where(thread => thread.Kind == ChannelKind.PrivateThread && thread.Id < before
                && call.World.ThreadMembers.ContainsKey((thread.Id, call.World.App.BotId)))
            .OrderByDescending(thread => thread.Id));
    }

    private static Task<RestReply> List(
        RestCall call, ulong needed, Func<IEnumerable<GuildChannel>, IEnumerable<GuildChannel>> select)
    {
        GuildChannel parent = Access.Channel(call.World, call.Id("channel"), needed);
        int limit = call.Query("limit", 1, MaxListed, MaxListed);
        var archived = call.World.ThreadsOf(parent.GuildId)
            .Where(thread => thread.ParentId == parent.Id && thread.Thread!.Archived);
        GuildChannel[] found = [.. select(archived).Take(limit + 1)];
        return Task.FromResult(RestReply.Ok(w =>
        {
            w.WriteStartObject();
            w.WriteThreadList(call.World, [.. found.Take(limit)]);
            w.WriteBoolean("has_more", found.Length > limit);
            w.WriteEndObject();
        }));
    }
}
