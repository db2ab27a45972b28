using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// Sends a message. With a nonce and <see cref="CreateMessage.EnforceNonce"/> it is idempotent for
    /// <see cref="CreateMessage.NonceMemory"/>, so within that time it is sent again after an unknown outcome; without, never. See
    /// <see href="https://docs.discord.com/developers/resources/message#create-message"/>.
    /// </summary>
    public Task<Message> CreateMessageAsync(
        Snowflake channel, CreateMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendAsync(
            MessageRoutes.Create.With(channel),
            BodyOf(message),
            DiscordJson.Default.Message,
            cancellationToken,
            isIdempotent: message is { EnforceNonce: true, Nonce.Length: > 0 },
            idempotentFor: CreateMessage.NonceMemory);
    }

    /// <summary>
    /// Changes one of the bot's own messages. See
    /// <see href="https://docs.discord.com/developers/resources/message#edit-message"/>.
    /// </summary>
    /// <exception cref="ArgumentException">There is a poll, which only the answer to a deferred interaction may get.</exception>
    public Task<Message> EditMessageAsync(
        Snowflake channel, Snowflake message, EditMessage edit, CancellationToken cancellationToken = default)
    {
        if (edit is { Poll: not null })
            throw new ArgumentException("A message gets no poll by an edit.", nameof(edit));
        return SendAsync(MessageRoutes.Edit.With(channel, message), BodyOf(edit), DiscordJson.Default.Message, cancellationToken);
    }

    /// <summary>
    /// A message; error 10008 where it is gone. See
    /// <see href="https://docs.discord.com/developers/resources/message#get-channel-message"/>.
    /// </summary>
    public Task<Message> GetMessageAsync(Snowflake channel, Snowflake message, CancellationToken cancellationToken = default) =>
        GetAsync(MessageRoutes.Get.With(channel, message), DiscordJson.Default.Message, cancellationToken);

    /// <summary>
    /// Deletes a message. See <see href="https://docs.discord.com/developers/resources/message#delete-message"/>.
    /// </summary>
    public Task DeleteMessageAsync(Snowflake channel, Snowflake message, CancellationToken cancellationToken = default) =>
        SendAsync(MessageRoutes.Delete.With(channel, message), body: null, cancellationToken);

    /// <summary>
    /// Deletes messages at once, none of them older than 2 weeks. See
    /// <see href="https://docs.discord.com/developers/resources/message#bulk-delete-messages"/>.
    /// </summary>
    /// <param name="channel">Which channel.</param>
    /// <param name="messages">2 to 100 messages, none of them twice.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">There are fewer or more.</exception>
    public Task BulkDeleteMessagesAsync(
        Snowflake channel, IReadOnlyList<Snowflake> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentOutOfRangeException.ThrowIfLessThan(messages.Count, 2, nameof(messages));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(messages.Count, 100, nameof(messages));
        var body = new BulkDelete { Messages = messages };
        return SendAsync(
            MessageRoutes.BulkDelete.With(channel),
            RestBody.Json(body, DiscordJson.Default.BulkDelete),
            cancellationToken,
            isIdempotent: true);
    }

    /// <summary>
    /// Publishes a message of an announcement channel to those that follow it. See
    /// <see href="https://docs.discord.com/developers/resources/message#crosspost-message"/>.
    /// </summary>
    public Task<Message> CrosspostMessageAsync(
        Snowflake channel, Snowflake message, CancellationToken cancellationToken = default) =>
        SendAsync(MessageRoutes.Crosspost.With(channel, message), body: null, DiscordJson.Default.Message, cancellationToken);

    /// <summary>
    /// Messages of a channel, most recent first. See
    /// <see href="https://docs.discord.com/developers/resources/message#get-channel-messages"/>.
    /// </summary>
    /// <param name="channel">Which channel.</param>
    /// <param name="limit">The most, 1 to 100.</param>
    /// <param name="before">Only those before this one.</param>
    /// <param name="after">Only those after this one; not together with <paramref name="before"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The limit is out of its range, or both ends are given.</exception>
    public Task<IReadOnlyList<Message>> GetChannelMessagesAsync(
        Snowflake channel,
        int limit = 50,
        Snowflake? before = null,
        Snowflake? after = null,
        CancellationToken cancellationToken = default)
    {
        ThrowIfOutside(limit, 1, 100);
        if (before is not null && after is not null)
            throw new ArgumentException("Discord takes 'before' or 'after', not both.", nameof(after));
        return GetAsync(
            MessageRoutes.List.With(channel).Query(("limit", limit), ("before", before), ("after", after)),
            DiscordJson.Default.IReadOnlyListMessage,
            cancellationToken);
    }

    /// <summary>Messages of a channel around one of them, most recent first.</summary>
    /// <param name="channel">Which channel.</param>
    /// <param name="around">The one in the middle.</param>
    /// <param name="limit">The most, 1 to 100.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The limit is out of its range.</exception>
    public Task<IReadOnlyList<Message>> GetMessagesAroundAsync(
        Snowflake channel, Snowflake around, int limit = 50, CancellationToken cancellationToken = default)
    {
        ThrowIfOutside(limit, 1, 100);
        return GetAsync(
            MessageRoutes.List.With(channel).Query(("limit", limit), ("around", around)),
            DiscordJson.Default.IReadOnlyListMessage,
            cancellationToken);
    }

    private static RestBody BodyOf(CreateMessage message) => RestBody.Multipart(
        message with { Attachments = AttachmentList.Of(message.Attachments, message.Files) },
        DiscordJson.Default.CreateMessage,
        message.Files);

    private static RestBody BodyOf(EditMessage edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        return RestBody.Multipart(
            edit with { Attachments = AttachmentList.Of(edit.Attachments, edit.Files) },
            DiscordJson.Default.EditMessage,
            edit.Files);
    }

    private static class MessageRoutes
    {
        public static readonly RestEndpoint Create = RestEndpoint.Post("/channels/{channel}/messages");
        public static readonly RestEndpoint List = RestEndpoint.Get("/channels/{channel}/messages");
        public static readonly RestEndpoint Get = RestEndpoint.Get("/channels/{channel}/messages/{message}");
        public static readonly RestEndpoint Edit = RestEndpoint.Patch("/channels/{channel}/messages/{message}");
        public static readonly RestEndpoint Delete = RestEndpoint.Delete("/channels/{channel}/messages/{message}");
        public static readonly RestEndpoint BulkDelete = RestEndpoint.Post("/channels/{channel}/messages/bulk-delete");
        public static readonly RestEndpoint Crosspost = RestEndpoint.Post("/channels/{channel}/messages/{message}/crosspost");
    }
}
