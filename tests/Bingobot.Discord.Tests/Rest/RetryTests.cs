using System.Net;
using System.Text.Json;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Discord.Tests.Scripted;
using Microsoft.AspNetCore.Http;

namespace Bingobot.Discord.Tests.Rest;

/// <summary>What is sent again, and what is known after a failure.</summary>
public sealed class RetryTests : RestTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task ServerError_Idempotent_IsSentAgain(int status)
    {
        Answer(Status(status), Status(status), Ok);
        await PassTimeAsync(Api.GetMessageAsync(Channel, new Snowflake(7)));
        Assert.Equal(3, Requests.Count);
    }

    [Fact]
    public async Task ServerError_MessageWithEnforcedNonce_IsSentAgain()
    {
        Answer(Status(502), Ok);
        await PassTimeAsync(Api.CreateMessageAsync(
            Channel, new CreateMessage { Content = "1", Nonce = "n", EnforceNonce = true }));
        Assert.Equal(2, Requests.Count);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    public async Task ServerErrorThenALongWait_MessageWithEnforcedNonce_IsUnknownBeforeDiscordForgetsIt(int status)
    {
        var wait = CreateMessage.NonceMemory.TotalSeconds;
        Answer(Status(status), Limited($"{wait}", $$"""{"message":"x","retry_after":{{wait}},"global":false}""", "shared"), Ok);
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => PassTimeAsync(Api.CreateMessageAsync(
            Channel, new CreateMessage { Content = "1", Nonce = "n", EnforceNonce = true })));
        Assert.Equal((HttpStatusCode.TooManyRequests, RestOutcome.Unknown), (e.Status, e.Outcome));
        Assert.Equal(2, Requests.Count);
    }

    [Fact]
    public async Task LongWait_MessageWithEnforcedNonceThatIsSurelyNotDone_IsSentAfterIt()
    {
        Answer(Limited("150", """{"message":"x","retry_after":150,"global":false}""", "shared"), Ok);
        var sending = Api.CreateMessageAsync(Channel, new CreateMessage { Content = "1", Nonce = "n", EnforceNonce = true });
        await RunningClient.Until(() => Log.Any(static line => line.Contains("150", StringComparison.Ordinal)), () => "a 429");
        Clock.Advance(TimeSpan.FromSeconds(140));
        await PassTimeAsync(sending);
        Assert.Equal(2, Requests.Count);
    }

    [Fact]
    public async Task SlowAttempts_MessageWithEnforcedNonce_AreNotFollowedByOneThatCouldDouble()
    {
        Server.Rest = context =>
        {
            Requests.Enqueue(("", Clock.GetUtcNow()));
            Clock.Advance(CreateMessage.NonceMemory / 2);
            return Status(502)(context);
        };
        using var rest = new DiscordRest(new DiscordRestOptions
        {
            Token = Token,
            ApiBaseUrl = Server.ApiBaseUrl,
            AttemptTimeout = TimeSpan.FromHours(1),
            TimeProvider = Clock,
            Random = new Random(1),
        });
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => PassTimeAsync(rest.CreateMessageAsync(
            Channel, new CreateMessage { Content = "1", Nonce = "n", EnforceNonce = true })));
        Assert.Equal(RestOutcome.Unknown, e.Outcome);
        Assert.Equal(2, Requests.Count);
    }

    [Theory]
    [InlineData(500, null, null)]
    [InlineData(504, "n", null)]
    [InlineData(504, null, true)]
    public async Task ServerError_MessageThatCouldDouble_FailsAsUnknown(int status, string? nonce, bool? enforce)
    {
        Answer(Status(status));
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => PassTimeAsync(Api.CreateMessageAsync(
            Channel, new CreateMessage { Content = "1", Nonce = nonce, EnforceNonce = enforce })));
        Assert.Equal(((HttpStatusCode)status, RestOutcome.Unknown), (e.Status, e.Outcome));
        Assert.Single(Requests);
    }

    [Fact]
    public async Task ServerError_ForEver_FailsAfterBoundedRetries()
    {
        Answer(Status(503));
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => PassTimeAsync(Api.GetMessageAsync(Channel, new Snowflake(7))));
        Assert.Equal(RestOutcome.Unknown, e.Outcome);
        Assert.Equal(1 + DiscordRestOptions.DefaultMaxRetries, Requests.Count);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    public async Task NoGatewayAvailable_MessageThatCouldDouble_IsSentAgain(int status)
    {
        Answer(Status(status), Ok);
        await PassTimeAsync(Api.CreateMessageAsync(Channel, new CreateMessage { Content = "1" }));
        Assert.Equal(2, Requests.Count);
    }

    [Fact]
    public async Task NoGatewayAvailable_ForEver_CountsAsUnknown()
    {
        Answer(Status(502));
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => PassTimeAsync(Api.CreateFollowupAsync(
            new Snowflake(2), InteractionToken, new CreateMessage { Content = "1" })));
        Assert.Equal((HttpStatusCode.BadGateway, RestOutcome.Unknown), (e.Status, e.Outcome));
        Assert.Equal(1 + DiscordRestOptions.DefaultMaxRetries, Requests.Count);
    }

    [Fact]
    public async Task ServerErrorThenRefusal_Idempotent_StaysUnknown()
    {
        Answer(Status(502), Status(403, """{"code":50013,"message":"Missing Permissions"}"""));
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => PassTimeAsync(Api.CreateMessageAsync(
            Channel, new CreateMessage { Content = "1", Nonce = "n", EnforceNonce = true })));
        Assert.Equal((50013, RestOutcome.Unknown), (e.Code, e.Outcome));
    }

    [Fact]
    public async Task Delete_GoneAfterAnUnknownAttempt_Succeeds()
    {
        Answer(Status(502), Status(404, """{"code":10008,"message":"Unknown Message"}"""));
        await PassTimeAsync(Api.DeleteMessageAsync(Channel, new Snowflake(7)));
    }

    [Fact]
    public async Task Delete_GoneBefore_Fails()
    {
        Answer(Status(404, """{"code":10008,"message":"Unknown Message"}"""));
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => Api.DeleteMessageAsync(Channel, new Snowflake(7)));
        Assert.Equal((10008, RestOutcome.NotDone), (e.Code, e.Outcome));
    }

    [Fact]
    public async Task Answer_Unreadable_IsDone()
    {
        Answer(static context => context.Response.WriteAsync("""{"id":{}}"""));
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => Api.CreateMessageAsync(Channel, new CreateMessage { Content = "1" }));
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
            () => Api.CreateMessageAsync(Channel, new CreateMessage { Content = "1" }));
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
        Assert.Equal(DiscordRestOptions.DefaultMaxRetries, Log.Count(static l => l.Contains("sent again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Answer_TooLate_IsUnknown()
    {
        var answered = new TaskCompletionSource();
        Answer(_ => answered.Task);
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => PassTimeAsync(
            Api.CreateMessageAsync(Channel, new CreateMessage { Content = "1" })));
        answered.SetResult();
        Assert.Equal(RestOutcome.Unknown, e.Outcome);
    }
}
