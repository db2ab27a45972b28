using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;

namespace Bingobot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>
    /// Pinned messages, the newest pin first. See
    /// <see href="https://docs.discord.com/developers/resources/message#get-channel-pins"/>.
    /// </summary>
    /// <param name="channel">Which channel.</param>
    /// <param name="limit">The most, 1 to 50.</param>
    /// <param name="before">Only those pinned before.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public Task<PinnedMessages> GetChannelPinsAsync(
        Snowflake channel, int limit = 50, DateTimeOffset? before = null, CancellationToken cancellationToken = default)
    {
        ThrowIfOutside(limit, 1, 50);
        return GetAsync(
            PinRoutes.List.With(channel).Query(("limit", limit), ("before", before)),
            DiscordJson.Default.PinnedMessages,
            cancellationToken);
    }

    /// <summary>Pins a message. See <see href="https://docs.discord.com/developers/resources/message#pin-message"/>.</summary>
    public Task PinMessageAsync(Snowflake channel, Snowflake message, CancellationToken cancellationToken = default) =>
        SendAsync(PinRoutes.Pin.With(channel, message), body: null, cancellationToken);

    /// <summary>
    /// Takes a pin away. See <see href="https://docs.discord.com/developers/resources/message#unpin-message"/>.
    /// </summary>
    public Task UnpinMessageAsync(Snowflake channel, Snowflake message, CancellationToken cancellationToken = default) =>
        SendAsync(PinRoutes.Unpin.With(channel, message), body: null, cancellationToken);

    private static class PinRoutes
    {
        public static readonly RestEndpoint List = RestEndpoint.Get("/channels/{channel}/messages/pins");
        public static readonly RestEndpoint Pin = RestEndpoint.Put("/channels/{channel}/messages/pins/{message}");
        public static readonly RestEndpoint Unpin = RestEndpoint.Delete("/channels/{channel}/messages/pins/{message}");
    }
}
