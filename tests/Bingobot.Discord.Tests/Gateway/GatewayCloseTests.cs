using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Tests.Scripted;

namespace Bingobot.Discord.Tests.Gateway;

/// <summary>
/// What follows each close code, see
/// <see href="https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes"/>.
/// </summary>
public sealed class GatewayCloseTests : IAsyncLifetime
{
    private ScriptedDiscord _discord = null!;

    public async ValueTask InitializeAsync() => _discord = await ScriptedDiscord.StartAsync();

    public ValueTask DisposeAsync() => _discord.DisposeAsync();

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(4000)]
    [InlineData(4001)]
    [InlineData(4002)]
    [InlineData(4003)]
    [InlineData(4005)]
    [InlineData(4008)]
    [InlineData(4999)]
    public async Task Close_WithACodeThatLeavesTheSession_Resumes(int code)
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        await connection.CloseAsync(code);
        var second = await client.PassTimeAsync(_discord.NextConnectionAsync());
        await second.HelloAsync();
        Assert.Equal("s1", (await second.ExpectAsync(GatewayOpcode.Resume)).GetProperty("session_id").GetString());
    }

    [Fact]
    public async Task Close_WithoutACode_Resumes()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        connection.Drop();
        var second = await client.PassTimeAsync(_discord.NextConnectionAsync());
        await second.HelloAsync();
        await second.ExpectAsync(GatewayOpcode.Resume);
    }

    [Theory]
    [InlineData(4007)]
    [InlineData(4009)]
    public async Task Close_WithACodeThatEndsTheSession_IdentifiesAnewAndTellsWhatWasLost(int code)
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        await connection.DispatchAsync(2, "MESSAGE_CREATE");
        await client.EventsAsync(2);
        await connection.CloseAsync(code);
        var second = await client.PassTimeAsync(_discord.NextConnectionAsync());
        Assert.Equal("/gateway", second.Path);
        await second.HelloAsync();
        await second.ExpectAsync(GatewayOpcode.Identify);
        await second.ReadyAsync("s2", _discord.ResumeAddress);
        var events = await client.EventsAsync(3);
        Assert.Equal(new GatewayPosition("s1", _discord.ResumeAddress, 2), events[2].LostSession);
    }

    [Theory]
    [InlineData(4004, "Reset Token")]
    [InlineData(4010, "shard 0 of 1")]
    [InlineData(4011, "number of shards")]
    [InlineData(4012, "version 10")]
    [InlineData(4013, "Guilds, GuildMembers, MessageContent")]
    [InlineData(4014, "GuildMembers, MessageContent")]
    public async Task Close_ForGood_EndsTheClientAndSaysWhatToChange(int code, string says)
    {
        await using var client = new RunningClient(
            _discord, intents: Intents.Guilds | Intents.GuildMembers | Intents.MessageContent);
        var connection = await _discord.NextConnectionAsync();
        await connection.HelloAsync();
        await connection.ExpectAsync(GatewayOpcode.Identify);
        await connection.CloseAsync(code);
        var e = await Assert.ThrowsAsync<GatewayClosedException>(() => client.Running);
        Assert.Equal((GatewayCloseCode)code, e.Code);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningClient.Token, e.ToString(), StringComparison.Ordinal);
        Assert.False(_discord.HasConnection);
    }

    [Fact]
    public async Task Close_DisallowedIntents_NamesThePrivilegedOnesAlone()
    {
        await using var client = new RunningClient(_discord, intents: Intents.Guilds | Intents.GuildPresences);
        var connection = await _discord.NextConnectionAsync();
        await connection.CloseAsync(4014);
        var e = await Assert.ThrowsAsync<GatewayClosedException>(() => client.Running);
        Assert.Contains("intents: GuildPresences.", e.Message, StringComparison.Ordinal);
    }
}
