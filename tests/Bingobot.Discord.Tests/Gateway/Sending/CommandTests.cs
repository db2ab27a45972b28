using Bingobot.Discord.Gateway.Sending;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Tests.Scripted;

namespace Bingobot.Discord.Tests.Gateway.Sending;

public sealed class CommandTests : IAsyncLifetime
{
    private ScriptedDiscord _discord = null!;

    public async ValueTask InitializeAsync() => _discord = await ScriptedDiscord.StartAsync();

    public ValueTask DisposeAsync() => _discord.DisposeAsync();

    [Fact]
    public async Task Commands_Ready_AreSentAsDocumented()
    {
        await using var client = new RunningClient(_discord, intents: Intents.Guilds | Intents.GuildMembers);
        var server = await _discord.NextReadyAsync(client);

        await client.Client.UpdatePresenceAsync(
            new UpdatePresence { Status = PresenceStatus.Idle, Activities = [new PresenceActivity { Name = "votes", Type = PresenceActivityType.Watching }] },
            TestContext.Current.CancellationToken);
        await client.Client.RequestGuildMembersAsync(
            new RequestGuildMembers { GuildId = new Snowflake(7), Query = "" }, TestContext.Current.CancellationToken);
        await client.Client.UpdateVoiceStateAsync(
            new UpdateVoiceState { GuildId = new Snowflake(7) }, TestContext.Current.CancellationToken);

        Assert.Equal(
            """{"since":null,"activities":[{"name":"votes","type":3}],"status":"idle","afk":false}""",
            (await server.ExpectAsync(GatewayOpcode.PresenceUpdate)).GetRawText());
        Assert.Equal(
            """{"guild_id":"7","query":"","limit":0}""", (await server.ExpectAsync(GatewayOpcode.RequestGuildMembers)).GetRawText());
        Assert.Equal(
            """{"guild_id":"7","channel_id":null,"self_mute":false,"self_deaf":false}""",
            (await server.ExpectAsync(GatewayOpcode.VoiceStateUpdate)).GetRawText());
    }

    [Fact]
    public async Task Requests_Ready_AreSentAsDocumented()
    {
        await using var client = new RunningClient(_discord);
        var server = await _discord.NextReadyAsync(client);

        await client.Client.RequestSoundboardSoundsAsync(
            new RequestSoundboardSounds { GuildIds = [new Snowflake(7), new Snowflake(8)] }, TestContext.Current.CancellationToken);
        await client.Client.RequestChannelInfoAsync(
            new RequestChannelInfo { GuildId = new Snowflake(7), Fields = [ChannelInfoField.Status, ChannelInfoField.VoiceStartTime] },
            TestContext.Current.CancellationToken);

        Assert.Equal(
            """{"guild_ids":["7","8"]}""", (await server.ExpectAsync(GatewayOpcode.RequestSoundboardSounds)).GetRawText());
        Assert.Equal(
            """{"guild_id":"7","fields":["status","voice_start_time"]}""",
            (await server.ExpectAsync(GatewayOpcode.RequestChannelInfo)).GetRawText());
    }

    [Fact]
    public async Task Command_BeforeTheSessionIsReady_WaitsForIt()
    {
        await using var client = new RunningClient(_discord);
        var sending = client.Client.UpdateVoiceStateAsync(
            new UpdateVoiceState { GuildId = new Snowflake(7) }, TestContext.Current.CancellationToken);
        var server = await _discord.NextReadyAsync(client);
        await server.ExpectAsync(GatewayOpcode.VoiceStateUpdate);
        await sending;
    }

    [Fact]
    public async Task Command_AfterTheConnectionBroke_IsSentOnTheNext()
    {
        await using var client = new RunningClient(_discord);
        var server = await _discord.NextReadyAsync(client);
        server.Drop();
        var second = await client.PassTimeAsync(_discord.NextConnectionAsync());
        var sending = client.Client.UpdateVoiceStateAsync(
            new UpdateVoiceState { GuildId = new Snowflake(7) }, TestContext.Current.CancellationToken);
        await second.HelloAsync();
        await second.ExpectAsync(GatewayOpcode.Resume);
        await second.DispatchAsync(2, "RESUMED");
        await second.ExpectAsync(GatewayOpcode.VoiceStateUpdate);
        await sending;
    }

    [Fact]
    public async Task Commands_MoreThanAllowed_WaitWhileHeartbeatsDoNot()
    {
        const int Asked = 150;
        await using var client = new RunningClient(_discord);
        var server = await _discord.NextReadyAsync(client);
        var began = client.Clock.GetUtcNow();
        var sending = Task.WhenAll(Enumerable.Range(1, Asked).Select(guild => client.Client.UpdateVoiceStateAsync(
            new UpdateVoiceState { GuildId = new Snowflake((ulong)guild) }, TestContext.Current.CancellationToken)));
        await server.SendAsync("""{"op":1}""");

        var commands = 0;
        while ((await server.ReceiveAsync()).Op == GatewayOpcode.VoiceStateUpdate)
            commands++;
        Assert.InRange(commands, 1, SendLimits.MostFrames - 1);
        Assert.Equal(began, client.Clock.GetUtcNow());

        var rest = Task.Run(async () =>
        {
            for (; commands < Asked; commands++)
            {
                while ((await server.ReceiveAsync()).Op != GatewayOpcode.VoiceStateUpdate)
                    await server.SendAsync("""{"op":11}""");
            }
        });
        await client.PassTimeAsync(rest);
        await sending;
        Assert.True(client.Clock.GetUtcNow() - began >= TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Presences_MoreThanFive_WaitForTwentySeconds()
    {
        await using var client = new RunningClient(_discord);
        var server = await _discord.NextReadyAsync(client, interval: 600_000);
        var began = client.Clock.GetUtcNow();
        var sending = Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            client.Client.UpdatePresenceAsync(new UpdatePresence(), TestContext.Current.CancellationToken)));
        for (var presence = 0; presence < 5; presence++)
            await server.ExpectAsync(GatewayOpcode.PresenceUpdate);
        Assert.Equal(began, client.Clock.GetUtcNow());
        await client.PassTimeAsync(sending);
        await server.ExpectAsync(GatewayOpcode.PresenceUpdate);
        Assert.True(client.Clock.GetUtcNow() - began >= TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task AllMembers_OfOneGuildTwice_WaitForThirtySecondsAndOthersDoNot()
    {
        await using var client = new RunningClient(_discord, intents: Intents.Guilds | Intents.GuildMembers);
        var server = await _discord.NextReadyAsync(client, interval: 600_000);
        var began = client.Clock.GetUtcNow();
        await AskAsync(new RequestGuildMembers { GuildId = new Snowflake(7), Query = "" });
        var again = AskAsync(new RequestGuildMembers { GuildId = new Snowflake(7), Query = "", Nonce = "again" });
        await AskAsync(new RequestGuildMembers { GuildId = new Snowflake(7), Query = "a", Limit = 1 });
        await AskAsync(new RequestGuildMembers { GuildId = new Snowflake(8), Query = "" });
        Assert.Equal(began, client.Clock.GetUtcNow());
        Assert.False(again.IsCompleted);

        client.Clock.Advance(TimeSpan.FromSeconds(29));
        await client.PassTimeAsync(again);

        Assert.True(client.Clock.GetUtcNow() - began >= TimeSpan.FromSeconds(30));
        for (var i = 0; i < 3; i++)
            Assert.False((await server.ExpectAsync(GatewayOpcode.RequestGuildMembers)).TryGetProperty("nonce", out _));
        Assert.Equal("again", (await server.ExpectAsync(GatewayOpcode.RequestGuildMembers)).GetProperty("nonce").GetString());

        Task AskAsync(RequestGuildMembers request) =>
            client.Client.RequestGuildMembersAsync(request, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Command_ThatDiscordWouldNotTake_IsRefusedAtOnce()
    {
        await using var client = new RunningClient(_discord);
        await Assert.ThrowsAsync<ArgumentException>(() => client.Client.UpdatePresenceAsync(new UpdatePresence { Status = "busy" }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Client.UpdatePresenceAsync(
            new UpdatePresence { Activities = [new PresenceActivity { Name = new string('x', 4096) }] }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Client.RequestGuildMembersAsync(new RequestGuildMembers()));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Client.RequestGuildMembersAsync(
            new RequestGuildMembers { Query = "", UserIds = [new Snowflake(1)] }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Client.RequestGuildMembersAsync(new RequestGuildMembers { Query = "" }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Client.RequestGuildMembersAsync(
            new RequestGuildMembers { Query = "", Nonce = new string('x', 33) }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Client.RequestSoundboardSoundsAsync(
            new RequestSoundboardSounds { GuildIds = [] }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Client.RequestSoundboardSoundsAsync(
            new RequestSoundboardSounds { GuildIds = [.. Enumerable.Repeat(new Snowflake(ulong.MaxValue), 200)] }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Client.RequestChannelInfoAsync(new RequestChannelInfo { Fields = [] }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Client.RequestChannelInfoAsync(
            new RequestChannelInfo { Fields = [ChannelInfoField.Status, "topic"] }));
    }

    [Fact]
    public async Task Command_AfterTheClientStopped_IsRefused()
    {
        await using var client = new RunningClient(_discord);
        var waiting = client.Client.UpdatePresenceAsync(new UpdatePresence(), TestContext.Current.CancellationToken);
        await client.StopAsync();
        // Its goodbye may have to wait for an answer.
        await client.PassTimeAsync(client.Running);
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
    }
}
