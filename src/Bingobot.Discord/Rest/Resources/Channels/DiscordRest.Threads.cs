using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// Begins a thread with a message; one message has one thread at most. See
    /// <see href="https://docs.discord.com/developers/resources/channel#start-thread-from-message"/>.
    /// </summary>
    public Task<Channel> StartThreadFromMessageAsync(
        Snowflake channel, Snowflake message, StartThreadFromMessage thread, CancellationToken cancellationToken = default) =>
        SendAsync(
            ThreadRoutes.FromMessage.With(channel, message),
            RestBody.Json(thread, DiscordJson.Default.StartThreadFromMessage),
            DiscordJson.Default.Channel,
            cancellationToken);

    /// <summary>
    /// Begins a thread without a message. See
    /// <see href="https://docs.discord.com/developers/resources/channel#start-thread-without-message"/>.
    /// </summary>
    public Task<Channel> StartThreadAsync(Snowflake channel, StartThread thread, CancellationToken cancellationToken = default) =>
        SendAsync(
            ThreadRoutes.Start.With(channel),
            RestBody.Json(thread, DiscordJson.Default.StartThread),
            DiscordJson.Default.Channel,
            cancellationToken);

    /// <summary>
    /// Begins a thread of a forum or media channel, with its first message; the answer has both. See
    /// <see href="https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel"/>.
    /// </summary>
    public Task<Channel> StartForumThreadAsync(
        Snowflake channel, StartForumThread thread, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(thread);
        var message = thread.Message;
        var body = thread with
        {
            Message = message with { Attachments = AttachmentList.Of(message.Attachments, message.Files) },
        };
        return SendAsync(
            ThreadRoutes.Start.With(channel),
            RestBody.Multipart(body, DiscordJson.Default.StartForumThread, message.Files),
            DiscordJson.Default.Channel,
            cancellationToken);
    }

    /// <summary>Joins a thread. See <see href="https://docs.discord.com/developers/resources/channel#join-thread"/>.</summary>
    public Task JoinThreadAsync(Snowflake thread, CancellationToken cancellationToken = default) =>
        SendAsync(ThreadRoutes.Join.With(thread), body: null, cancellationToken);

    /// <summary>
    /// Leaves a thread. See <see href="https://docs.discord.com/developers/resources/channel#leave-thread"/>.
    /// </summary>
    public Task LeaveThreadAsync(Snowflake thread, CancellationToken cancellationToken = default) =>
        SendAsync(ThreadRoutes.Leave.With(thread), body: null, cancellationToken);

    /// <summary>
    /// Takes a user into a thread. See <see href="https://docs.discord.com/developers/resources/channel#add-thread-member"/>.
    /// </summary>
    public Task AddThreadMemberAsync(Snowflake thread, Snowflake user, CancellationToken cancellationToken = default) =>
        SendAsync(ThreadRoutes.Add.With(thread, user), body: null, cancellationToken);

    /// <summary>
    /// Removes a user from a thread. See
    /// <see href="https://docs.discord.com/developers/resources/channel#remove-thread-member"/>.
    /// </summary>
    public Task RemoveThreadMemberAsync(Snowflake thread, Snowflake user, CancellationToken cancellationToken = default) =>
        SendAsync(ThreadRoutes.Remove.With(thread, user), body: null, cancellationToken);

    /// <summary>
    /// A user in a thread, with the member where asked for. See
    /// <see href="https://docs.discord.com/developers/resources/channel#get-thread-member"/>.
    /// </summary>
    public Task<ThreadMember> GetThreadMemberAsync(
        Snowflake thread, Snowflake user, bool withMember = false, CancellationToken cancellationToken = default) =>
        GetAsync(
            ThreadRoutes.Member.With(thread, user).Query(("with_member", withMember)),
            DiscordJson.Default.ThreadMember,
            cancellationToken);

    /// <summary>
    /// Who is in a thread, with their members, by id. Needs the intent for members. See
    /// <see href="https://docs.discord.com/developers/resources/channel#list-thread-members"/>.
    /// </summary>
    /// <param name="thread">Which thread.</param>
    /// <param name="limit">The most, 1 to 100.</param>
    /// <param name="after">Only users after this one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public Task<IReadOnlyList<ThreadMember>> ListThreadMembersAsync(
        Snowflake thread, int limit = 100, Snowflake? after = null, CancellationToken cancellationToken = default)
    {
        ThrowIfOutside(limit, 1, 100);
        return GetAsync(
            ThreadRoutes.Members.With(thread).Query(("with_member", true), ("limit", limit), ("after", after)),
            DiscordJson.Default.IReadOnlyListThreadMember,
            cancellationToken);
    }

    /// <summary>
    /// Archived public threads, the newest first. See
    /// <see href="https://docs.discord.com/developers/resources/channel#list-public-archived-threads"/>.
    /// </summary>
    public Task<ThreadList> ListPublicArchivedThreadsAsync(
        Snowflake channel, int? limit = null, DateTimeOffset? before = null, CancellationToken cancellationToken = default) =>
        GetAsync(
            ThreadRoutes.Public.With(channel).Query(("limit", limit), ("before", before)),
            DiscordJson.Default.ThreadList,
            cancellationToken);

    /// <summary>
    /// Archived private threads, the newest first. See
    /// <see href="https://docs.discord.com/developers/resources/channel#list-private-archived-threads"/>.
    /// </summary>
    public Task<ThreadList> ListPrivateArchivedThreadsAsync(
        Snowflake channel, int? limit = null, DateTimeOffset? before = null, CancellationToken cancellationToken = default) =>
        GetAsync(
            ThreadRoutes.Private.With(channel).Query(("limit", limit), ("before", before)),
            DiscordJson.Default.ThreadList,
            cancellationToken);

    /// <summary>
    /// Archived private threads that the bot is in, the newest first. See
    /// <see href="https://docs.discord.com/developers/resources/channel#list-joined-private-archived-threads"/>.
    /// </summary>
    public Task<ThreadList> ListJoinedPrivateArchivedThreadsAsync(
        Snowflake channel, int? limit = null, Snowflake? before = null, CancellationToken cancellationToken = default) =>
        GetAsync(
            ThreadRoutes.Joined.With(channel).Query(("limit", limit), ("before", before)),
            DiscordJson.Default.ThreadList,
            cancellationToken);

    /// <summary>
    /// A guild's active threads, public and private. See
    /// <see href="https://docs.discord.com/developers/resources/guild#list-active-guild-threads"/>.
    /// </summary>
    public Task<ThreadList> ListActiveGuildThreadsAsync(Snowflake guild, CancellationToken cancellationToken = default) =>
        GetAsync(ThreadRoutes.Active.With(guild), DiscordJson.Default.ThreadList, cancellationToken);

    private static class ThreadRoutes
    {
        public static readonly RestEndpoint FromMessage = RestEndpoint.Post("/channels/{channel}/messages/{message}/threads");
        public static readonly RestEndpoint Start = RestEndpoint.Post("/channels/{channel}/threads");
        public static readonly RestEndpoint Join = RestEndpoint.Put("/channels/{channel}/thread-members/@me");
        public static readonly RestEndpoint Leave = RestEndpoint.Delete("/channels/{channel}/thread-members/@me");
        public static readonly RestEndpoint Add = RestEndpoint.Put("/channels/{channel}/thread-members/{user}");
        public static readonly RestEndpoint Remove = RestEndpoint.Delete("/channels/{channel}/thread-members/{user}");
        public static readonly RestEndpoint Member = RestEndpoint.Get("/channels/{channel}/thread-members/{user}");
        public static readonly RestEndpoint Members = RestEndpoint.Get("/channels/{channel}/thread-members");
        public static readonly RestEndpoint Public = RestEndpoint.Get("/channels/{channel}/threads/archived/public");
        public static readonly RestEndpoint Private = RestEndpoint.Get("/channels/{channel}/threads/archived/private");
        public static readonly RestEndpoint Joined = RestEndpoint.Get("/channels/{channel}/users/@me/threads/archived/private");
        public static readonly RestEndpoint Active = RestEndpoint.Get("/guilds/{guild}/threads/active");
    }
}
