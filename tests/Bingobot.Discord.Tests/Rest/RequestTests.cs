using System.Net;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Microsoft.AspNetCore.Http;

namespace Bingobot.Discord.Tests.Rest;

/// <summary>What is sent, and what is made of the answers.</summary>
public sealed class RequestTests : RestTests
{
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
        var message = await Api.CreateMessageAsync(Channel, new CreateMessage { Content = "hi" });
        Assert.Equal(new Snowflake(77), message.Id);
        Assert.Equal($"Bot {Token}", authorization);
        Assert.Matches(@"^DiscordBot \(https://\S+, \d+\.\d+\.\d+\)$", agent);
        Assert.Equal("application/json", type);
        Assert.Equal("""{"content":"hi"}""", body);
        Assert.Equal("POST /api/v10/channels/5/messages", Assert.Single(Requests).Request);
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
        var answer = await Api.CreateInteractionResponseAsync(
            new Snowflake(9),
            InteractionToken,
            new InteractionResponse { Type = InteractionCallbackType.ChannelMessageWithSource });
        Assert.Equal(new Snowflake(77), answer.Resource!.Message!.Id);
        Assert.Equal("", authorization ?? "");
        Assert.Equal("/api/v10/interactions/9/secret%2Finteraction-token/callback?with_response=true", target);
    }

    [Fact]
    public async Task Unauthorized_Token_StopsAllThatCarriesIt()
    {
        Answer(Status(401, """{"message":"401: Unauthorized","code":0}"""), Ok);
        await Assert.ThrowsAsync<DiscordUnauthorizedException>(() => Api.GetCurrentUserAsync());
        await Assert.ThrowsAsync<DiscordUnauthorizedException>(() => Api.GetMessageAsync(Channel, new Snowflake(7)));
        Assert.Single(Requests);
    }

    [Fact]
    public async Task Unauthorized_Token_LeavesWhatDoesNotCarryIt()
    {
        Answer(Status(401, """{"message":"401: Unauthorized","code":0}"""), Ok);
        await Assert.ThrowsAsync<DiscordUnauthorizedException>(() => Api.GetCurrentUserAsync());
        await Api.CreateFollowupAsync(new Snowflake(2), InteractionToken, new CreateMessage { Content = "1" });
        await Api.ExecuteWebhookAsync(new Snowflake(3), InteractionToken, new ExecuteWebhook { Content = "1" });
        await Assert.ThrowsAsync<DiscordUnauthorizedException>(() => Api.GetMessageAsync(Channel, new Snowflake(7)));
        Assert.Equal(3, Requests.Count);
    }

    [Fact]
    public async Task Unauthorized_InteractionToken_ConcernsThatAlone()
    {
        Answer(Status(401, """{"message":"Invalid Webhook Token","code":50027}"""), Ok);
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => Api.GetOriginalInteractionResponseAsync(new Snowflake(2), InteractionToken));
        Assert.IsNotType<DiscordUnauthorizedException>(e);
        Assert.Equal(50027, e.Code);
        await Api.GetCurrentUserAsync();
    }

    [Fact]
    public async Task Interaction_AnsweredTwice_IsError40060AndNotSentAgain()
    {
        Answer(Status(400, """{"message":"Interaction has already been acknowledged.","code":40060}"""));
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => Api.CreateInteractionResponseAsync(
            new Snowflake(9), InteractionToken, new InteractionResponse { Type = InteractionCallbackType.DeferredUpdateMessage }));
        Assert.Equal((40060, RestOutcome.NotDone), (e.Code, e.Outcome));
        Assert.Contains("already been acknowledged", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
        Assert.Single(Requests);
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
            () => Api.CreateMessageAsync(Channel, new CreateMessage { Content = "1" }));
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
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => Api.GetMessageAsync(Channel, new Snowflake(7)));
        Assert.Equal((HttpStatusCode.BadRequest, RestOutcome.NotDone), (e.Status, e.Outcome));
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
        var registered = await Api.BulkOverwriteGlobalCommandsAsync(
            new Snowflake(2), [new ApplicationCommand { Name = "vote", Description = "d" }]);
        Assert.Equal("""[{"name":"vote","description":"d"}]""", body);
        Assert.Equal(new Snowflake(3), Assert.Single(registered).Id);
        Assert.Equal("PUT /api/v10/applications/2/commands", Assert.Single(Requests).Request);
    }

    [Fact]
    public async Task ChannelMessages_Asked_CarryTheQuery()
    {
        Answer(static context => context.Response.WriteAsync("[]"));
        Assert.Empty(await Api.GetChannelMessagesAsync(Channel, limit: 10, after: new Snowflake(3)));
        Assert.Equal("GET /api/v10/channels/5/messages?limit=10&after=3", Assert.Single(Requests).Request);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Api.GetChannelMessagesAsync(Channel, limit: 101));
        await Assert.ThrowsAsync<ArgumentException>(
            () => Api.GetChannelMessagesAsync(Channel, before: Channel, after: Channel));
    }

    [Theory]
    [InlineData("http://discord.com/api/v10")]
    [InlineData("ftp://127.0.0.1/")]
    public void ApiBaseUrl_NotSafe_IsRefused(string url) =>
        Assert.Throws<ArgumentException>(() => Make(api: new Uri(url)));
}
