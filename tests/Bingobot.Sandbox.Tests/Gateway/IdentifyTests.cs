using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Gateway;

public class IdentifyTests
{
    [Fact]
    public async Task Hello_OnConnecting_TellsTheHeartbeatInterval()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.ConnectAsync(host);

        JsonElement hello = await bot.ExpectAsync(op: 10);

        Assert.Equal(41_250, hello.GetProperty("d").GetProperty("heartbeat_interval").GetInt32());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("zlib-stream")]
    [InlineData("zstd-stream")]
    public async Task Identify_WithTheToken_IsReadyAndSeesTheGuild(string? compress)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.ConnectAsync(host, compress);
        await bot.ExpectAsync(op: 10);

        await bot.IdentifyAsync(BotSocket.AllIntents);

        JsonElement ready = await bot.EventAsync("READY");
        Assert.Equal(10, ready.GetProperty("v").GetInt32());
        Assert.Equal("bingobot", ready.GetProperty("user").GetProperty("username").GetString());
        Assert.Equal(host.Application, ready.GetProperty("application").GetProperty("id").GetString());
        Assert.Equal($"ws://{host.Address.Authority}/gateway", ready.GetProperty("resume_gateway_url").GetString());
        JsonElement unavailable = Assert.Single(ready.GetProperty("guilds").EnumerateArray());
        Assert.True(unavailable.GetProperty("unavailable").GetBoolean());

        JsonElement guild = await bot.EventAsync("GUILD_CREATE");
        Assert.Equal("Bingobot HQ", guild.GetProperty("name").GetString());
        Assert.Equal(["general", "voice"], guild.GetProperty("channels").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal(
            ["bingobot", "ada", "grace", "linus"],
            guild.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("user").GetProperty("username").GetString()));
        Assert.Equal(2, bot.Seq);
    }

    [Fact]
    public async Task Identify_WithoutMembersIntent_SeesItselfAndWhoSitsInVoice()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await host.Sandbox.SetVoiceAsync(host.Guild, "grace", "voice", TestContext.Current.CancellationToken);
        await using BotSocket bot = await BotSocket.ConnectAsync(host);
        await bot.ExpectAsync(op: 10);

        await bot.IdentifyAsync(Intents.Guilds);

        await bot.EventAsync("READY");
        JsonElement guild = await bot.EventAsync("GUILD_CREATE");
        Assert.Equal(
            ["bingobot", "grace"],
            guild.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("user").GetProperty("username").GetString()));
        JsonElement state = Assert.Single(guild.GetProperty("voice_states").EnumerateArray());
        Assert.Equal(host.UserId("grace"), state.GetProperty("user_id").GetString());
    }

    [Fact]
    public async Task Identify_OfAShardWithoutTheGuild_SeesNothingOfIt()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        int mine = Snowflake.ShardOf(host.World.Guilds.Keys.Single(), 2);
        await using BotSocket bot = await BotSocket.ConnectAsync(host);
        await bot.ExpectAsync(op: 10);

        await bot.SendAsync($$$"""{"op":2,"d":{"token":"sandbox","intents":{{{Intents.All}}},"properties":{},"shard":[{{{1 - mine}}},2]}}""");

        JsonElement ready = await bot.EventAsync("READY");
        Assert.Empty(ready.GetProperty("guilds").EnumerateArray());
        await host.Sandbox.SendMessageAsync("general", "ada", "hello", TestContext.Current.CancellationToken);
        await bot.SendAsync("""{"op":1,"d":1}""");
        await bot.ExpectAsync(op: 11);
    }

    [Theory]
    [InlineData("dnd", "dnd")]
    [InlineData("invisible", "offline")]
    public async Task Identify_WithAPresence_AppearsSo(string status, string seen)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket other = await BotSocket.LoginAsync(host, Intents.GuildPresences);
        await using BotSocket bot = await BotSocket.ConnectAsync(host);
        await bot.ExpectAsync(op: 10);

        await bot.SendAsync($$$"""
            {"op":2,"d":{"token":"sandbox","intents":{{{Intents.All}}},"properties":{},
              "presence":{"since":91879201,"activities":[{"name":"Cards","type":0}],"status":"{{{status}}}","afk":false} }}
            """);

        await bot.EventAsync("READY");
        await bot.EventAsync("GUILD_CREATE");
        foreach (BotSocket socket in (BotSocket[])[bot, other])
        {
            JsonElement presence = await socket.EventAsync("PRESENCE_UPDATE");
            Assert.Equal(host.UserId("bingobot"), presence.GetProperty("user").GetProperty("id").GetString());
            Assert.Equal(seen, presence.GetProperty("status").GetString());
            Assert.Equal("Cards", Assert.Single(presence.GetProperty("activities").EnumerateArray()).GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task Heartbeat_WithoutIdentify_IsAcknowledged()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.ConnectAsync(host);
        await bot.ExpectAsync(op: 10);

        await bot.SendAsync("""{"op":1,"d":null}""");

        await bot.ExpectAsync(op: 11);
    }
}
