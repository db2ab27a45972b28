using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Rest.Limits;
using Microsoft.Extensions.Logging;

namespace Bingobot.Discord.Rest.Http;

/// <summary>
/// Sends requests: within the limits, again where that is safe, and with an outcome where it fails. Thread-safe.
/// </summary>
internal sealed class RestPipeline(HttpClient http, DiscordRestOptions options, ILogger logger) : IDisposable
{
    /// <summary>How often one request may be told to wait before it fails.</summary>
    private const int MostRateLimited = 10;

    private readonly RateLimiter _limiter = new(options.TimeProvider, options.RequestsPerSecond);
    private readonly RestTransport _transport = new(http, options);
    private readonly RestStops _stops = new(options, logger);
    private readonly RetryDelay _delay = new(options, logger);

    /// <summary>Sends, and reads what is answered.</summary>
    public async Task<TResult> SendAsync<TResult>(
        RestRequest request, JsonTypeInfo<TResult> resultType, CancellationToken cancellationToken)
    {
        using var response = await SendForAnswerAsync(request, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(response.Body, resultType)
                ?? throw new JsonException("null where an object is expected.");
        }
        catch (JsonException e)
        {
            throw new DiscordRestException(
                request.Route.Name, $"Discord did it, but its answer could not be read: {e.Message}", RestOutcome.Done, e)
            {
                Status = response.Status,
            };
        }
    }

    /// <summary>Sends, and does not look at what is answered.</summary>
    /// <exception cref="DiscordRestException">It failed.</exception>
    public async Task SendAsync(RestRequest request, CancellationToken cancellationToken)
    {
        using var response = await SendForAnswerAsync(request, cancellationToken);
    }

    public void Dispose() => _limiter.Dispose();

    /// <summary>Sends; returns an answer of success, to be disposed of.</summary>
    private async Task<RestResponse> SendForAnswerAsync(RestRequest request, CancellationToken cancellationToken)
    {
        _stops.ThrowIfStopped(request);
        using var lease = await _limiter.EnterAsync(request.Route, cancellationToken);
        var progress = new RestProgress(request, options.TimeProvider);
        while (true)
        {
            var tooLong = await lease.BeginAsync(progress.LongestWait(options.MaxRateLimitWait), cancellationToken);
            if (tooLong > TimeSpan.Zero)
                throw progress.Ended(RestErrors.WaitTooLong(request.Route, tooLong));
            _stops.ThrowIfStopped(request, progress);
            progress.Begin();
            var (response, problem) = await AttemptAsync(request, lease, progress, cancellationToken);
            if (problem is null)
                return response!;
            if (response?.Status == HttpStatusCode.TooManyRequests)
            {
                ObeyRateLimit(request, lease, response, progress);
                continue;
            }
            response?.Dispose();
            _stops.ThrowIfUnauthorized(request, progress);
            progress.Failed(problem, options.MaxRetries);
            await _delay.WaitAsync(request.Route, progress.Retries, problem, cancellationToken);
        }
    }

    /// <summary>Sends once. Of an answer that is a problem, the body is gone but what it told of limits.</summary>
    private async Task<(RestResponse? Response, DiscordRestException? Problem)> AttemptAsync(
        RestRequest request, RateLimitLease lease, RestProgress progress, CancellationToken cancellationToken)
    {
        RestResponse? response = null;
        DiscordRestException problem;
        try
        {
            response = await _transport.SendAsync(request, cancellationToken);
            lease.Learn(response.Limits);
            if (response.IsSuccess || progress.IsGoneAsAsked(response.Status))
                return (response, null);
            problem = RestErrors.Refused(request.Route, response.Status, response.Body);
        }
        catch (DiscordRestException e)
        {
            problem = e;
        }
        finally
        {
            lease.End();
        }
        _stops.Note(request, problem, response?.Limits.IsShared ?? false);
        return (response, problem);
    }

    /// <summary>Told to wait, the request is sent again after it, if it can be.</summary>
    private void ObeyRateLimit(RestRequest request, RateLimitLease lease, RestResponse response, RestProgress progress)
    {
        using (response)
        {
            var (wait, global) = response.RateLimit();
            if (global)
                _limiter.Global.Block(wait);
            if (!global || request.Route.Endpoint.IsInteraction)
                lease.Block(wait);
            RestLog.RateLimited(logger, request.Route.Name, wait.TotalSeconds, global);
            if (request.Body is { CanBeSentAgain: false })
                throw progress.Ended(RestErrors.LimitedAfterRead(request.Route, wait));
            if (progress.RateLimited() >= MostRateLimited)
                throw progress.Ended(RestErrors.StillLimited(request.Route, wait, MostRateLimited));
        }
    }
}
