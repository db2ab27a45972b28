using System.Collections.Concurrent;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Discord.Tests.Scripted;
using Bingobot.Discord.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Discord.Tests.Rest;

/// <summary>A REST client, its clock and log, and a server that answers as each test says.</summary>
public abstract class RestTests : IAsyncLifetime
{
    protected const string Token = "secret-token-of-the-bot";
    protected const string InteractionToken = "secret/interaction-token";
    protected const string MessageBody =
        """{"id":"77","channel_id":"5","author":{"id":"1","username":"b"},"content":"hi","timestamp":"2026-01-01T00:00:00Z"}""";

    protected static readonly Snowflake Channel = new(5);

    private protected FakeTimeProvider Clock { get; } = new();

    private protected ConcurrentQueue<string> Log { get; } = new();

    private protected ConcurrentQueue<(string Request, DateTimeOffset At)> Requests { get; } = new();

    private protected ScriptedDiscord Server { get; private set; } = null!;

    private protected DiscordRest Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await ScriptedDiscord.StartAsync();
        Api = Make();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Api.Dispose();
        await Server.DisposeAsync();
        Assert.DoesNotContain(Log, static line => line.Contains("secret", StringComparison.Ordinal));
    }

    private protected DiscordRest Make(
        Uri? api = null,
        int requestsPerSecond = DiscordRestOptions.DefaultRequestsPerSecond,
        int maxResponseBytes = DiscordRestOptions.DefaultMaxResponseBytes,
        int maxInvalidRequests = DiscordRestOptions.DefaultMaxInvalidRequests) =>
        new(
            new DiscordRestOptions
            {
                Token = Token,
                ApiBaseUrl = api ?? Server.ApiBaseUrl,
                RequestsPerSecond = requestsPerSecond,
                MaxResponseBytes = maxResponseBytes,
                MaxInvalidRequests = maxInvalidRequests,
                TimeProvider = Clock,
                Random = new Random(1),
            },
            logger: new ListLogger<DiscordRest>(Log));

    /// <summary>Answers the requests with these, the last for ever.</summary>
    private protected void Answer(params Func<HttpContext, Task>[] answers)
    {
        var next = -1;
        Server.Rest = context =>
        {
            Requests.Enqueue((
                $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", Clock.GetUtcNow()));
            return answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)](context);
        };
    }

    private protected static Task Ok(HttpContext context) => context.Response.WriteAsync(MessageBody);

    private protected static Func<HttpContext, Task> Status(int status, string body = "") => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    private protected static Func<HttpContext, Task> Limited(string retryAfter, string body, string? scope) => context =>
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = retryAfter;
        if (scope is not null)
            context.Response.Headers["X-RateLimit-Scope"] = scope;
        return context.Response.WriteAsync(body);
    };

    private protected static void Limit(HttpContext context, string bucket, int remaining, double resetAfter)
    {
        var headers = context.Response.Headers;
        headers["X-RateLimit-Bucket"] = bucket;
        headers["X-RateLimit-Limit"] = "5";
        headers["X-RateLimit-Remaining"] = $"{remaining}";
        headers["X-RateLimit-Reset-After"] = $"{resetAfter}";
    }

    private protected Task PassTimeAsync(Task until) => Clock.PassAsync(until);
}
