using System.Net;
using System.Text.Json.Serialization.Metadata;
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
public sealed partial class DiscordRest : IDisposable
{
    /// <summary>The longest reason of <see cref="WithAuditLogReason"/>, in characters.</summary>
    public const int LongestAuditLogReason = 512;

    private readonly RestPipeline _pipeline;
    private readonly HttpClient? _ownHttp;
    private readonly string? _reason;

    /// <summary>Makes a client.</summary>
    /// <param name="options">Where the API is, and the token.</param>
    /// <param name="http">What to send with, left open; the client makes its own where this is null.</param>
    /// <param name="logger">Where waits and retries are told of; tokens never are.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public DiscordRest(DiscordRestOptions options, HttpClient? http = null, ILogger<DiscordRest>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _ownHttp = http is null ? MakeHttp(options) : null;
        _pipeline = new RestPipeline(http ?? _ownHttp!, options, logger ?? NullLogger<DiscordRest>.Instance);
    }

    private DiscordRest(DiscordRest whole, string reason)
    {
        _pipeline = whole._pipeline;
        _reason = reason;
    }

    /// <summary>
    /// The same client, which tells this reason with each request; it is shown in the guild's audit log where the request leaves an
    /// entry there. It shares limits and connections with this one, lives as long, and need not be disposed of. See
    /// <see href="https://docs.discord.com/developers/resources/audit-log"/>.
    /// </summary>
    /// <param name="reason">1 to 512 characters.</param>
    /// <exception cref="ArgumentException">The reason is empty or too long.</exception>
    public DiscordRest WithAuditLogReason(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason.Length, LongestAuditLogReason, nameof(reason));
        return new DiscordRest(this, reason);
    }

    /// <summary>Where the gateway is, and how many sessions may still be started.</summary>
    public Task<GatewayBotInfo> GetGatewayBotAsync(CancellationToken cancellationToken = default) =>
        GetAsync(GatewayBot.With(), DiscordJson.Default.GatewayBotInfo, cancellationToken);

    /// <summary>Closes the connections that the client made itself. Nothing may be sent after, nor be under way.</summary>
    public void Dispose()
    {
        if (_reason is not null)
            return;
        _pipeline.Dispose();
        _ownHttp?.Dispose();
    }

    private static readonly RestEndpoint GatewayBot = RestEndpoint.Get("/gateway/bot");

    private Task<T> GetAsync<T>(RestRoute route, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(route, body: null, type, cancellationToken);

    /// <summary>
    /// Sends for an answer. All but POST are idempotent, so that they are sent again after an unknown outcome, unless a method says
    /// otherwise.
    /// </summary>
    private Task<T> SendAsync<T>(
        RestRoute route,
        RestBody? body,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken,
        bool? isIdempotent = null,
        TimeSpan? idempotentFor = null) =>
        _pipeline.SendAsync(
            Request(route, body, isIdempotent) with { IdempotentFor = idempotentFor }, type, cancellationToken);

    /// <summary>Sends where the answer tells nothing.</summary>
    private Task SendAsync(
        RestRoute route, RestBody? body, CancellationToken cancellationToken, bool? isIdempotent = null) =>
        _pipeline.SendAsync(Request(route, body, isIdempotent), cancellationToken);

    private RestRequest Request(RestRoute route, RestBody? body, bool? isIdempotent) => new(route)
    {
        Body = body,
        IsIdempotent = isIdempotent ?? route.Method != HttpMethod.Post,
        Reason = _reason,
    };

    private static void ThrowIfOutside(int limit, int least, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, most);
    }

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
