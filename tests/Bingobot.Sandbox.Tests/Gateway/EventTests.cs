using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Gateway;

public class EventTests
{
    [Theory]
    [InlineData(Intents.GuildMessages | Intents.MessageContent, "hello", "hello")]
    [InlineData(Intents.GuildMessages, "hello", "")]
    [InlineData(Intents.GuildMessages, "hello <@BOT>", "hello <@BOT>")]
    public async Task Message_OfAUser_HasContentOnlyWhereTheBotMaySeeIt(int intents, string content, string seen)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host, intents);
        string Fill(string text) => text.Replace("BOT", host.UserId("bingobot"), StringComparison.Ordinal);

        await host.Sandbox.SendMessageAsync("general", "ada", Fill(content), TestContext.Current.CancellationToken);

        JsonElement message = await bot.EventAsync("MESSAGE_CREATE");
        Assert.Equal(Fill(seen), message.GetProperty("content").GetString());
        Assert.Equal(host.Guild, message.GetProperty("guild_id").GetString());
        Assert.Equal(host.UserId("ada"), message.GetProperty("author").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Events_WithoutTheirIntent_AreNotSentNorCounted()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host, Intents.Guilds | Intents.GuildVoiceStates);

        await host.Sandbox.SendMessageAsync("general", "ada", "unheard", TestContext.Current.CancellationToken);
        await host.Sandbox.AddUserAsync(host.Guild, "hopper", TestContext.Current.CancellationToken);
        await host.Sandbox.SetVoiceAsync(host.Guild, "ada", "voice", TestContext.Current.CancellationToken);

        JsonElement state = await bot.EventAsync("VOICE_STATE_UPDATE");
        Assert.Equal(host.UserId("ada"), state.GetProperty("user_id").GetString());
        Assert.Equal(3, bot.Seq);
    }

    [Fact]
    public async Task User_Added_IsToldToTheBot()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host);

        Answer added = await host.PeopleAsync("POST", $"guilds/{host.Guild}/users", """{"name":"hopper"}""");

        Assert.Equal(200, added.Status);
        JsonElement member = await bot.EventAsync("GUILD_MEMBER_ADD");
        Assert.Equal(added.Text("id"), member.GetProperty("user").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Members_Requested_ComeInChunksWithTheirNonce()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host);

        await bot.SendAsync($$$"""{"op":8,"d":{"guild_id":"{{{host.Guild}}}","query":"","limit":0,"nonce":"n"}}""");
        JsonElement all = await bot.EventAsync("GUILD_MEMBERS_CHUNK");
        await bot.SendAsync($$$"""{"op":8,"d":{"guild_id":"{{{host.Guild}}}","user_ids":["{{{host.UserId("ada")}}}","7"]}}""");
        JsonElement some = await bot.EventAsync("GUILD_MEMBERS_CHUNK");

        Assert.Equal(4, all.GetProperty("members").GetArrayLength());
        Assert.Equal("n", all.GetProperty("nonce").GetString());
        Assert.Equal(1, all.GetProperty("chunk_count").GetInt32());
        Assert.Equal("ada", Assert.Single(some.GetProperty("members").EnumerateArray()).GetProperty("user").GetProperty("username").GetString());
        Assert.Equal("7", Assert.Single(some.GetProperty("not_found").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Bot_EnteringVoiceByOpcode4_IsSeenByPeople()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await using BotSocket bot = await BotSocket.LoginAsync(host);
        string voice = host.Sandbox.GetChannels(host.Guild).Single(c => c.Kind == ChannelKind.Voice).Id;

        await bot.SendAsync($$$"""{"op":4,"d":{"guild_id":"{{{host.Guild}}}","channel_id":"{{{voice}}}","self_mute":false,"self_deaf":true}}""");

        JsonElement state = await bot.EventAsync("VOICE_STATE_UPDATE");
        Assert.True(state.GetProperty("self_deaf").GetBoolean());
        Assert.Equal("bingobot", Assert.Single(host.Sandbox.GetVoiceMembers("voice")).Name);
    }
}
