using System.Globalization;
using System.Net;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Discord.Rest;

/// <summary>
/// Discord's REST API, version 10. Waits for rate limits, sends again what is safe to send again, and otherwise says
/// what is known of the outcome. Thread-safe. All methods throw <see cref="DiscordRestException"/> where Discord refuses
/// or cannot be reached, and <see cref="OperationCanceledException"/> where the caller cancels, after which the request
/// may or may not have been done. See <see href="https://docs.discord.com/developers/reference"/>.
/// </summary>
public sealed class DiscordRest : IDisposable
{
    private readonly RestPipeline _pipeline;
    private readonly HttpClient? _ownHttp;

    /// <summary>Makes a client.</summary>
    /// <param name="options">Where the API is, and the token.</param>
    /// <param name="http">What to send with, left open; the client makes its own where this is null.</param>
    /// <param name="logger">Where waits and retries are told of; tokens never are.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public DiscordRest(DiscordRestOptions options, HttpClient? http = null, ILogger<DiscordRest>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Token, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RequestsPerSecond, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxRetries, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxResponseBytes, 1024, nameof(options));
        if (!IsAllowed(options.ApiBaseUrl))
        {
            throw new ArgumentException(
                $"'{options.ApiBaseUrl}' is no address for the API: https://… is expected, or http://… on this machine.",
                nameof(options));
        }
        _ownHttp = http is null ? MakeHttp(options) : null;
        _pipeline = new RestPipeline(http ?? _ownHttp!, options, logger ?? NullLogger<DiscordRest>.Instance);
    }

    /// <summary>Where the gateway is, and how many sessions may still be started.</summary>
    public Task<GatewayBotInfo> GetGatewayBotAsync(CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.GetGatewayBot, DiscordJson.Default.GatewayBotInfo, cancellationToken);

    /// <summary>The bot's own user.</summary>
    public Task<User> GetCurrentUserAsync(CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.GetCurrentUser, DiscordJson.Default.User, cancellationToken);

    /// <summary>The bot's application.</summary>
    public Task<Application> GetCurrentApplicationAsync(CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.GetCurrentApplication, DiscordJson.Default.Application, cancellationToken);

    /// <summary>
    /// The application's global commands. See <see
    /// href="https://docs.discord.com/developers/interactions/application-commands#get-global-application-commands"/>.
    /// </summary>
    /// <param name="application">The application.</param>
    /// <param name="withLocalizations">Whether names and descriptions in other languages are wanted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<ApplicationCommand>> GetGlobalCommandsAsync(
        Snowflake application, bool withLocalizations = false, CancellationToken cancellationToken = default) =>
        GetAsync(
            RestRoute.GetGlobalCommands(application, withLocalizations),
            DiscordJson.Default.IReadOnlyListApplicationCommand,
            cancellationToken);

    /// <summary>
    /// Makes these the application's global commands; others are deleted. Returns them as registered. See <see
    /// href="https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-global-application-commands"/>.
    /// </summary>
    public Task<IReadOnlyList<ApplicationCommand>> BulkOverwriteGlobalCommandsAsync(
        Snowflake application, IReadOnlyList<ApplicationCommand> commands, CancellationToken cancellationToken = default) =>
        _pipeline.SendAsync(
            RestRoute.BulkOverwriteGlobalCommands(application),
            DiscordJson.Default.IReadOnlyListApplicationCommand,
            RestPipeline.Body(commands, DiscordJson.Default.IReadOnlyListApplicationCommand),
            idempotent: true,
            cancellationToken);

    /// <summary>
    /// Answers an interaction, within 3 seconds of its arrival. Never sent twice: after an unknown outcome,
    /// <see cref="GetOriginalInteractionResponseAsync"/> tells. A second answer is error 40060. See <see
    /// href="https://docs.discord.com/developers/interactions/receiving-and-responding#create-interaction-response"/>.
    /// </summary>
    public Task<InteractionCallbackResponse> CreateInteractionResponseAsync(
        Snowflake interaction, string token, InteractionResponse response, CancellationToken cancellationToken = default) =>
        _pipeline.SendAsync(
            RestRoute.CreateInteractionResponse(interaction, token, withResponse: true),
            DiscordJson.Default.InteractionCallbackResponse,
            RestPipeline.Body(response, DiscordJson.Default.InteractionResponse),
            idempotent: false,
            cancellationToken);

    /// <summary>The message that was the first answer to an interaction; error 10008 where there is none.</summary>
    public Task<Message> GetOriginalInteractionResponseAsync(
        Snowflake application, string token, CancellationToken cancellationToken = default) =>
        GetAsync(
            RestRoute.OriginalInteractionResponse(HttpMethod.Get, application, token),
            DiscordJson.Default.Message,
            cancellationToken);

    /// <summary>Changes the first answer to an interaction; after a deferral, gives it.</summary>
    public Task<Message> EditOriginalInteractionResponseAsync(
        Snowflake application, string token, EditMessage edit, CancellationToken cancellationToken = default) =>
        _pipeline.SendAsync(
            RestRoute.OriginalInteractionResponse(HttpMethod.Patch, application, token),
            DiscordJson.Default.Message,
            RestPipeline.Body(edit, DiscordJson.Default.EditMessage),
            idempotent: true,
            cancellationToken);

    /// <summary>Sends another answer to an interaction, within 15 minutes of its arrival. Never sent twice.</summary>
    public Task<Message> CreateFollowupAsync(
        Snowflake application, string token, CreateMessage message, CancellationToken cancellationToken = default) =>
        _pipeline.SendAsync(
            RestRoute.CreateFollowup(application, token),
            DiscordJson.Default.Message,
            RestPipeline.Body(message, DiscordJson.Default.CreateMessage),
            idempotent: false,
            cancellationToken);

    /// <summary>
    /// Sends a message. With a nonce and <see cref="CreateMessage.EnforceNonce"/> it is idempotent for some minutes, so
    /// it is sent again after an unknown outcome; without, never. See
    /// <see href="https://docs.discord.com/developers/resources/message#create-message"/>.
    /// </summary>
    public Task<Message> CreateMessageAsync(
        Snowflake channel, CreateMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _pipeline.SendAsync(
            RestRoute.CreateMessage(channel),
            DiscordJson.Default.Message,
            RestPipeline.Body(message, DiscordJson.Default.CreateMessage),
            idempotent: message is { EnforceNonce: true, Nonce.Length: > 0 },
            cancellationToken);
    }

    /// <summary>Changes one of the bot's own messages.</summary>
    public Task<Message> EditMessageAsync(
        Snowflake channel, Snowflake message, EditMessage edit, CancellationToken cancellationToken = default) =>
        _pipeline.SendAsync(
            RestRoute.Message(HttpMethod.Patch, channel, message),
            DiscordJson.Default.Message,
            RestPipeline.Body(edit, DiscordJson.Default.EditMessage),
            idempotent: true,
            cancellationToken);

    /// <summary>A message; error 10008 where it is gone.</summary>
    public Task<Message> GetMessageAsync(
        Snowflake channel, Snowflake message, CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.Message(HttpMethod.Get, channel, message), DiscordJson.Default.Message, cancellationToken);

    /// <summary>Deletes a message.</summary>
    public Task DeleteMessageAsync(Snowflake channel, Snowflake message, CancellationToken cancellationToken = default) =>
        _pipeline.SendAsync(
            RestRoute.Message(HttpMethod.Delete, channel, message), body: null, idempotent: true, cancellationToken);

    /// <summary>Messages of a channel, most recent first.</summary>
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
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 100);
        if (before is not null && after is not null)
            throw new ArgumentException("Discord takes 'before' or 'after', not both.", nameof(after));
        var query = string.Create(CultureInfo.InvariantCulture, $"?limit={limit}");
        query += before is { } b ? $"&before={b}" : after is { } a ? $"&after={a}" : "";
        return GetAsync(
            RestRoute.GetChannelMessages(channel, query), DiscordJson.Default.IReadOnlyListMessage, cancellationToken);
    }

    /// <summary>Closes the connections that the client made itself.</summary>
    public void Dispose() => _ownHttp?.Dispose();

    private Task<T> GetAsync<T>(
        RestRoute route, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        _pipeline.SendAsync(route, type, body: null, idempotent: true, cancellationToken);

    private static bool IsAllowed(Uri url) =>
        url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));

    private static HttpClient MakeHttp(DiscordRestOptions options) => new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.All,
        AllowAutoRedirect = false,
        UseProxy = !options.ApiBaseUrl.IsLoopback,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
