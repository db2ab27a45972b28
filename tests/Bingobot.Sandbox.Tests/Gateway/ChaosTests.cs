using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Gateway;

public class ChaosTests
{
    [Fact]
    public async Task Drop_BreaksTheSocketOffAndKeepsTheSession()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host);

        Answer answer = await host.PeopleAsync("POST", "chaos", """{"kind":"drop"}""");

        Assert.Equal(200, answer.Status);
        Assert.Null(await bot.ClosedAsync());
        await using BotSocket again = await BotSocket.ResumeAsync(host, bot.SessionId, bot.Seq);
        await again.EventAsync("RESUMED");
    }

    [Fact]
    public async Task Reconnect_SendsOpcode7()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host);

        await host.PeopleAsync("POST", "chaos", """{"kind":"reconnect"}""");

        await bot.ExpectAsync(op: 7);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task InvalidSession_SendsOpcode9AndEndsTheSessionUnlessResumable(bool resumable)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host);

        await host.PeopleAsync("POST", "chaos", $$"""{"kind":"invalid-session","resumable":{{(resumable ? "true" : "false")}}}""");

        JsonElement invalid = await bot.ExpectAsync(op: 9);
        Assert.Equal(resumable, invalid.GetProperty("d").GetBoolean());
        Assert.Equal(resumable, host.World.Sessions.ContainsKey(bot.SessionId));
        Assert.False(host.Sandbox.BotConnected);
    }

    [Fact]
    public async Task MuteAcks_LeavesHeartbeatsUnacknowledged()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host);

        await host.PeopleAsync("POST", "chaos", """{"kind":"mute-acks","seconds":60}""");
        await bot.SendAsync("""{"op":1,"d":2}""");
        await bot.SendAsync($$$"""{"op":8,"d":{"guild_id":"{{{host.Guild}}}","query":"ada","limit":1}}""");

        await bot.EventAsync("GUILD_MEMBERS_CHUNK");
    }

    [Fact]
    public async Task RateLimit_RefusesTheNextRequestsWithRetryAfter()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        await host.PeopleAsync("POST", "chaos", """{"kind":"rate-limit","count":2}""");
        Answer[] answers = [await Ask(host), await Ask(host), await Ask(host)];

        Assert.Equal([429, 429, 200], answers.Select(a => a.Status));
        Assert.Equal("1", answers[0].Headers["Retry-After"]);
        Assert.Equal(0.5, answers[0].Json.GetProperty("retry_after").GetDouble());
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task ServerError_AnswersTheNextRequestWith500(bool after, int written)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        await host.PeopleAsync("POST", "chaos", $$"""{"kind":"server-error","after":{{(after ? "true" : "false")}}}""");
        Answer answer = await host.BotAsync("POST", $"channels/{host.General}/messages", """{"content":"hello"}""");

        Assert.Equal(500, answer.Status);
        Assert.Equal(written, host.Sandbox.GetMessages("general", null).Count);
    }

    [Theory]
    [InlineData("""{"kind":"earthquake"}""", "drop, reconnect")]
    [InlineData("""{"kind":"rate-limit","count":0}""", "1 to 1000")]
    [InlineData("""{}""", "\"kind\" is missing")]
    public async Task Order_ThatIsNone_IsRefusedWithWhatThereIs(string order, string says)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        Answer answer = await host.PeopleAsync("POST", "chaos", order);

        Assert.Equal(400, answer.Status);
        Assert.Contains(says, answer.Message, StringComparison.Ordinal);
    }

    private static Task<Answer> Ask(SandboxHost host) => host.BotAsync("GET", "users/@me");
}
