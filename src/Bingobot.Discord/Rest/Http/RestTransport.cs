using System.Net.Http.Headers;
using System.Reflection;
using Bingobot.Discord.Rest.Limits;

namespace Bingobot.Discord.Rest.Http;

/// <summary>One attempt at a request, bounded in time and in bytes.</summary>
internal sealed class RestTransport(HttpClient http, DiscordRestOptions options)
{
    private readonly string _base = options.ApiBaseUrl.AbsoluteUri.TrimEnd('/');
    private readonly AuthenticationHeaderValue _authorization = new("Bot", options.Token);
    private readonly string _userAgent = $"DiscordBot ({options.ProjectUrl.AbsoluteUri}, {Version()})";

    /// <summary>Sends, and reads the answer, whatever its status.</summary>
    /// <exception cref="DiscordRestException">No whole answer came.</exception>
    public async Task<RestResponse> SendAsync(RestRequest asked, CancellationToken cancellationToken)
    {
        var route = asked.Route;
        var timeout = asked.Body is { IsUpload: true } ? options.UploadTimeout : options.AttemptTimeout;
        using var request = Request(asked);
        using var timer = new CancellationTokenSource(timeout, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var body = await ResponseReader.ReadAsync(response.Content, options.MaxResponseBytes, both.Token);
            if (body is not var (rented, length))
                throw Failed(route, response, $"the answer is larger than {options.MaxResponseBytes} bytes", RestOutcome.Unknown);
            return new RestResponse(
                response.StatusCode,
                rented,
                length,
                RateLimitHeaders.Of(response.Headers),
                RateLimitHeaders.RetryAfter(response.Headers));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(route, response, $"no answer within {timeout.TotalSeconds:0.#} s", RestOutcome.Unknown, e);
        }
        catch (HttpRequestException e)
        {
            throw Failed(route, response, $"the connection failed: {e.Message}", OutcomeOf(e), e);
        }
        catch (IOException e)
        {
            throw Failed(route, response, $"the connection broke: {e.Message}", RestOutcome.Unknown, e);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private HttpRequestMessage Request(RestRequest asked)
    {
        var request = new HttpRequestMessage(asked.Route.Method, _base + asked.Route.Path) { Content = asked.Body?.Content() };
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        if (asked.Bearer is { } bearer)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        else if (asked.AsBot)
            request.Headers.Authorization = _authorization;
        if (asked.Reason is { } reason)
            request.Headers.TryAddWithoutValidation("X-Audit-Log-Reason", Uri.EscapeDataString(reason));
        return request;
    }

    /// <summary>Where the status came, it tells whether it was done, though the rest of the answer did not come.</summary>
    private static DiscordRestException Failed(
        RestRoute route, HttpResponseMessage? response, string problem, RestOutcome outcome, Exception? inner = null)
    {
        if (response is { IsSuccessStatusCode: true })
            outcome = RestOutcome.Done;
        else if (response is not null && (int)response.StatusCode is >= 400 and < 500)
            outcome = RestOutcome.NotDone;
        return new DiscordRestException(route.Name, problem, outcome, inner) { Status = response?.StatusCode };
    }

    /// <summary>Before the connection stood, nothing can have been sent.</summary>
    private static RestOutcome OutcomeOf(HttpRequestException e) => e.HttpRequestError
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError
            ? RestOutcome.NotDone
            : RestOutcome.Unknown;

    private static string Version() =>
        typeof(RestTransport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            .Split('+')[0] ?? "0";
}
