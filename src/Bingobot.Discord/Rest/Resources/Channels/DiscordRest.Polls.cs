using System.Globalization;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// Who voted for an answer, by id. A poll is sent with <see cref="CreateMessage.Poll"/>. See
    /// <see href="https://docs.discord.com/developers/resources/poll#get-answer-voters"/>.
    /// </summary>
    /// <param name="channel">Which channel.</param>
    /// <param name="message">Which message.</param>
    /// <param name="answer">The answer's number.</param>
    /// <param name="limit">The most, 1 to 100.</param>
    /// <param name="after">Only users after this one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public Task<PollVoters> GetAnswerVotersAsync(
        Snowflake channel, Snowflake message, int answer, int limit = 25, Snowflake? after = null, CancellationToken cancellationToken = default)
    {
        ThrowIfOutside(limit, 1, 100);
        return GetAsync(
            PollRoutes.Voters.With(channel, message, answer.ToString(CultureInfo.InvariantCulture)).Query(("limit", limit), ("after", after)),
            DiscordJson.Default.PollVoters,
            cancellationToken);
    }

    /// <summary>
    /// Ends one of the bot's own polls at once. See <see href="https://docs.discord.com/developers/resources/poll#end-poll"/>.
    /// </summary>
    public Task<Message> EndPollAsync(Snowflake channel, Snowflake message, CancellationToken cancellationToken = default) =>
        SendAsync(PollRoutes.End.With(channel, message), body: null, DiscordJson.Default.Message, cancellationToken);

    private static class PollRoutes
    {
        public static readonly RestEndpoint Voters = RestEndpoint.Get("/channels/{channel}/polls/{message}/answers/{answer}");
        public static readonly RestEndpoint End = RestEndpoint.Post("/channels/{channel}/polls/{message}/expire");
    }
}
