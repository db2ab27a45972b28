using System.Net.WebSockets;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Gateway;

public class CloseCodeTests
{
    [Theory]
    [InlineData("""{"op":77,"d":null}""", 4001)]
    [InlineData("""{"op":""", 4002)]
    [InlineData("not json", 4002)]
    [InlineData("[]", 4002)]
    [InlineData("""{"op":"2"}""", 4002)]
    [InlineData("""{"op":3,"d":{}}""", 4003)]
    [InlineData("""{"op":8,"d":{}}""", 4003)]
    [InlineData("""{"op":31,"d":{"guild_ids":[]}}""", 4003)]
    [InlineData("""{"op":43,"d":{"guild_id":"1","fields":[]}}""", 4003)]
    [InlineData("""{"op":2,"d":{"token":"another","intents":1,"properties":{}}}""", 4004)]
    [InlineData("""{"op":6,"d":{"token":"another","session_id":"x","seq":1}}""", 4004)]
    [InlineData("""{"op":6,"d":{"token":"sandbox"}}""", 4002)]
    [InlineData("""{"op":2,"d":{"token":"sandbox","intents":1,"properties":{},"shard":[2,2]}}""", 4010)]
    [InlineData("""{"op":2,"d":{"token":"sandbox","intents":1,"properties":{},"shard":"0"}}""", 4010)]
    [InlineData("""{"op":2,"d":{"token":"sandbox","intents":1,"properties":{},"presence":{}}}""", 4002)]
    [InlineData("""{"op":2,"d":{"token":"sandbox","intents":1,"properties":{},"presence":"dnd"}}""", 4002)]
    [InlineData("""{"op":2,"d":{"token":"sandbox","intents":1,"properties":{},"presence":{"status":"dnd","activities":{}}}}""", 4002)]
    [InlineData("""{"op":2,"d":{"token":"sandbox","properties":{}}}""", 4013)]
    [InlineData("""{"op":2,"d":{"token":"sandbox","intents":1073741824,"properties":{}}}""", 4013)]
    [InlineData("""{"op":2,"d":{"token":"sandbox","intents":32769,"properties":{}}}""", 4014)]
    public async Task Payload_ThatIsNotAllowed_ClosesWithItsCode(string payload, int code)
    {
        await using SandboxHost host = await SandboxHost.StartAsync(
            new SandboxOptions { DisallowedIntents = Intents.MessageContent });
        await using BotSocket bot = await BotSocket.ConnectAsync(host);
        await bot.ExpectAsync(op: 10);

        await bot.SendAsync(payload);

        Assert.Equal(code, await bot.ClosedAsync());
    }

    [Theory]
    [InlineData("v=9&encoding=json")]
    [InlineData("v=10&encoding=etf")]
    [InlineData("v=10&encoding=json&compress=brotli")]
    public async Task Query_ThatIsNotSpoken_ClosesWith4012(string query)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.ConnectAsync(host, query: query);

        Assert.Equal(4012, await bot.ClosedAsync());
    }

    [Fact]
    public async Task Identify_Twice_ClosesWith4005()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host);

        await bot.IdentifyAsync(1);

        Assert.Equal(4005, await bot.ClosedAsync());
    }

    [Fact]
    public async Task Payload_OfMoreThan4096Bytes_ClosesWith4002()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host);

        await bot.SendAsync($$$"""{"op":3,"d":{"x":"{{{new string('x', 5000)}}}"}}""");

        Assert.Equal(4002, await bot.ClosedAsync());
    }

    [Fact]
    public async Task Payloads_MoreThan120InAMinute_CloseWith4008()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host);

        for (int i = 0; i < 120; i++)
        {
            try
            {
                await bot.SendAsync("""{"op":1,"d":2}""");
            }
            catch (WebSocketException)
            {
                break;
            }
        }

        Assert.Equal(4008, await bot.ClosedAsync());
    }

    [Fact]
    public async Task Heartbeat_ThatNeverComes_ClosesWith4009AndEndsTheSession()
    {
        await using SandboxHost host = await SandboxHost.StartAsync(
            new SandboxOptions { HeartbeatInterval = TimeSpan.FromMilliseconds(100) });
        await using BotSocket bot = await BotSocket.LoginAsync(host);

        Assert.Equal(4009, await bot.ClosedAsync());

        Assert.Empty(host.World.Sessions);
    }
}
