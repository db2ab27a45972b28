using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Rest;

public class PollTests
{
    private const string Poll = """
        {"poll":{"question":{"text":"Tea?"},"answers":[{"poll_media":{"text":"yes"}},{"poll_media":{"text":"no"}}],"duration":1}}
        """;

    [Fact]
    public async Task Poll_ThatEndsByTheClock_TellsItsResultAlsoAcrossARestart()
    {
        MovableClock clock = new();
        MemoryJournal journal = new();
        SandboxOptions options = new() { WorldClock = clock.Time, Journal = journal };
        string poll;
        await using (SandboxHost before = await SandboxHost.StartAsync(options))
        {
            poll = (await before.BotAsync("POST", $"channels/{before.General}/messages", Poll)).Text("id");
            Answer voted = await before.PeopleAsync("POST", $"messages/{poll}/votes", """{"user":"ada","answers":[2]}""");
            Assert.Equal(200, voted.Status);
        }

        clock.Time.Advance(TimeSpan.FromHours(1));
        await using SandboxHost after = await SandboxHost.StartAsync(options);
        await using BotSocket bot = await BotSocket.LoginAsync(after);

        JsonElement[] messages = [];
        while (messages.Length < 2)
            messages = [.. (await after.BotAsync("GET", $"channels/{after.General}/messages")).Json.EnumerateArray()];
        Assert.Equal(46, messages[0].GetProperty("type").GetInt32());
        Assert.Equal(poll, messages[0].GetProperty("message_reference").GetProperty("message_id").GetString());
        Assert.True(messages[1].GetProperty("poll").GetProperty("results").GetProperty("is_finalized").GetBoolean());
    }

    [Theory]
    [InlineData("""{"user":"ada","answers":[1,2]}""")]
    [InlineData("""{"user":"ada","answers":[3]}""")]
    [InlineData("""{"user":"ada","answers":"1"}""")]
    public async Task Vote_ThatThePollDoesNotTake_IsRefused(string vote)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        string poll = (await host.BotAsync("POST", $"channels/{host.General}/messages", Poll)).Text("id");

        Answer refused = await host.PeopleAsync("POST", $"messages/{poll}/votes", vote);

        Assert.Equal(400, refused.Status);
        Assert.Empty(host.World.FindMessage(ulong.Parse(poll, null))!.Poll!.Votes);
    }

    [Fact]
    public async Task Poll_IsToldOnlyToWhoReadsContent()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket blind = await BotSocket.LoginAsync(host, Intents.Guilds | Intents.GuildMessages);
        Answer hook = await host.BotAsync("POST", $"channels/{host.General}/webhooks", """{"name":"Hook"}""");

        await host.BotAsync("POST", $"webhooks/{hook.Text("id")}/{hook.Text("token")}", Poll);

        JsonElement message = await blind.EventAsync("MESSAGE_CREATE");
        Assert.False(message.TryGetProperty("poll", out _));
    }

    [Fact]
    public async Task Poll_OfAnother_IsNotTheBotsToEnd()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        Answer hook = await host.BotAsync("POST", $"channels/{host.General}/webhooks", """{"name":"Hook"}""");
        Answer sent = await host.BotAsync("POST", $"webhooks/{hook.Text("id")}/{hook.Text("token")}?wait=true", Poll);

        Answer refused = await host.BotAsync("POST", $"channels/{host.General}/polls/{sent.Text("id")}/expire");

        Assert.Equal((403, 50005), (refused.Status, refused.Code));
    }
}
