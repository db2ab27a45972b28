using System.Net.WebSockets;
using System.Text;
using Bingobot.Discord.Gateway.WebSockets;

namespace Bingobot.Discord.Tests.Gateway.WebSockets;

public sealed class ClientFrameTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(4096)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public async Task Frame_OfAnyLength_IsWhatTheFrameworksServerReads(int length)
    {
        var payload = new byte[length];
        new Random(length).NextBytes(payload);
        using var server = WebSocket.CreateFromStream(
            new MemoryStream(ClientFrame.Create(SocketOpcode.Binary, payload)), new WebSocketCreationOptions { IsServer = true });
        var read = new byte[length + 1];
        var end = 0;
        while (true)
        {
            var result = await server.ReceiveAsync(read.AsMemory(end), TestContext.Current.CancellationToken);
            end += result.Count;
            Assert.Equal(WebSocketMessageType.Binary, result.MessageType);
            if (result.EndOfMessage)
                break;
        }
        Assert.Equal(payload, read[..end]);
    }

    [Fact]
    public void Mask_IsAnotherEachTime()
    {
        var masks = Enumerable.Range(0, 20)
            .Select(static _ => Convert.ToHexString(ClientFrame.Create(SocketOpcode.Text, "x"u8).AsSpan(2, 4)))
            .ToHashSet(StringComparer.Ordinal);
        Assert.InRange(masks.Count, 15, 20);
    }

    [Fact]
    public void Close_WithALongReason_IsCutBetweenCharacters()
    {
        var payload = ClosePayload.Write(4000, string.Concat(Enumerable.Repeat("€", 60)));
        Assert.InRange(payload.Length, 120, 125);
        Assert.Equal(4000, ClosePayload.Read(payload));
        Assert.All(Encoding.UTF8.GetString(payload.AsSpan(2)), static character => Assert.Equal('€', character));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1012)]
    [InlineData(1014)]
    [InlineData(3000)]
    [InlineData(4004)]
    [InlineData(4999)]
    public void Close_WithACode_GivesIt(int code) => Assert.Equal(code, ClosePayload.Read([(byte)(code >> 8), (byte)code, .. "why"u8]));

    [Fact]
    public void Close_WithoutACode_GivesNone() => Assert.Null(ClosePayload.Read([]));

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1004)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(1015)]
    [InlineData(1016)]
    [InlineData(2999)]
    [InlineData(5000)]
    [InlineData(65_535)]
    public void Close_WithACodeThatMayNotBeSent_IsRefused(int code) => Assert.Equal(
        SocketCloseCode.ProtocolError,
        Assert.Throws<SocketViolationException>(() => ClosePayload.Read([(byte)(code >> 8), (byte)code])).Code);

    [Fact]
    public void Close_Damaged_IsRefused()
    {
        Assert.Equal(SocketCloseCode.ProtocolError, Assert.Throws<SocketViolationException>(() => ClosePayload.Read([3])).Code);
        Assert.Equal(
            SocketCloseCode.InvalidPayload, Assert.Throws<SocketViolationException>(() => ClosePayload.Read([0x0f, 0xa0, 0xff])).Code);
    }
}
