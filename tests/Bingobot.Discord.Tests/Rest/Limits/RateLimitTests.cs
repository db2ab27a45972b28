using System.Net;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Discord.Tests.Scripted;
using Microsoft.AspNetCore.Http;

namespace Bingobot.Discord.Tests.Rest.Limits;

/// <summary>Waiting for limits, see <see href="https://docs.discord.com/developers/topics/rate-limits"/>.</summary>
public sealed class RateLimitTests : RestTests
{
    [Fact]
    public async Task Bucket_Exhausted_WaitsForItsResetAndOthersDoNot()
    {
        Answer(context =>
        {
            Limit(context, "bucket-a", remaining: 0, resetAfter: 3);
            return context.Response.WriteAsync(MessageBody);
        });
        await Api.CreateMessageAsync(Channel, new CreateMessage { Content = "1" });
        var began = Clock.GetUtcNow();
        var second = Api.CreateMessageAsync(Channel, new CreateMessage { Content = "2" });
        await Api.CreateMessageAsync(new Snowflake(6), new CreateMessage { Content = "elsewhere" });
        Assert.Equal(2, Requests.Count);
        await PassTimeAsync(second);
        Assert.InRange((Requests.Last().At - began).TotalSeconds, 3, 30);
    }

    [Fact]
    public async Task Bucket_SharedByTwoRoutes_IsOneLimit()
    {
        Answer(context =>
        {
            Limit(context, "shared-bucket", remaining: context.Request.Method == "GET" ? 0 : 5, resetAfter: 2);
            return context.Response.WriteAsync(MessageBody);
        });
        await Api.EditMessageAsync(Channel, new Snowflake(7), new EditMessage { Content = "x" });
        await Api.GetMessageAsync(Channel, new Snowflake(7));
        var began = Clock.GetUtcNow();
        await PassTimeAsync(Api.EditMessageAsync(Channel, new Snowflake(7), new EditMessage { Content = "y" }));
        Assert.InRange((Requests.Last().At - began).TotalSeconds, 2, 30);
    }

    [Fact]
    public async Task TooManyRequests_OfOneRoute_WaitsAsTheBodySaysAndSendsAgain()
    {
        Answer(Limited("60", """{"message":"slow","retry_after":1.25,"global":false}""", "user"), Ok);
        var began = Clock.GetUtcNow();
        await PassTimeAsync(Api.CreateMessageAsync(Channel, new CreateMessage { Content = "1" }));
        Assert.Equal(2, Requests.Count);
        Assert.InRange((Requests.Last().At - began).TotalSeconds, 1.25, 30);
    }

    [Fact]
    public async Task TooManyRequests_SharedScope_BlocksItsBucketAlone()
    {
        Answer(Limited("4", """{"message":"slow","retry_after":4,"global":false}""", "shared"), Ok, Ok);
        var limited = Api.CreateMessageAsync(Channel, new CreateMessage { Content = "1" });
        await RunningClient.Until(() => Log.Any(static l => l.Contains("rate-limited", StringComparison.Ordinal)), () => "429");
        await Api.GetCurrentUserAsync();
        Assert.False(limited.IsCompleted);
        await PassTimeAsync(limited);
    }

    [Fact]
    public async Task TooManyRequests_Global_BlocksAllButInteractions()
    {
        Answer(Limited("4", """{"message":"slow","retry_after":4,"global":true}""", "global"), Ok, Ok, Ok);
        var limited = Api.CreateMessageAsync(Channel, new CreateMessage { Content = "1" });
        await RunningClient.Until(() => Log.Any(static l => l.Contains("global: True", StringComparison.Ordinal)), () => "429");
        var other = Api.GetMessageAsync(new Snowflake(6), new Snowflake(7));
        await Api.CreateFollowupAsync(new Snowflake(2), InteractionToken, new CreateMessage { Content = "now" });
        Assert.Equal(2, Requests.Count);
        Assert.False(other.IsCompleted);
        await PassTimeAsync(Task.WhenAll(limited, other));
        Assert.Equal(4, Requests.Count);
    }

    [Fact]
    public async Task TooManyRequests_LongerThanAllowed_FailsAsNotDone()
    {
        Answer(Limited("1337", """{"message":"slow","retry_after":1336.57,"global":false}""", "shared"));
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => Api.CreateMessageAsync(Channel, new CreateMessage { Content = "1" }));
        Assert.Equal((HttpStatusCode.TooManyRequests, RestOutcome.NotDone), (e.Status, e.Outcome));
        Assert.InRange(e.RetryAfter!.Value.TotalSeconds, 1336, 1337);
    }

    [Fact]
    public async Task TooManyRequests_ForEver_FailsInTheEnd()
    {
        Answer(Limited("1", "<html>", scope: null));
        var e = await Assert.ThrowsAsync<DiscordRestException>(
            () => PassTimeAsync(Api.CreateMessageAsync(Channel, new CreateMessage { Content = "1" })));
        Assert.Equal(RestOutcome.NotDone, e.Outcome);
        Assert.Equal(10, Requests.Count);
    }

    [Fact]
    public async Task GlobalLimit_ManyAtOnce_NeverMoreThanAllowedInASecond()
    {
        using var rest = Make(requestsPerSecond: 10);
        Answer(Ok);
        var all = Task.WhenAll(Enumerable.Range(1, 35).Select(
            channel => rest.GetMessageAsync(new Snowflake((ulong)channel), new Snowflake(7))));
        await PassTimeAsync(all);
        var times = Requests.Select(static r => r.At).Order().ToArray();
        Assert.Equal(35, times.Length);
        // A request is stamped on arrival, one step of the clock late at most.
        for (var i = 10; i < times.Length; i++)
            Assert.True((times[i] - times[i - 10]).TotalSeconds >= 0.7, $"request {i}");
    }

    [Fact]
    public async Task Cancel_WhileWaitingForALimit_Throws()
    {
        Answer(context =>
        {
            Limit(context, "bucket-a", remaining: 0, resetAfter: 60);
            return context.Response.WriteAsync(MessageBody);
        });
        await Api.GetMessageAsync(Channel, new Snowflake(7));
        using var cancel = new CancellationTokenSource();
        var waiting = Api.GetMessageAsync(Channel, new Snowflake(7), cancel.Token);
        var queued = Api.GetMessageAsync(Channel, new Snowflake(7), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        Assert.Single(Requests);
    }
}
