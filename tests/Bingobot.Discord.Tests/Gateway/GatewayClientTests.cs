using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Discord.Tests.Scripted;
using Microsoft.AspNetCore.Http;

namespace Bingobot.Discord.Tests.Gateway;

public sealed class GatewayClientTests : IAsyncLifetime
{
    private ScriptedDiscord _discord = null!;

    public async ValueTask InitializeAsync() => _discord = await ScriptedDiscord.StartAsync();

    public ValueTask DisposeAsync() => _discord.DisposeAsync();

    [Fact]
    public async Task Start_NothingDurable_IdentifiesAndDeliversInOrder()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextConnectionAsync();
        Assert.Equal("?v=10&encoding=json", connection.Query);
        await connection.HelloAsync();
        var identify = await connection.ExpectAsync(GatewayOpcode.Identify);
        Assert.Equal(RunningClient.Token, identify.GetProperty("token").GetString());
        Assert.Equal((int)(Intents.Guilds | Intents.GuildMessages), identify.GetProperty("intents").GetInt32());
        Assert.Equal("bingobot", identify.GetProperty("properties").GetProperty("browser").GetString());

        await connection.ReadyAsync("s1", _discord.ResumeAddress);
        for (var sequence = 2; sequence <= 500; sequence++)
            await connection.DispatchAsync(sequence, "MESSAGE_CREATE", $$"""{"content":"{{sequence}}"}""");

        var events = await client.EventsAsync(500);
        Assert.Equal(Enumerable.Range(1, 500).Select(static s => (long)s), events.Select(static e => e.Position.Sequence));
        Assert.Equal("READY", events[0].Type);
        Assert.Null(events[0].LostSession);
        Assert.Equal("""{"content":"7"}""", events[6].Data);
        Assert.All(events, e => Assert.Equal(("s1", _discord.ResumeAddress), (e.Position.SessionId, e.Position.ResumeUrl)));
        Assert.Equal(GatewayState.Ready, client.Client.State);
    }

    [Fact]
    public async Task Start_DurablePosition_ResumesThereAtItsResumeUrl()
    {
        await using var client = new RunningClient(_discord, new GatewayPosition("old", _discord.ResumeAddress, 41));
        var connection = await _discord.NextConnectionAsync();
        Assert.Equal("/gateway/resume", connection.Path);
        Assert.Equal("?v=10&encoding=json", connection.Query);
        await connection.HelloAsync();
        await ExpectResumeAsync(connection, "old", 41);
        await connection.DispatchAsync(41, "MESSAGE_CREATE");
        await connection.DispatchAsync(42, "MESSAGE_CREATE");
        await connection.DispatchAsync(43, "RESUMED");

        var events = await client.EventsAsync(2);
        Assert.Equal([42L, 43L], events.Select(static e => e.Position.Sequence));
        Assert.Equal("RESUMED", events[1].Type);
    }

    [Fact]
    public async Task Start_ResumeUrlUnreachable_ResumesAtTheGatewayUrl()
    {
        await using var client = new RunningClient(_discord, new GatewayPosition("old", "ws://127.0.0.1:9", 41));
        var connection = await client.PassTimeAsync(_discord.NextConnectionAsync());
        Assert.Equal("/gateway", connection.Path);
        await connection.HelloAsync();
        await ExpectResumeAsync(connection, "old", 41);
    }

    [Fact]
    public async Task Start_ResumeUrlOfAnotherMachineUnencrypted_UsesTheGatewayUrl()
    {
        await using var client = new RunningClient(_discord, new GatewayPosition("old", "ws://example.com", 41));
        var connection = await _discord.NextConnectionAsync();
        Assert.Equal("/gateway", connection.Path);
    }

    [Fact]
    public async Task Heartbeat_Requested_IsSentAtOnceWithTheDurableSequence()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        await connection.SendAsync("""{"op":1,"d":null}""");
        Assert.Equal(default, await connection.ExpectAsync(GatewayOpcode.Heartbeat));

        await connection.DispatchAsync(2, "MESSAGE_CREATE");
        await connection.DispatchAsync(3, "MESSAGE_CREATE");
        await client.EventsAsync(3);
        client.Durable = new GatewayPosition("s1", _discord.ResumeAddress, 2);
        await connection.SendAsync("""{"op":1}""");
        Assert.Equal(2, (await connection.ExpectAsync(GatewayOpcode.Heartbeat)).GetInt64());
    }

    [Fact]
    public async Task Heartbeat_NotAcknowledged_ClosesKeepingTheSessionAndResumesAfterTheDurableEvent()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client, interval: 3000);
        await connection.DispatchAsync(2, "MESSAGE_CREATE");
        await connection.DispatchAsync(3, "MESSAGE_CREATE");
        await client.EventsAsync(3);
        client.Durable = new GatewayPosition("s1", _discord.ResumeAddress, 2);

        var code = await client.PassTimeAsync(connection.ExpectCloseAsync());
        Assert.NotNull(code);
        Assert.NotInRange(code.Value, 1000, 1001);

        var second = await client.PassTimeAsync(_discord.NextConnectionAsync());
        await second.HelloAsync();
        await ExpectResumeAsync(second, "s1", 2);
        await second.DispatchAsync(3, "MESSAGE_CREATE", """{"again":true}""");
        await second.DispatchAsync(4, "MESSAGE_CREATE");
        await second.DispatchAsync(5, "RESUMED");
        var events = await client.EventsAsync(5);
        Assert.Equal([1L, 2, 3, 4, 5], events.Select(static e => e.Position.Sequence));
        Assert.Equal("{}", events[2].Data);
    }

    [Fact]
    public async Task Heartbeat_Acknowledged_KeepsTheConnection()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client, interval: 1000);
        for (var beat = 0; beat < 5; beat++)
        {
            await client.PassTimeAsync(connection.ExpectAsync(GatewayOpcode.Heartbeat));
            await connection.SendAsync("""{"op":11}""");
            var before = beat;
            await RunningClient.Until(() => client.Client.Latency is not null || before > 0, () => "an acknowledgement");
        }
        Assert.Equal(GatewayState.Ready, client.Client.State);
        Assert.False(_discord.HasConnection);
    }

    [Fact]
    public async Task Reconnect_Asked_ClosesAndResumes()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        await connection.SendAsync("""{"op":7,"d":null}""");
        Assert.Equal(4000, await connection.ExpectCloseAsync());
        var second = await client.PassTimeAsync(_discord.NextConnectionAsync());
        Assert.Equal("/gateway/resume", second.Path);
        await second.HelloAsync();
        await ExpectResumeAsync(second, "s1", 1);
    }

    [Fact]
    public async Task InvalidSession_Resumable_Resumes()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        await connection.SendAsync("""{"op":9,"d":true}""");
        Assert.Equal(4000, await connection.ExpectCloseAsync());
        var second = await client.PassTimeAsync(_discord.NextConnectionAsync());
        await second.HelloAsync();
        await ExpectResumeAsync(second, "s1", 1);
    }

    [Fact]
    public async Task InvalidSession_NotResumable_IdentifiesLaterAndTellsWhatWasLost()
    {
        var old = new GatewayPosition("old", _discord.ResumeAddress, 41);
        await using var client = new RunningClient(_discord, old);
        var connection = await _discord.NextConnectionAsync();
        await connection.HelloAsync();
        await ExpectResumeAsync(connection, "old", 41);
        var refused = client.Clock.GetUtcNow();
        await connection.SendAsync("""{"op":9,"d":false}""");
        await connection.ExpectCloseAsync();

        var second = await client.PassTimeAsync(_discord.NextConnectionAsync());
        Assert.InRange((client.Clock.GetUtcNow() - refused).TotalSeconds, 1, 10);
        Assert.Equal("/gateway", second.Path);
        await second.HelloAsync();
        await second.ExpectAsync(GatewayOpcode.Identify);
        await second.ReadyAsync("new", _discord.ResumeAddress);
        var ready = Assert.Single(await client.EventsAsync(1));
        Assert.Equal(old, ready.LostSession);
        Assert.Equal(new GatewayPosition("new", _discord.ResumeAddress, 1), ready.Position);
    }

    [Fact]
    public async Task Stop_Connected_ClosesSoThatTheSessionCanBeResumed()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        var closing = connection.ExpectCloseAsync();
        await client.StopAsync();
        Assert.Equal(4000, await closing);
        await client.Running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(GatewayState.Stopped, client.Client.State);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.Client.RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Stop_WaitingToReconnect_Completes()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        await connection.CloseAsync(4009);
        await RunningClient.Until(() => client.Client.State == GatewayState.Waiting, () => "the delay");
        await client.StopAsync();
        await client.Running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Handler_Throws_EndsTheClientWithItsException()
    {
        await using var client = new RunningClient(
            _discord, handler: static (_, _) => throw new InvalidDataException("the store failed"));
        var connection = await _discord.NextConnectionAsync();
        await connection.HelloAsync();
        await connection.ExpectAsync(GatewayOpcode.Identify);
        await connection.ReadyAsync("s1", _discord.ResumeAddress);
        Assert.Equal(4000, await connection.ExpectCloseAsync());
        var e = await Assert.ThrowsAsync<InvalidDataException>(() => client.Running);
        Assert.Equal("the store failed", e.Message);
    }

    [Fact]
    public async Task Start_TokenRefusedByTheApi_EndsForGood()
    {
        _discord.GatewayBot = static context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return context.Response.WriteAsync("""{"message":"401: Unauthorized","code":0}""");
        };
        await using var client = new RunningClient(_discord);
        await Assert.ThrowsAsync<DiscordUnauthorizedException>(() => client.Running);
    }

    [Fact]
    public async Task Start_NoSessionStartsLeft_WaitsForTheReset()
    {
        _discord.GatewayBot = context => context.Response.WriteAsync(
            $$$"""
            {"url":"{{{_discord.GatewayAddress}}}","shards":1,
             "session_start_limit":{"total":1000,"remaining":0,"reset_after":5000,"max_concurrency":1}}
            """);
        await using var client = new RunningClient(_discord);
        var began = client.Clock.GetUtcNow();
        await client.PassTimeAsync(_discord.NextConnectionAsync());
        Assert.InRange((client.Clock.GetUtcNow() - began).TotalSeconds, 5, 10);
    }

    [Fact]
    public async Task Start_ApiFailsAtFirst_TriesAgain()
    {
        var attempts = 0;
        var good = _discord.GatewayBot;
        _discord.GatewayBot = context =>
        {
            if (++attempts >= 3)
                return good(context);
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return Task.CompletedTask;
        };
        await using var client = new RunningClient(_discord);
        var connection = await client.PassTimeAsync(_discord.NextConnectionAsync());
        await connection.HelloAsync();
        await connection.ExpectAsync(GatewayOpcode.Identify);
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task Start_ApiGivesAnAddressThatIsNotSafe_TriesAgain()
    {
        var attempts = 0;
        var good = _discord.GatewayBot;
        _discord.GatewayBot = context =>
            ++attempts == 1 ? context.Response.WriteAsync("""{"url":"ws://example.com"}""") : good(context);
        await using var client = new RunningClient(_discord);
        await client.PassTimeAsync(_discord.NextConnectionAsync());
        Assert.Contains(client.Log, static line => line.Contains("ws://example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DurablePosition_Throws_EndsTheClientWithItsException()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        client.DurableFailure = new InvalidDataException("the store failed");
        await connection.SendAsync("""{"op":1}""");
        await Assert.ThrowsAsync<InvalidDataException>(() => client.Running);
    }

    [Fact]
    public async Task Connect_NoHello_ClosesAndTriesAgain()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextConnectionAsync();
        Assert.Equal(4000, await client.PassTimeAsync(connection.ExpectCloseAsync()));
        await client.PassTimeAsync(_discord.NextConnectionAsync());
    }

    private static async Task ExpectResumeAsync(ScriptedConnection connection, string session, long sequence)
    {
        var resume = await connection.ExpectAsync(GatewayOpcode.Resume);
        Assert.Equal(RunningClient.Token, resume.GetProperty("token").GetString());
        Assert.Equal(session, resume.GetProperty("session_id").GetString());
        Assert.Equal(sequence, resume.GetProperty("seq").GetInt64());
    }
}
