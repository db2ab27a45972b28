using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.People;

public class WorldTests
{
    [Fact]
    public async Task World_OnAnEmptyJournal_HasOneGuildTwoChannelsAndThreePeople()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        Answer world = await host.PeopleAsync("GET", "world");

        Assert.Equal("Bingobot HQ", Assert.Single(world.Json.GetProperty("guilds").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(
            ["general text", "voice voice"],
            world.Json.GetProperty("channels").EnumerateArray().Select(c => $"{c.GetProperty("name")} {c.GetProperty("type")}"));
        Assert.Equal(
            ["ada", "grace", "linus"],
            world.Json.GetProperty("users").EnumerateArray().Where(u => !u.GetProperty("bot").GetBoolean()).Select(u => u.GetProperty("name").GetString()));
        Assert.Equal(0, world.Json.GetProperty("voice").GetArrayLength());
        Assert.Equal(0, world.Json.GetProperty("commands").GetArrayLength());
    }

    [Fact]
    public async Task World_AfterARestart_IsAsItWas()
    {
        MemoryJournal journal = new();
        string before;
        await using (SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { Journal = journal }))
        {
            await host.RegisterAsync("""[{"name":"a","description":"A"}]""");
            await host.PeopleAsync("POST", $"guilds/{host.Guild}/voice", """{"user":"ada","channel":"voice"}""");
            await host.PeopleAsync("POST", "channels/general/messages", """{"user":"grace","content":"hello"}""");
            await using BotSocket bot = await BotSocket.LoginAsync(host);
            before = WorldDump.Of(host.World);
        }

        await using SandboxHost restarted = await SandboxHost.StartAsync(new SandboxOptions { Journal = journal });

        Assert.Equal(before, WorldDump.Of(restarted.World));
    }

    [Fact]
    public async Task Voice_EnteredAndLeft_IsShown()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        string path = $"guilds/{host.Guild}/voice";

        Answer entered = await host.PeopleAsync("POST", path, """{"user":"ada","channel":"voice"}""");
        int within = host.Sandbox.GetVoiceMembers("voice").Count;
        Answer left = await host.PeopleAsync("POST", path, """{"user":"ada","channel":null}""");

        Assert.Equal((200, 200, 1), (entered.Status, left.Status, within));
        Assert.Equal(JsonValueKind.Null, left.Json.GetProperty("channel").ValueKind);
        Assert.Empty(host.Sandbox.GetVoiceMembers("voice"));
    }

    [Theory]
    [InlineData("guilds/G/voice", """{"user":"ada","channel":"general"}""", 400, "not a voice channel")]
    [InlineData("guilds/G/voice", """{"user":"ada"}""", 400, "\"channel\" is missing")]
    [InlineData("guilds/nowhere/voice", """{"user":"ada","channel":"voice"}""", 404, "there are Bingobot HQ")]
    [InlineData("guilds/G/users", """{"name":"ada"}""", 409, "already")]
    [InlineData("guilds/G/users", """{"name":"No Name"}""", 400, "2 to 32")]
    [InlineData("channels/general/messages", """{"user":"ada"}""", 400, "\"content\" is missing")]
    [InlineData("channels/general/messages", """{"user":"ada","content":" "}""", 400, "1 to 2000")]
    [InlineData("channels/nowhere/messages", """{"user":"ada","content":"x"}""", 404, "there are general, voice")]
    [InlineData("messages/1/components", """{"user":"ada","customId":"x"}""", 404, "no message")]
    [InlineData("channels/general/messages", "{", 400, "not JSON")]
    [InlineData("nowhere", "{}", 404, "no such endpoint")]
    public async Task Request_ThatCannotBeDone_SaysWhy(string path, string body, int status, string says)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        Answer answer = await host.PeopleAsync(
            "POST", path.Replace("/G/", $"/{host.Guild}/", StringComparison.Ordinal), body);

        Assert.Equal(status, answer.Status);
        Assert.Contains(says, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watcher_IsToldWhatChangedAfterItIsVisible()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using IAsyncEnumerator<WorldChange> changes =
            host.Sandbox.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        ValueTask<bool> next = changes.MoveNextAsync();

        MessageView message = await host.Sandbox.SendMessageAsync("general", "ada", "hello", TestContext.Current.CancellationToken);

        Assert.True(await next);
        Assert.Equal(new WorldChange(WorldChangeKind.MessageCreated, host.Guild, host.General, message.Id), changes.Current);
    }
}
