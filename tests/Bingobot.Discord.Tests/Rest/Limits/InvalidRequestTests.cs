using System.Net;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;

namespace Bingobot.Discord.Tests.Rest.Limits;

/// <summary>
/// Stopping before Discord bans the address, see
/// <see href="https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans"/>.
/// </summary>
public sealed class InvalidRequestTests : RestTests
{
    private static readonly Snowflake Id = new(7);
    private readonly string _forbidden = """{"code":50013,"message":"Missing Permissions"}""";

    [Fact]
    public async Task Refusals_AsManyAsAllowed_StopEverythingUntilTheOldestIsForgotten()
    {
        using var rest = Make(maxInvalidRequests: 3);
        Answer(Status(403, _forbidden), Status(403, _forbidden), Status(403, _forbidden), Ok);
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<DiscordRestException>(() => rest.GetMessageAsync(Channel, Id));
            Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var stopped = await Assert.ThrowsAsync<DiscordInvalidRequestLimitException>(() => rest.GetMessageAsync(new Snowflake(6), Id));
        Assert.Equal(RestOutcome.NotDone, stopped.Outcome);
        Assert.Equal(TimeSpan.FromMinutes(7), stopped.RetryAfter);
        Assert.Equal(Clock.GetUtcNow() + TimeSpan.FromMinutes(7), stopped.ResumesAt);
        await Assert.ThrowsAsync<DiscordInvalidRequestLimitException>(
            () => rest.CreateFollowupAsync(new Snowflake(2), InteractionToken, new CreateMessage { Content = "1" }));
        Assert.Equal(3, Requests.Count);
        Assert.Contains(Log, static line => line.Contains("nothing is sent for 480 s", StringComparison.Ordinal));

        Clock.Advance(TimeSpan.FromMinutes(7));
        await rest.GetMessageAsync(Channel, Id);
    }

    [Fact]
    public async Task Refusals_BelowWhatIsAllowed_StopNothing()
    {
        using var rest = Make(maxInvalidRequests: 3);
        Answer(Status(403, _forbidden), Status(403, _forbidden), Ok);
        await Assert.ThrowsAsync<DiscordRestException>(() => rest.GetMessageAsync(Channel, Id));
        await Assert.ThrowsAsync<DiscordRestException>(() => rest.GetMessageAsync(Channel, Id));
        await rest.GetMessageAsync(Channel, Id);
    }

    [Fact]
    public async Task TooManyRequests_Count()
    {
        using var rest = Make(maxInvalidRequests: 1);
        Answer(Limited("1", """{"message":"slow","retry_after":1,"global":false}""", "user"), Ok);
        await Assert.ThrowsAsync<DiscordInvalidRequestLimitException>(() => PassTimeAsync(rest.GetMessageAsync(Channel, Id)));
        Assert.Single(Requests);
    }

    [Fact]
    public async Task TooManyRequests_OfASharedLimit_DoNotCount()
    {
        using var rest = Make(maxInvalidRequests: 1);
        Answer(Limited("1", """{"message":"slow","retry_after":1,"global":false}""", "shared"), Ok);
        await PassTimeAsync(rest.GetMessageAsync(Channel, Id));
        Assert.Equal(2, Requests.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    public async Task Refusals_OfOtherKinds_DoNotCount(int status)
    {
        using var rest = Make(maxInvalidRequests: 1);
        Answer(Status(status), Ok);
        await Assert.ThrowsAsync<DiscordRestException>(() => rest.GetMessageAsync(Channel, Id));
        await rest.GetMessageAsync(Channel, Id);
    }

    [Fact]
    public async Task Webhook_Gone_IsNotAskedForAgain()
    {
        Answer(Status(404, """{"code":10015,"message":"Unknown Webhook"}"""));
        var first = await Assert.ThrowsAsync<DiscordRestException>(
            () => Api.ExecuteWebhookAsync(new Snowflake(3), "secret-webhook", new ExecuteWebhook { Content = "1" }));
        var second = await Assert.ThrowsAsync<DiscordRestException>(
            () => Api.GetWebhookMessageAsync(new Snowflake(3), "secret-webhook", Id));
        Assert.All([first, second], static e =>
            Assert.Equal((HttpStatusCode.NotFound, 10015, RestOutcome.NotDone), (e.Status, e.Code, e.Outcome)));
        Assert.Contains("not asked again", second.Message, StringComparison.Ordinal);
        Assert.Single(Requests);
    }

    [Theory]
    [InlineData(404, """{"code":10008,"message":"Unknown Message"}""")]
    [InlineData(403, """{"code":10015,"message":"odd"}""")]
    public async Task Webhook_NotGone_IsAskedForAgain(int status, string body)
    {
        Answer(Status(status, body), Ok);
        await Assert.ThrowsAsync<DiscordRestException>(() => Api.GetWebhookMessageAsync(new Snowflake(3), "secret-webhook", Id));
        await Api.GetWebhookMessageAsync(new Snowflake(3), "secret-webhook", Id);
    }

    [Fact]
    public async Task Interaction_NotAnsweredYet_IsAskedForAgain()
    {
        Answer(Status(404, """{"code":10015,"message":"Unknown Webhook"}"""), Ok);
        await Assert.ThrowsAsync<DiscordRestException>(
            () => Api.GetOriginalInteractionResponseAsync(new Snowflake(2), InteractionToken));
        await Api.GetOriginalInteractionResponseAsync(new Snowflake(2), InteractionToken);
    }

    [Fact]
    public async Task Unauthorized_AfterAnUnknownAttempt_StaysUnknown()
    {
        Answer(Status(500), Status(401));
        var e = await Assert.ThrowsAsync<DiscordUnauthorizedException>(() => PassTimeAsync(Api.GetMessageAsync(Channel, Id)));
        Assert.Equal(RestOutcome.Unknown, e.Outcome);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public void MaxInvalidRequests_OutOfRange_IsRefused(int most) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(maxInvalidRequests: most));
}
