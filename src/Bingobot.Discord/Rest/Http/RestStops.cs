using System.Net;
using Bingobot.Discord.Rest.Limits;
using Microsoft.Extensions.Logging;

namespace Bingobot.Discord.Rest.Http;

/// <summary>
/// What makes the client not even ask: a refused token, a webhook that is gone, and too many refusals. All of it in memory.
/// Thread-safe.
/// </summary>
internal sealed class RestStops(DiscordRestOptions options, ILogger logger)
{
    /// <summary>Every so many refusals there is a line in the log.</summary>
    private const int RefusalsBetweenWarnings = 500;

    private readonly InvalidRequestGuard _guard = new(options.TimeProvider, options.MaxInvalidRequests);
    private readonly GoneWebhooks _gone = new();
    private volatile bool _unauthorized;

    /// <summary>Whether a request may be sent; else throws.</summary>
    /// <exception cref="DiscordRestException">It may not.</exception>
    public void ThrowIfStopped(RestRequest request, RestProgress? progress = null)
    {
        ThrowIfUnauthorized(request, progress);
        var route = request.Route;
        if (route.Endpoint.IsWebhook && _gone.Contains(route.TopLevel))
            throw RestErrors.WebhookGone(route, OutcomeOf(progress));
        var wait = _guard.Wait();
        if (wait > TimeSpan.Zero)
        {
            throw new DiscordInvalidRequestLimitException(
                route.Name, options.MaxInvalidRequests, wait, options.TimeProvider.GetUtcNow() + wait, OutcomeOf(progress));
        }
    }

    /// <summary>Whether the bot's token is good, as far as is known, or not needed; else throws.</summary>
    /// <exception cref="DiscordUnauthorizedException">It was refused.</exception>
    public void ThrowIfUnauthorized(RestRequest request, RestProgress? progress)
    {
        if (_unauthorized && request.AsBot)
            throw new DiscordUnauthorizedException(request.Route.Name, OutcomeOf(progress));
    }

    /// <summary>A request was refused.</summary>
    public void Note(RestRequest request, DiscordRestException problem, bool isShared)
    {
        if (problem.Status is not { } status)
            return;
        if (status == HttpStatusCode.Unauthorized && request.AsBot)
            _unauthorized = true;
        if (request.Route.Endpoint.IsWebhook && status == HttpStatusCode.NotFound && problem.Code == GoneWebhooks.UnknownWebhook)
        {
            _gone.Add(request.Route.TopLevel);
            RestLog.WebhookGone(logger, request.Route.Name);
        }
        var refused = _guard.Count(status, isShared);
        if (refused == options.MaxInvalidRequests)
            RestLog.InvalidRequestLimit(logger, refused, _guard.Wait().TotalSeconds);
        else if (refused > 0 && refused % RefusalsBetweenWarnings == 0)
            RestLog.InvalidRequests(logger, request.Route.Name, (int)status, refused, options.MaxInvalidRequests);
    }

    private static RestOutcome OutcomeOf(RestProgress? progress) =>
        progress is { MayBeDone: true } ? RestOutcome.Unknown : RestOutcome.NotDone;
}
