using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Bingobot.Sandbox;

/// <summary>
/// What every request to Discord's REST API goes through: token, chaos, rate limit, body, errors as JSON
/// (<see href="https://docs.discord.com/developers/reference"/>).
/// </summary>
internal sealed partial class RestApi(
    WorldStore store, Chaos chaos, RateLimiter limiter, SandboxOptions options, ILogger<RestApi> logger)
{
    /// <summary>Asked only where no endpoint takes the request's method.</summary>
    private const int OtherMethods = 1;

    private static readonly TimeSpan ChaosRetryAfter = TimeSpan.FromMilliseconds(500);
    private readonly HashSet<string> _shapes = new(StringComparer.Ordinal);

    /// <summary>Maps an endpoint under <c>/api/v10</c> and <c>/api</c>.</summary>
    public void Map(
        IEndpointRouteBuilder routes,
        string method,
        string pattern,
        RateLimit limit,
        Func<RestCall, Task<RestReply>> handle,
        bool needsToken = true)
    {
        string resource = pattern.Split('/')[1] switch
        {
            "channels" => "channel",
            "guilds" => "guild",
            "webhooks" => "token",
            _ => "",
        };
        foreach (string prefix in (ReadOnlySpan<string>)["/api/v10", "/api"])
        {
            routes.MapMethods(
                prefix + pattern,
                [method],
                http => ServeAsync(http, limit, resource, handle, needsToken));
            if (_shapes.Add(Parameter().Replace(prefix + pattern, "{}")))
                routes.Map(prefix + pattern, RefuseMethodAsync).Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = OtherMethods);
        }
    }

    private static Task RefuseMethodAsync(HttpContext http) =>
        WriteAsync(http, StatusCodes.Status405MethodNotAllowed, RestException.WrongMethod().Body());

    /// <summary>For paths that are none of Discord's, or not of this one's.</summary>
    public static void MapUnknown(IEndpointRouteBuilder routes) => routes.Map(
        "/api/{**path}", http => WriteAsync(http, 404, RestException.NotFound().Body()))
        .Add(static endpoint => ((RouteEndpointBuilder)endpoint).Order = OtherMethods + 1);

    private async Task ServeAsync(
        HttpContext http, RateLimit limit, string resource, Func<RestCall, Task<RestReply>> handle, bool needsToken)
    {
        try
        {
            if (needsToken && !Authorized(http))
                throw RestException.Unauthorized();
            Chaos.Fate fate = chaos.NextRequest();
            TimeSpan? wait = limiter.Count(
                limit,
                (string?)http.Request.RouteValues[resource] ?? "",
                AnswersInteraction(http.Request.RouteValues),
                http.Response.Headers,
                out bool isGlobal);
            if (fate == Chaos.Fate.RateLimited)
                (wait, isGlobal) = (ChaosRetryAfter, false);
            if (wait is { } retryAfter)
            {
                await RefuseAsync(http, retryAfter, isGlobal);
                return;
            }

            if (fate == Chaos.Fate.FailsBefore)
                throw new RestException(500, 0, "500: Internal Server Error");
            RestBody body = await RestBody.ReadAsync(http);
            RestReply reply = await handle(new RestCall(http, store, options, body));
            if (fate == Chaos.Fate.FailsAfter)
                throw new RestException(500, 0, "500: Internal Server Error");
            await WriteAsync(http, reply.Status, reply.Body);
        }
        catch (RestException e)
        {
            await WriteAsync(http, e.Status, e.Body());
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Abort();
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            LogFailed(e, http.Request.Method, http.Request.Path);
            await WriteAsync(http, 500, new RestException(500, 0, "500: Internal Server Error").Body());
        }
    }

    private bool Authorized(HttpContext http) =>
        http.Request.Headers.Authorization is [{ } header]
        && header.StartsWith("Bot ", StringComparison.Ordinal)
        && Token.Matches(header, options.BotToken);

    /// <summary>What goes by an interaction's token, with the application as the webhook, has no part in the global limit
    /// (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding#endpoints"/>).</summary>
    private bool AnswersInteraction(RouteValueDictionary route) =>
        route.ContainsKey("token")
        && Snowflake.TryParse((string?)route["webhook"], out ulong id)
        && id == store.Durable.App.Id;

    private static Task RefuseAsync(HttpContext http, TimeSpan retryAfter, bool isGlobal)
    {
        int wholeSeconds = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds));
        http.Response.Headers.RetryAfter = wholeSeconds.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(http, 429, Json.Bytes(w =>
        {
            w.WriteStartObject();
            w.WriteString("message", "You are being rate limited.");
            w.WriteNumber("retry_after", Math.Round(retryAfter.TotalSeconds, 3));
            w.WriteBoolean("global", isGlobal);
            w.WriteEndObject();
        }));
    }

    public static async Task WriteAsync(HttpContext http, int status, byte[]? body)
    {
        http.Response.StatusCode = status;
        if (body is null)
            return;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    [LoggerMessage(Level = LogLevel.Error, Message = "The sandbox failed at {Method} {Path}.")]
    private partial void LogFailed(Exception exception, string method, string path);
}
