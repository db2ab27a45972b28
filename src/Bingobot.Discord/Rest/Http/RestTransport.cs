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

    /// <exception cref="DiscordRestException">No answer came; its outcome tells whether it may have been done.</exception>
    public async Task<RestResponse> SendAsync(RestRoute route, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(route.Method, _base + route.Path) { Content = content };
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        if (!route.HasOwnToken)
            request.Headers.Authorization = _authorization;

        using var timer = new CancellationTokenSource(options.AttemptTimeout, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var body = await ReadAsync(route, response, both.Token);
            return new RestResponse(
                response.StatusCode,
                body,
                RateLimitHeaders.Of(response.Headers),
                RateLimitHeaders.RetryAfter(response.Headers));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(route, response, $"no answer within {options.AttemptTimeout.TotalSeconds:0.#} s", RestOutcome.Unknown, e);
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

    private async Task<byte[]> ReadAsync(RestRoute route, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > options.MaxResponseBytes)
            throw TooLarge(route, response);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (body.Length + read > options.MaxResponseBytes)
                throw TooLarge(route, response);
            body.Write(chunk, 0, read);
        }
        return body.ToArray();
    }

    private DiscordRestException TooLarge(RestRoute route, HttpResponseMessage response) =>
        Failed(route, response, $"the answer is larger than {options.MaxResponseBytes} bytes", RestOutcome.Unknown, inner: null);

    /// <summary>Where the status came, it tells whether it was done, though the rest of the answer did not come.</summary>
    private static DiscordRestException Failed(
        RestRoute route, HttpResponseMessage? response, string problem, RestOutcome outcome, Exception? inner)
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
