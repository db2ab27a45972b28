using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Bingobot.Sandbox;

/// <summary>An answer: a status and, unless it is 204, JSON.</summary>
internal readonly record struct RestReply(int Status, byte[]? Body)
{
    public static readonly RestReply NoContent = new(204, null);

    public static RestReply Ok(Action<Utf8JsonWriter> write) => new(200, Json.Bytes(write));
}

/// <summary>One request, as the endpoints see it.</summary>
internal sealed class RestCall(HttpContext http, WorldStore store, SandboxOptions options, JsonElement body)
{
    public WorldStore Store => store;

    public SandboxOptions Options => options;

    /// <summary>The newest durable world.</summary>
    public World World { get; } = store.Durable;

    /// <summary>Undefined where there was none.</summary>
    public JsonElement Body => body;

    public HttpRequest Request => http.Request;

    public CancellationToken Aborted => http.RequestAborted;

    public string Text(string name) => (string?)http.Request.RouteValues[name] ?? "";

    public ulong Id(string name) => Snowflake.TryParse(Text(name), out ulong id)
        ? id
        : throw Invalid(name, $"Value \"{Text(name)}\" is not snowflake.");

    public int Query(string name, int min, int max, int fallback)
    {
        string? text = http.Request.Query[name];
        if (string.IsNullOrEmpty(text))
            return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max
            ? value
            : throw Invalid(name, $"int value should be between {min} and {max}.");
    }

    public ulong? QueryId(string name) =>
        Snowflake.TryParse((string?)http.Request.Query[name], out ulong id) ? id : null;

    private static RestException Invalid(string name, string message)
    {
        FormErrors errors = new();
        errors.Add(name, "NUMBER_TYPE_COERCE", message);
        return errors.ToException();
    }
}

/// <summary>
/// What every request to Discord's REST API goes through: token, chaos, rate limit, body, errors as JSON
/// (<see href="https://docs.discord.com/developers/reference"/>).
/// </summary>
internal sealed partial class RestApi(
    WorldStore store, Chaos chaos, RateLimiter limiter, SandboxOptions options, ILogger<RestApi> logger)
{
    public const int MaxBodyBytes = 1024 * 1024;
    private static readonly TimeSpan ChaosRetryAfter = TimeSpan.FromMilliseconds(500);

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
        }
    }

    /// <summary>For paths that are none of Discord's, or not of this one's.</summary>
    public static void MapUnknown(IEndpointRouteBuilder routes) => routes.Map(
        "/api/{**path}", http => WriteAsync(http, 404, RestException.NotFound().Body()));

    private async Task ServeAsync(
        HttpContext http, RateLimit limit, string resource, Func<RestCall, Task<RestReply>> handle, bool needsToken)
    {
        try
        {
            if (needsToken && !Authorized(http))
                throw RestException.Unauthorized();
            Chaos.Fate fate = chaos.NextRequest();
            TimeSpan? wait = limiter.Count(
                limit, (string?)http.Request.RouteValues[resource] ?? "", http.Response.Headers, out bool isGlobal);
            if (fate == Chaos.Fate.RateLimited)
                (wait, isGlobal) = (ChaosRetryAfter, false);
            if (wait is { } retryAfter)
            {
                await RefuseAsync(http, retryAfter, isGlobal);
                return;
            }

            if (fate == Chaos.Fate.FailsBefore)
                throw new RestException(500, 0, "500: Internal Server Error");
            JsonElement body = await ReadBodyAsync(http);
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

    private static async Task<JsonElement> ReadBodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength is 0 or null && !http.Request.Headers.ContainsKey("Transfer-Encoding"))
            return default;
        ReadOnlyMemory<byte> bytes = await ReadBytesAsync(http);
        if (bytes.IsEmpty)
            return default;
        if (http.Request.HasFormContentType)
            throw new RestException(400, 50035, "Invalid Form Body: the sandbox takes JSON, not multipart forms with files");
        try
        {
            return Json.Parse(bytes);
        }
        catch (JsonException e)
        {
            throw RestException.BadJson(e);
        }
    }

    /// <exception cref="RestException">413: more than <see cref="MaxBodyBytes"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext http)
    {
        if (http.Request.ContentLength > MaxBodyBytes)
            throw RestException.TooLarge();
        using MemoryStream body = new();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (body.Length + read > MaxBodyBytes)
                throw RestException.TooLarge();
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The sandbox failed at {Method} {Path}.")]
    private partial void LogFailed(Exception exception, string method, string path);
}
