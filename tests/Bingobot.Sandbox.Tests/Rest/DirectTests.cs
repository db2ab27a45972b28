using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Rest;

public class DirectTests
{
    private static async Task<string> OpenAsync(SandboxHost host, string user)
    {
        Answer answer = await host.BotAsync("POST", "users/@me/channels", $$"""{"recipient_id":"{{host.UserId(user)}}"}""");
        Assert.Equal(200, answer.Status);
        return answer.Text("id");
    }

    [Fact]
    public async Task DirectMessage_Arrives_WithoutAGuildAndWithItsContent()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host, Intents.Guilds | Intents.DirectMessages);
        string channel = await OpenAsync(host, "ada");

        await host.PeopleAsync("POST", $"channels/{channel}/messages", """{"user":"ada","content":"psst"}""");

        JsonElement message = await bot.EventAsync("MESSAGE_CREATE");
        Assert.Equal("psst", message.GetProperty("content").GetString());
        Assert.Equal(1, message.GetProperty("channel_type").GetInt32());
        Assert.False(message.TryGetProperty("guild_id", out _));
        Assert.False(message.TryGetProperty("member", out _));
    }

    [Fact]
    public async Task DirectMessages_AreNotToldToWhoDidNotAskForThem()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host, Intents.Guilds | Intents.GuildMessages | Intents.GuildMessageTyping);
        string channel = await OpenAsync(host, "ada");

        await host.PeopleAsync("POST", $"channels/{channel}/typing", """{"user":"ada"}""");
        await host.PeopleAsync("POST", $"channels/{channel}/messages", """{"user":"ada","content":"psst"}""");
        await host.PeopleAsync("POST", $"channels/{host.General}/messages", """{"user":"ada","content":"aloud"}""");

        JsonElement next = await bot.EventAsync("MESSAGE_CREATE");
        Assert.Equal(host.General, next.GetProperty("channel_id").GetString());
    }

    [Fact]
    public async Task Channel_OfTheSamePerson_IsTheSameAndTellsWhoThatIs()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        string first = await OpenAsync(host, "ada");
        string second = await OpenAsync(host, "ada");
        Answer read = await host.BotAsync("GET", $"channels/{first}");

        Assert.Equal(first, second);
        Assert.Equal("ada", read.Json.GetProperty("recipients")[0].GetProperty("username").GetString());
        Assert.NotEqual(first, await OpenAsync(host, "grace"));
    }

    [Theory]
    [InlineData("PATCH", "", """{"name":"x"}""", 50003)]
    [InlineData("POST", "/threads", """{"name":"x","type":11}""", 50003)]
    [InlineData("POST", "/webhooks", """{"name":"x"}""", 50003)]
    public async Task Channel_TakesNothingThatBelongsToAGuild(string method, string path, string body, int code)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        string channel = await OpenAsync(host, "ada");

        Answer answer = await host.BotAsync(method, $"channels/{channel}{path}", body);

        Assert.Equal((403, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Command_InDirectMessages_HasAUserAndNoMember()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await host.RegisterAsync("""[{"name":"ping","description":"Pings"},{"name":"local","description":"Guilds","contexts":[0]}]""");
        await using TinyBot bot = await TinyBot.StartAsync(host, """{"type":4,"data":{"content":"pong"}}""");
        string channel = await OpenAsync(host, "grace");

        Answer answer = await host.PeopleAsync("POST", $"channels/{channel}/commands", """{"user":"grace","command":"ping"}""");
        Answer other = await host.PeopleAsync("POST", $"channels/{channel}/commands", """{"user":"grace","command":"local"}""");

        JsonElement seen = bot.Seen.Single();
        Assert.Equal("pong", answer.Text("content"));
        Assert.Equal("grace", seen.GetProperty("user").GetProperty("username").GetString());
        Assert.Equal(1, seen.GetProperty("context").GetInt32());
        Assert.False(seen.TryGetProperty("member", out _));
        Assert.False(seen.TryGetProperty("guild_id", out _));
        Assert.Equal(404, other.Status);
    }
}
