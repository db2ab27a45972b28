using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// Reacts to a message. See <see href="https://docs.discord.com/developers/resources/message#create-reaction"/>.
    /// </summary>
    public Task CreateReactionAsync(
        Snowflake channel, Snowflake message, Emoji emoji, CancellationToken cancellationToken = default) =>
        SendAsync(ReactionRoutes.Own.With(channel, message, TextOf(emoji)), body: null, cancellationToken);

    /// <summary>
    /// Takes back the bot's own reaction. See
    /// <see href="https://docs.discord.com/developers/resources/message#delete-own-reaction"/>.
    /// </summary>
    public Task DeleteOwnReactionAsync(
        Snowflake channel, Snowflake message, Emoji emoji, CancellationToken cancellationToken = default) =>
        SendAsync(ReactionRoutes.DeleteOwn.With(channel, message, TextOf(emoji)), body: null, cancellationToken);

    /// <summary>
    /// Takes away a user's reaction. See
    /// <see href="https://docs.discord.com/developers/resources/message#delete-user-reaction"/>.
    /// </summary>
    public Task DeleteUserReactionAsync(
        Snowflake channel, Snowflake message, Emoji emoji, Snowflake user, CancellationToken cancellationToken = default) =>
        SendAsync(ReactionRoutes.DeleteUsers.With(channel, message, TextOf(emoji), user), body: null, cancellationToken);

    /// <summary>
    /// Who reacted with an emoji, by id. See <see href="https://docs.discord.com/developers/resources/message#get-reactions"/>.
    /// </summary>
    /// <param name="channel">Which channel.</param>
    /// <param name="message">Which message.</param>
    /// <param name="emoji">With what.</param>
    /// <param name="limit">The most, 1 to 100.</param>
    /// <param name="after">Only users after this one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public Task<IReadOnlyList<User>> GetReactionsAsync(
        Snowflake channel, Snowflake message, Emoji emoji, int limit = 25, Snowflake? after = null, CancellationToken cancellationToken = default)
    {
        ThrowIfOutside(limit, 1, 100);
        return GetAsync(
            ReactionRoutes.List.With(channel, message, TextOf(emoji)).Query(("limit", limit), ("after", after)),
            DiscordJson.Default.IReadOnlyListUser,
            cancellationToken);
    }

    /// <summary>
    /// Takes away all reactions of a message. See
    /// <see href="https://docs.discord.com/developers/resources/message#delete-all-reactions"/>.
    /// </summary>
    public Task DeleteAllReactionsAsync(Snowflake channel, Snowflake message, CancellationToken cancellationToken = default) =>
        SendAsync(ReactionRoutes.DeleteAll.With(channel, message), body: null, cancellationToken);

    /// <summary>
    /// Takes away all reactions with one emoji. See
    /// <see href="https://docs.discord.com/developers/resources/message#delete-all-reactions-for-emoji"/>.
    /// </summary>
    public Task DeleteAllReactionsForEmojiAsync(
        Snowflake channel, Snowflake message, Emoji emoji, CancellationToken cancellationToken = default) =>
        SendAsync(ReactionRoutes.DeleteEmoji.With(channel, message, TextOf(emoji)), body: null, cancellationToken);

    /// <summary>How a path names an emoji: a guild's own by name and id, others by their characters.</summary>
    private static string TextOf(Emoji emoji)
    {
        ArgumentNullException.ThrowIfNull(emoji);
        ArgumentException.ThrowIfNullOrEmpty(emoji.Name, nameof(emoji));
        return emoji.Id is { } id ? $"{emoji.Name}:{id}" : emoji.Name;
    }

    private static class ReactionRoutes
    {
        public static readonly RestEndpoint Own = RestEndpoint.Put(
            "/channels/{channel}/messages/{message}/reactions/{emoji}/@me");
        public static readonly RestEndpoint DeleteOwn = RestEndpoint.Delete(
            "/channels/{channel}/messages/{message}/reactions/{emoji}/@me");
        public static readonly RestEndpoint DeleteUsers = RestEndpoint.Delete(
            "/channels/{channel}/messages/{message}/reactions/{emoji}/{user}");
        public static readonly RestEndpoint List = RestEndpoint.Get("/channels/{channel}/messages/{message}/reactions/{emoji}");
        public static readonly RestEndpoint DeleteEmoji = RestEndpoint.Delete(
            "/channels/{channel}/messages/{message}/reactions/{emoji}");
        public static readonly RestEndpoint DeleteAll = RestEndpoint.Delete("/channels/{channel}/messages/{message}/reactions");
    }
}
