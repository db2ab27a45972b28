using Bingobot.Discord.Gateway;
using Bingobot.Discord.Gateway.Wire;

namespace Bingobot.Discord.Tests.Gateway.Wire;

public sealed class GatewayUrlTests
{
    [Theory]
    [InlineData("wss://gateway.discord.gg", "wss://gateway.discord.gg/?v=10&encoding=json")]
    [InlineData("wss://gateway-us-east1-b.discord.gg/", "wss://gateway-us-east1-b.discord.gg/?v=10&encoding=json")]
    [InlineData("wss://x.test/?v=6&encoding=etf", "wss://x.test/?v=10&encoding=json")]
    [InlineData("ws://127.0.0.1:5080/gateway", "ws://127.0.0.1:5080/gateway?v=10&encoding=json")]
    [InlineData("ws://localhost:5080", "ws://localhost:5080/?v=10&encoding=json")]
    [InlineData("ws://[::1]:5080", "ws://[::1]:5080/?v=10&encoding=json")]
    public void TryCreate_GoodAddress_AddsTheQuery(string url, string expected)
    {
        Assert.True(GatewayUrl.TryCreate(url, GatewayCompression.None, out var address));
        Assert.Equal(expected, address.AbsoluteUri);
    }

    [Theory]
    [InlineData(GatewayCompression.None, "wss://x.test/?v=10&encoding=json")]
    [InlineData(GatewayCompression.Zlib, "wss://x.test/?v=10&encoding=json&compress=zlib-stream")]
    [InlineData(GatewayCompression.Zstd, "wss://x.test/?v=10&encoding=json&compress=zstd-stream")]
    public void TryCreate_WithCompression_AsksForIt(GatewayCompression compression, string expected)
    {
        Assert.True(GatewayUrl.TryCreate("wss://x.test", compression, out var address));
        Assert.Equal(expected, address.AbsoluteUri);
    }

    [Theory]
    [InlineData("ws://gateway.discord.gg")]
    [InlineData("https://gateway.discord.gg")]
    [InlineData("gateway.discord.gg")]
    [InlineData("")]
    public void TryCreate_OtherAddress_IsRefused(string url) => Assert.False(GatewayUrl.TryCreate(url, GatewayCompression.None, out _));
}
