using Bingobot.Discord.Tests.Gateway.WebSockets;
using Bingobot.Discord.Tests.Scripted;
using Microsoft.AspNetCore.Http;

namespace Bingobot.Discord.Tests.Gateway;

/// <summary>What a client does on a WebSocket that is not as it should be.</summary>
public sealed class GatewayWireTests : IAsyncLifetime
{
    private readonly RawServer _server = new();
    private ScriptedDiscord _discord = null!;

    public async ValueTask InitializeAsync()
    {
        _discord = await ScriptedDiscord.StartAsync();
        _discord.GatewayBot = context => context.Response.WriteAsync(
            $$$"""
            {"url":"{{{_server.Address}}}","shards":1,
             "session_start_limit":{"total":1000,"remaining":999,"reset_after":14400000,"max_concurrency":1}}
            """);
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return _discord.DisposeAsync();
    }

    public static TheoryData<int, byte[]> Violations => new()
    {
        { 1002, [0x83, 0] },
        { 1002, [0xc1, 0] },
        { 1002, [0x81, 0x80, 0, 0, 0, 0] },
        { 1002, [0x88, 1, 3] },
        { 1007, [0x81, 1, 0xff] },
        { 4002, [0x82, 127, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff] },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task Violation_ClosesWithItsCodeAndConnectsAgain(int code, byte[] bytes)
    {
        await using var client = new RunningClient(_discord);
        await using var first = await _server.UpgradeAsync();
        await first.WriteAsync(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(code, await RawServer.ReadCloseAsync(first));
        first.Socket.Close();
        await using var second = await client.PassTimeAsync(_server.UpgradeAsync());
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(4009)]
    public async Task Close_OfDiscord_IsAnsweredWithACodeThatKeepsTheSession(int code)
    {
        await using var client = new RunningClient(_discord);
        await using var first = await _server.UpgradeAsync(ServerFrames.Close(code, "why"));
        Assert.Equal(4000, await RawServer.ReadCloseAsync(first));
    }

    [Fact]
    public async Task Frames_InPartsAndBytes_AreReadAsOthers()
    {
        await using var client = new RunningClient(_discord);
        await using var server = await _server.UpgradeAsync();
        byte[] bytes =
        [
            .. ServerFrames.Text("""{"op":10,"d":{"heart""", isFinal: false),
            .. ServerFrames.Ping("between"),
            .. ServerFrames.Continuation("""beat_interval":45000}}""", isFinal: true),
            .. ServerFrames.Text("""{"t":"READY","s":1,"op":0,"d":{"session_id":"s1","resume_gateway_url":"wss://r"}}"""),
            .. ServerFrames.Text("""{"t":"MESSAGE_CREATE","s":2,"op":0,"d":{"content":"größer"}}"""),
        ];
        foreach (var one in bytes)
            await server.WriteAsync((byte[])[one], TestContext.Current.CancellationToken);
        var events = await client.EventsAsync(2);
        Assert.Equal(("MESSAGE_CREATE", """{"content":"größer"}"""), (events[1].Type, events[1].Data));
    }
}
