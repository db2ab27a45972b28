using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Rest.Limits;
using Microsoft.Extensions.Logging;

namespace Bingobot.Discord.Rest.Http;

/// <summary>
/// Sends requests: within the limits, again where that is safe, and with an outcome where it fails. Thread-safe.
/// </summary>
internal sealed class RestPipeline(HttpClient http, DiscordRestOptions options, ILogger logger)
{
    /// <summary>How often one request may be told to wait before it fails.</summary>
    private const int MostRateLimited = 10;

    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(500);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly RateLimiter _limiter = new(options.TimeProvider, options.RequestsPerSecond);
    private readonly RestTransport _transport = new(http, options);
    private readonly Lock _randomGate = new();
    private volatile bool _unauthorized;

    /// <summary>Sends, and reads what is answered.</summary>
    public async Task<TResult> SendAsync<TResult>(
        RestRoute route, JsonTypeInfo<TResult> resultType, byte[]? body, bool idempotent, CancellationToken cancellationToken)
    {
        var response = await SendAsync(route, body, idempotent, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(response.Body, resultType)
                ?? throw new JsonException("null where an object is expected.");
        }
        catch (JsonException e)
        {
            throw new DiscordRestException(
                route.Name, $"Discord did it, but its answer could not be read: {e.Message}", RestOutcome.Done, e)
            {
                Status = response.Status,
            };
        }
    }

    /// <summary>Sends; returns an answer of success.</summary>
    /// <exception cref="DiscordRestException">It failed.</exception>
    public async Task<RestResponse> SendAsync(
        RestRoute route, byte[]? body, bool idempotent, CancellationToken cancellationToken)
    {
        using var lease = await _limiter.EnterAsync(route, cancellationToken);
        var rateLimited = 0;
        var mayBeDone = false;
        var retries = 0;
        while (true)
        {
            var tooLong = await lease.BeginAsync(options.MaxRateLimitWait, cancellationToken);
            if (tooLong > TimeSpan.Zero)
                throw WithWorstOutcome(route, RestErrors.WaitTooLong(route, tooLong), mayBeDone);
            ThrowIfUnauthorized(route);
            RestResponse? response = null;
            DiscordRestException problem;
            try
            {
                response = await _transport.SendAsync(route, body is null ? null : Content(body), cancellationToken);
                lease.Learn(response.Limits);
                if (response.IsSuccess || (mayBeDone && IsGone(route, response)))
                    return response;
                problem = RestErrors.Refused(route, response.Status, response.Body);
            }
            catch (DiscordRestException e)
            {
                problem = e;
            }

            if (response?.Status == HttpStatusCode.TooManyRequests)
            {
                var wait = ObeyRateLimit(route, lease, response);
                if (++rateLimited >= MostRateLimited)
                    throw WithWorstOutcome(route, RestErrors.StillLimited(route, wait, rateLimited), mayBeDone);
                continue;
            }
            if (response?.Status == HttpStatusCode.Unauthorized && !route.HasOwnToken)
            {
                _unauthorized = true;
                ThrowIfUnauthorized(route);
            }
            mayBeDone |= problem.Outcome == RestOutcome.Unknown;
            if (!MayRetry(problem, response, idempotent) || retries >= options.MaxRetries)
                throw WithWorstOutcome(route, problem, mayBeDone);
            await DelayRetryAsync(route, ++retries, problem, cancellationToken);
        }
    }

    /// <summary>A body of this type.</summary>
    public static byte[] Body<T>(T body, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(body, type);

    private static ByteArrayContent Content(byte[] body) => new(body) { Headers = { ContentType = Json } };

    private TimeSpan ObeyRateLimit(RestRoute route, RateLimitLease lease, RestResponse response)
    {
        var (wait, global) = response.RateLimit();
        if (global)
            _limiter.BlockAll(wait);
        if (!global || route.HasOwnToken)
            lease.Block(wait);
        RestLog.RateLimited(logger, route.Name, wait.TotalSeconds, global);
        return wait;
    }

    /// <summary>What was surely not done may always be sent again; what may have been done only where twice is as once.</summary>
    private static bool MayRetry(DiscordRestException problem, RestResponse? response, bool idempotent) =>
        response is null
            ? problem.Outcome == RestOutcome.NotDone || (problem.Outcome == RestOutcome.Unknown && idempotent)
            : response.IsServerError && idempotent;

    /// <summary>After an attempt that may have been done, not finding what was to be deleted is success.</summary>
    private static bool IsGone(RestRoute route, RestResponse response) =>
        route.Method == HttpMethod.Delete && response.Status == HttpStatusCode.NotFound;

    private static DiscordRestException WithWorstOutcome(RestRoute route, DiscordRestException problem, bool mayBeDone) =>
        !mayBeDone || problem.Outcome != RestOutcome.NotDone
            ? problem
            : new DiscordRestException(
                route.Name, $"an earlier attempt may have been done; the last failed: {problem.Message}", RestOutcome.Unknown, problem)
            {
                Status = problem.Status,
                Code = problem.Code,
                Errors = problem.Errors,
            };

    private async Task DelayRetryAsync(
        RestRoute route, int retries, DiscordRestException problem, CancellationToken cancellationToken)
    {
        double jitter;
        lock (_randomGate)
            jitter = 0.5 + (options.Random.NextDouble() / 2);
        var delay = FirstRetryDelay * Math.Pow(2, retries - 1) * jitter;
        RestLog.Retrying(logger, route.Name, delay.TotalSeconds, problem.Message);
        await Task.Delay(delay, options.TimeProvider, cancellationToken);
    }

    private void ThrowIfUnauthorized(RestRoute route)
    {
        if (_unauthorized && !route.HasOwnToken)
            throw new DiscordUnauthorizedException(route.Name);
    }
}
