using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Discord.Tests.Scripted;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Discord.Tests.Rest;

public sealed class DiscordRestTests : IAsyncLifetime
{
    private const string Token = "secret-token-of-the-bot";
    private const string InteractionToken = "secret/interaction-token";
    private const string MessageBody =
        """{"id":"77","channel_id":"5","author":{"id":"1","username":"b"},"content":"hi","timestamp":"2026-01-01T00:00:00Z"}""";

    private static readonly Snowflake Channel = new(5);

    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly ConcurrentQueue<(string Request, DateTimeOffset At)> _requests = new();
    private ScriptedDiscord _discord = null!;
    private DiscordRest _rest = null!;

    public async ValueTask InitializeAsync()
    {
        _discord = await ScriptedDiscord.StartAsync();
        _rest = Make();
    }

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        await _discord.DisposeAsync();
        Assert.DoesNotContain(_log, static line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_Any_CarriesTheTokenAndTheUserAgent()
    {
        string? authorization = null, agent = null, type = null, body = null;
        Answer(async context =>
        {
            authorization = context.Request.Headers.Authorization;
            agent = context.Request.Headers.UserAgent;
            type = context.Request.ContentType;
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await context.Response.WriteAsync(MessageBody);
        });
        var message = await _rest.CreateMessageAsync(Channel, new CreateMessage { Content = "hi" });
        Assert.Equal(new Snowflake(77), message.Id);
        Assert.Equal($"Bot {Token}", authorization);
        Assert.Matches(@"^DiscordBot \(https://\S+, \d+\.\d+\.\d+\)$", agent);
        Assert.Equal("application/json", type);
        Assert.Equal("""{"content":"hi"}""", body);
        Assert.Equal("POST /api/v10/channels/5/messages", Assert.Single(_requests).Request);
    }

    [Fact]
    public async Task Interaction_Answered_GoesWithoutTheBotsTokenAndEscapesItsOwn()
    {
        string? authorization = "none", target = null;
        Answer(context =>
        {
            authorization = context.Request.Headers.Authorization;
            target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
            return context.Response.WriteAsync(
                $$$"""{"interaction":{"id":"9","type":2,"response_message_id":"77"},"resource":{"type":4,"message":{{{MessageBody}}}}}""");
        });
        var answer = await _rest.CreateInteractionResponseAsync(
            new Snowflake(9),
            InteractionToken,
            new InteractionResponse { Type = InteractionCallbackType.ChannelMessageWithSource });
        Assert.Equal(new Snowflake(77), answer.Resource!.Message!.Id);
        Assert.Equal("", authorization ?? "");
        Assert.Equal("/api/v10/interactions/9/secret%2Finteraction-token/callback?with_response=true", target);
    }

    [Fact]
    public async Task Bucket_Exhausted_WaitsForItsResetAndOthersDoNot()
    {
        Answer(context =>
        {
            Limit(context, "bucket-a", remaining: 0, resetAfter: 3);
            return context.Response.WriteAsync(MessageBody);
        });
        await _rest.CreateMessageAsync(Channel, new CreateMessage { Content = "1" });
        var began = _clock.GetUtcNow();
        var second = _rest.CreateMessageAsync(Channel, new CreateMessage { Content = "2" });
        await _rest.CreateMessageAsync(new Snowflake(6), new CreateMessage { Content = "elsewhere" });
        Assert.Equal(2, _requests.Count);
        await PassTimeAsync(second);
        Assert.InRange((_requests.Last().At - began).TotalSeconds, 3, 30);
    }

    [Fact]
    public async Task Bucket_SharedByTwoRoutes_IsOneLimit()
    {
        Answer(context =>
        {
            Limit(context, "shared-bucket", remaining: context.Request.Method == "GET" ? 0 : 5, resetAfter: 2);
            return context.Response.WriteAsync(MessageBody);
        });
        await _rest.EditMessageAsync(Channel, new Snowflake(7), new EditMessage { Content = "x" });
        await _rest.GetMessageAsync(Channel, new Snowflake(7));
        var began = _clock.GetUtcNow();
        await PassTimeAsync(_rest.EditMessageAsync(Channel, new Snowflake(7), new EditMessage { Content = "y" }));
        Assert.InRange((_requests.Last().At - began).TotalSeconds, 2, 30);
    }

    [Fact]
    public async Task TooManyRequests_OfOneRoute_WaitsAsTheBodySaysAndSendsAgain()
    {
        Answer(Limited("60", """{"message":"slow","retry_after":1.25,"global":false}""", "user"), Ok);
        var began = _clock.GetUtcNow();
        await PassTimeAsync(_rest.CreateMessageAsync(Channel, new CreateMessage { Content = "1" }));
        Assert.Equal(2, _requests.Count);
        Assert.InRange((_requests.Last().At - began).TotalSeconds, 1.25, 30);
    }

    [Fact]
    public async Task TooManyRequests_SharedScope_BlocksItsBucketAlone()
    {
        Answer(Limited("4", """{"message":"slow","retry_after":4,"global":false}""", "shared"), Ok, Ok);
        var limited = _rest.CreateMessageAsync(Channel, new CreateMessage { Content = "1" });
        await RunningClient.Until(() => _log.Any(static l => l.Contains("rate-limited", StringComparison.Ordinal)), () => "429");
        await _rest.GetCurrentUserAsync();
        Assert.False(limited.IsCompleted);
        await PassTimeAsync(limited);
    }

    [Fact]
    public async Task TooManyRequests_Global_BlocksAllButInteractions()
    {
        Answer(Limited("4", """{"message":"slow","retry_after":4,"global":true}""", "global"), Ok, Ok, Ok);
        var limited = _rest.CreateMessageAsync(Channel, new CreateMessage { Content = "1" });
        await RunningClient.Until(() => _log.Any(static l => l.Contains("global: True", StringComparison.Ordinal)), () => "429");
        var other = _rest.GetMessageAsync(new Snowflake(6), new Snowflake(7));
        await _rest.CreateFollowupAsync(new Snowflake(2), InteractionToken, new CreateMessage { Content = "now" });
        Assert.Equal(2, _requests.Count);
        Assert.False(other.IsCompleted);
        await PassTimeAsync(Task.WhenAll(limited, other));
        Assert.Equal(4, _requests.Count);
    }

    [Fact]
    public async Task TooManyRequests_LongerThanAllowed_FailsAsNotDone()
    {
        Answer(Limited("1337", """{"message":"slow","retry_after":1336.57,"global":false}""", "shared"));
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => _rest.CreateMessageAsync(Channel, new CreateMessage { Content = "1" }));
        Assert.Equal((HttpStatusCode.TooManyRequests, RestOutcome.NotDone), (e.Status, e.Outcome));
        Assert.InRange(e.RetryAfter!.Value.TotalSeconds, 1336, 1337);
    }

    [Fact]
    public async Task TooManyRequests_ForEver_FailsInTheEnd()
    {
        Answer(Limited("1", "<html>", scope: null));
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => PassTimeAsync(_rest.CreateMessageAsync(Channel, new CreateMessage { Content = "1" })));
        Assert.Equal(RestOutcome.NotDone, e.Outcome);
        Assert.Equal(10, _requests.Count);
    }

    [Fact]
    public async Task GlobalLimit_ManyAtOnce_NeverMoreThanAllowedInASecond()
    {
        using var rest = Make(requestsPerSecond: 10);
        Answer(Ok);
        var all = Task.WhenAll(Enumerable.Range(1, 35).Select(
            channel => rest.GetMessageAsync(new Snowflake((ulong)channel), new Snowflake(7))));
        await PassTimeAsync(all);
        var times = _requests.Select(static r => r.At).Order().ToArray();
        Assert.Equal(35, times.Length);
        // A request is stamped on arrival, one step of the clock late at most.
        for (var i = 10; i < times.Length; i++)
            Assert.True((times[i] - times[i - 10]).TotalSeconds >= 0.7, $"request {i}");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task ServerError_Idempotent_IsSentAgain(int status)
    {
        Answer(Status(status), Status(status), Ok);
        await PassTimeAsync(_rest.GetMessageAsync(Channel, new Snowflake(7)));
        Assert.Equal(3, _requests.Count);
    }

    [Fact]
    public async Task ServerError_MessageWithEnforcedNonce_IsSentAgain()
    {
        Answer(Status(502), Ok);
        await PassTimeAsync(_rest.CreateMessageAsync(
            Channel, new CreateMessage { Content = "1", Nonce = "n", EnforceNonce = true }));
        Assert.Equal(2, _requests.Count);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("n", null)]
    [InlineData(null, true)]
    public async Task ServerError_MessageThatCouldDouble_FailsAsUnknown(string? nonce, bool? enforce)
    {
        Answer(Status(502));
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => _rest.CreateMessageAsync(
            Channel, new CreateMessage { Content = "1", Nonce = nonce, EnforceNonce = enforce }));
        Assert.Equal((HttpStatusCode.BadGateway, RestOutcome.Unknown), (e.Status, e.Outcome));
        Assert.Single(_requests);
    }

    [Fact]
    public async Task ServerError_ForEver_FailsAfterBoundedRetries()
    {
        Answer(Status(503));
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => PassTimeAsync(_rest.GetMessageAsync(Channel, new Snowflake(7))));
        Assert.Equal(RestOutcome.Unknown, e.Outcome);
        Assert.Equal(1 + DiscordRestOptions.DefaultMaxRetries, _requests.Count);
    }

    [Fact]
    public async Task ServerErrorThenRefusal_Idempotent_StaysUnknown()
    {
        Answer(Status(502), Status(403, """{"code":50013,"message":"Missing Permissions"}"""));
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => PassTimeAsync(_rest.CreateMessageAsync(
            Channel, new CreateMessage { Content = "1", Nonce = "n", EnforceNonce = true })));
        Assert.Equal((50013, RestOutcome.Unknown), (e.Code, e.Outcome));
    }

    [Fact]
    public async Task Delete_GoneAfterAnUnknownAttempt_Succeeds()
    {
        Answer(Status(502), Status(404, """{"code":10008,"message":"Unknown Message"}"""));
        await PassTimeAsync(_rest.DeleteMessageAsync(Channel, new Snowflake(7)));
    }

    [Fact]
    public async Task Delete_GoneBefore_Fails()
    {
        Answer(Status(404, """{"code":10008,"message":"Unknown Message"}"""));
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => _rest.DeleteMessageAsync(Channel, new Snowflake(7)));
        Assert.Equal((10008, RestOutcome.NotDone), (e.Code, e.Outcome));
    }

    [Fact]
    public async Task Unauthorized_Token_StopsEverythingAfter()
    {
        Answer(Status(401, """{"message":"401: Unauthorized","code":0}"""), Ok);
        await Assert.ThrowsAsync<DiscordUnauthorizedException>(() => _rest.GetCurrentUserAsync());
        await Assert.ThrowsAsync<DiscordUnauthorizedException>(() => _rest.GetMessageAsync(Channel, new Snowflake(7)));
        Assert.Single(_requests);
    }

    [Fact]
    public async Task Unauthorized_InteractionToken_ConcernsThatAlone()
    {
        Answer(Status(401, """{"message":"Invalid Webhook Token","code":50027}"""), Ok);
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => _rest.GetOriginalInteractionResponseAsync(new Snowflake(2), InteractionToken));
        Assert.IsNotType<DiscordUnauthorizedException>(e);
        Assert.Equal(50027, e.Code);
        await _rest.GetCurrentUserAsync();
    }

    [Fact]
    public async Task Interaction_AnsweredTwice_IsError40060AndNotSentAgain()
    {
        Answer(Status(400, """{"message":"Interaction has already been acknowledged.","code":40060}"""));
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => _rest.CreateInteractionResponseAsync(
            new Snowflake(9), InteractionToken, new InteractionResponse { Type = InteractionCallbackType.DeferredUpdateMessage }));
        Assert.Equal((40060, RestOutcome.NotDone), (e.Code, e.Outcome));
        Assert.Contains("already been acknowledged", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
        Assert.Single(_requests);
    }

    [Fact]
    public async Task Refusal_OfAForm_NamesEveryField()
    {
        Answer(Status(400, """
            {"code":50035,"message":"Invalid Form Body","errors":{
              "content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 2000 or fewer in length."}]},
              "embeds":{"0":{"title":{"_errors":[{"code":"BASE_TYPE_REQUIRED","message":"This field is required"}]}}}}}
            """));
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => _rest.CreateMessageAsync(Channel, new CreateMessage { Content = "1" }));
        Assert.Equal(50035, e.Code);
        Assert.Equal(["content", "embeds.0.title"], e.Errors.Select(static f => f.Path));
        Assert.Contains("embeds.0.title: This field is required", e.Message, StringComparison.Ordinal);
        Assert.Equal("POST /channels/{channel}/messages", e.Route);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("""{"errors":{"a":3},"code":1}""")]
    [InlineData("""{"errors":{"_errors":{}},"code":1}""")]
    [InlineData("""{"errors":{"_errors":[1,{"code":7}]},"code":1}""")]
    public async Task Refusal_WithAnOddBody_IsStillARefusal(string body)
    {
        Answer(Status(400, body));
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => _rest.GetMessageAsync(Channel, new Snowflake(7)));
        Assert.Equal((HttpStatusCode.BadRequest, RestOutcome.NotDone), (e.Status, e.Outcome));
    }

    [Fact]
    public async Task Answer_Unreadable_IsDone()
    {
        Answer(static context => context.Response.WriteAsync("""{"id":{}}"""));
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => _rest.CreateMessageAsync(Channel, new CreateMessage { Content = "1" }));
        Assert.Equal(RestOutcome.Done, e.Outcome);
        Assert.IsType<JsonException>(e.InnerException);
    }

    [Fact]
    public async Task Answer_LargerThanAllowed_IsDoneButNotRead()
    {
        using var rest = Make(maxResponseBytes: 2048);
        Answer(static context => context.Response.WriteAsync(new string(' ', 4096) + MessageBody));
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => rest.CreateMessageAsync(Channel, new CreateMessage { Content = "1" }));
        Assert.Equal(RestOutcome.Done, e.Outcome);
    }

    [Fact]
    public async Task Connection_Broken_IsUnknownForWhatCouldDouble()
    {
        Answer(static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => _rest.CreateMessageAsync(Channel, new CreateMessage { Content = "1" }));
        Assert.Equal(RestOutcome.Unknown, e.Outcome);
        Assert.Null(e.Status);
    }

    [Fact]
    public async Task Connection_Refused_IsRetriedAndNotDone()
    {
        using var rest = Make(api: new Uri("http://127.0.0.1:9/api/v10"));
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => PassTimeAsync(rest.CreateMessageAsync(Channel, new CreateMessage { Content = "1" })));
        Assert.Equal(RestOutcome.NotDone, e.Outcome);
        Assert.Equal(DiscordRestOptions.DefaultMaxRetries, _log.Count(static l => l.Contains("sent again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Answer_TooLate_IsUnknown()
    {
        var answered = new TaskCompletionSource();
        Answer(_ => answered.Task);
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => PassTimeAsync(
            _rest.CreateMessageAsync(Channel, new CreateMessage { Content = "1" })));
        answered.SetResult();
        Assert.Equal(RestOutcome.Unknown, e.Outcome);
    }

    [Fact]
    public async Task Cancel_WhileWaitingForALimit_Throws()
    {
        Answer(context =>
        {
            Limit(context, "bucket-a", remaining: 0, resetAfter: 60);
            return context.Response.WriteAsync(MessageBody);
        });
        await _rest.GetMessageAsync(Channel, new Snowflake(7));
        using var cancel = new CancellationTokenSource();
        var waiting = _rest.GetMessageAsync(Channel, new Snowflake(7), cancel.Token);
        var queued = _rest.GetMessageAsync(Channel, new Snowflake(7), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        Assert.Single(_requests);
    }

    [Fact]
    public async Task Commands_Overwritten_AreSentAsAList()
    {
        string? body = null;
        Answer(async context =>
        {
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await context.Response.WriteAsync("""[{"id":"3","name":"vote","description":"d","version":"4"}]""");
        });
        var registered = await _rest.BulkOverwriteGlobalCommandsAsync(
            new Snowflake(2), [new ApplicationCommand { Name = "vote", Description = "d" }]);
        Assert.Equal("""[{"name":"vote","description":"d"}]""", body);
        Assert.Equal(new Snowflake(3), Assert.Single(registered).Id);
        Assert.Equal("PUT /api/v10/applications/2/commands", Assert.Single(_requests).Request);
    }

    [Fact]
    public async Task ChannelMessages_Asked_CarryTheQuery()
    {
        Answer(static context => context.Response.WriteAsync("[]"));
        Assert.Empty(await _rest.GetChannelMessagesAsync(Channel, limit: 10, after: new Snowflake(3)));
        Assert.Equal("GET /api/v10/channels/5/messages?limit=10&after=3", Assert.Single(_requests).Request);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _rest.GetChannelMessagesAsync(Channel, limit: 101));
        await Assert.ThrowsAsync<ArgumentException>(
            () => _rest.GetChannelMessagesAsync(Channel, before: Channel, after: Channel));
    }

    [Theory]
    [InlineData("http://discord.com/api/v10")]
    [InlineData("ftp://127.0.0.1/")]
    public void ApiBaseUrl_NotSafe_IsRefused(string url) =>
        Assert.Throws<ArgumentException>(() => Make(api: new Uri(url)));

    private DiscordRest Make(
        Uri? api = null,
        int requestsPerSecond = DiscordRestOptions.DefaultRequestsPerSecond,
        int maxResponseBytes = DiscordRestOptions.DefaultMaxResponseBytes) =>
        new(
            new DiscordRestOptions
            {
                Token = Token,
                ApiBaseUrl = api ?? _discord.ApiBaseUrl,
                RequestsPerSecond = requestsPerSecond,
                MaxResponseBytes = maxResponseBytes,
                TimeProvider = _clock,
                Random = new Random(1),
            },
            logger: new ListLogger<DiscordRest>(_log));

    /// <summary>Answers the requests with these, the last for ever.</summary>
    private void Answer(params Func<HttpContext, Task>[] answers)
    {
        var next = -1;
        _discord.Rest = context =>
        {
            _requests.Enqueue((
                $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", _clock.GetUtcNow()));
            return answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)](context);
        };
    }

    private static Task Ok(HttpContext context) => context.Response.WriteAsync(MessageBody);

    private static Func<HttpContext, Task> Status(int status, string body = "") => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    private static Func<HttpContext, Task> Limited(string retryAfter, string body, string? scope) => context =>
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = retryAfter;
        if (scope is not null)
            context.Response.Headers["X-RateLimit-Scope"] = scope;
        return context.Response.WriteAsync(body);
    };

    private static void Limit(HttpContext context, string bucket, int remaining, double resetAfter)
    {
        var headers = context.Response.Headers;
        headers["X-RateLimit-Bucket"] = bucket;
        headers["X-RateLimit-Limit"] = "5";
        headers["X-RateLimit-Remaining"] = $"{remaining}";
        headers["X-RateLimit-Reset-After"] = $"{resetAfter}";
    }

    private async Task PassTimeAsync(Task until)
    {
        var deadline = Environment.TickCount64 + 20_000;
        while (!until.IsCompleted)
        {
            Assert.True(Environment.TickCount64 < deadline, "nothing happened though time passed");
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(5, CancellationToken.None);
        }
        await until;
    }
}
