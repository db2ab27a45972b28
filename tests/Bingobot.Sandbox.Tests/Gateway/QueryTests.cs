using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Gateway;

public class QueryTests
{
    private static string Id(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task<JsonElement> AskAsync(BotSocket bot, SandboxHost host, string fields)
    {
        await bot.SendAsync($$$"""{"op":43,"d":{"guild_id":"{{{host.Guild}}}","fields":{{{fields}}} }}""");
        return await bot.EventAsync("CHANNEL_INFO");
    }

    private static Task SeatAsync(SandboxHost host, string user, string? channel) =>
        host.Sandbox.SetVoiceAsync(host.Guild, user, channel, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Sounds_Requested_ComeForEachGuildThatTheBotIsIn()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        string first = host.Guild;
        await using BotSocket bot = await BotSocket.LoginAsync(host, Intents.Guilds);
        string second = (await host.PeopleAsync("POST", "guilds", """{"name":"Second home"}""")).Text("id");
        await bot.EventAsync("GUILD_CREATE");

        await bot.SendAsync($$$"""{"op":31,"d":{"guild_ids":["{{{second}}}","7","{{{first}}}","{{{second}}}"]}}""");

        foreach (string guild in (string[])[second, first])
        {
            JsonElement sounds = await bot.EventAsync("SOUNDBOARD_SOUNDS");
            Assert.Equal(guild, Id(sounds, "guild_id"));
            Assert.Empty(sounds.GetProperty("soundboard_sounds").EnumerateArray());
        }

        await bot.SendAsync("""{"op":1,"d":1}""");
        await bot.ExpectAsync(op: 11);
    }

    [Fact]
    public async Task ChannelInfo_TellsSinceWhenSomebodySitsInAVoiceChannel()
    {
        MovableClock clock = new();
        await using SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { WorldClock = clock.Time, Clock = clock });
        await using BotSocket bot = await BotSocket.LoginAsync(host, Intents.Guilds);
        async Task<long?> StartAsync()
        {
            JsonElement info = await AskAsync(bot, host, """["voice_start_time","status"]""");
            Assert.Equal(host.Guild, Id(info, "guild_id"));
            JsonElement channel = Assert.Single(info.GetProperty("channels").EnumerateArray());
            Assert.Equal(host.Sandbox.GetChannels(host.Guild).Single(c => c.Kind == ChannelKind.Voice).Id, Id(channel, "id"));
            Assert.Equal(JsonValueKind.Null, channel.GetProperty("status").ValueKind);
            JsonElement start = channel.GetProperty("voice_start_time");
            return start.ValueKind == JsonValueKind.Null ? null : start.GetInt64();
        }

        Assert.Null(await StartAsync());
        clock.Time.Advance(TimeSpan.FromMinutes(1));
        long began = clock.Time.GetUtcNow().ToUnixTimeSeconds();
        await SeatAsync(host, "ada", "voice");
        clock.Time.Advance(TimeSpan.FromMinutes(1));
        await SeatAsync(host, "grace", "voice");
        await SeatAsync(host, "ada", null);
        Assert.Equal(began, await StartAsync());
        await SeatAsync(host, "grace", null);
        Assert.Null(await StartAsync());
        await SeatAsync(host, "linus", "voice");
        Assert.Equal(began + 60, await StartAsync());
    }

    [Fact]
    public async Task ChannelInfo_HasWhatWasAskedForAndOnlyChannelsThatTheBotSees()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host, Intents.None);

        JsonElement status = await AskAsync(bot, host, """["status"]""");
        await host.LimitBotAsync(Permissions.ViewChannel);
        await host.PeopleAsync("PUT", "channels/voice/permissions", $$"""{"subject":"everyone","deny":"{{Permissions.ViewChannel}}"}""");
        JsonElement hidden = await AskAsync(bot, host, """["status","voice_start_time","later"]""");

        Assert.Equal(["id", "status"], Assert.Single(status.GetProperty("channels").EnumerateArray()).EnumerateObject().Select(p => p.Name));
        Assert.Empty(hidden.GetProperty("channels").EnumerateArray());
    }

    [Theory]
    [InlineData("""{"op":31,"d":{}}""")]
    [InlineData("""{"op":31,"d":{"guild_ids":"7"}}""")]
    [InlineData("""{"op":31,"d":{"guild_ids":[7]}}""")]
    [InlineData("""{"op":43,"d":{"fields":["status"]}}""")]
    [InlineData("""{"op":43,"d":{"guild_id":"7"}}""")]
    [InlineData("""{"op":43,"d":{"guild_id":"7","fields":[1]}}""")]
    [InlineData("""{"op":3,"d":{"status":"away"}}""")]
    public async Task Request_ThatIsFaulty_ClosesWith4002(string payload)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host);

        await bot.SendAsync(payload);

        Assert.Equal(4002, await bot.ClosedAsync());
    }
}
