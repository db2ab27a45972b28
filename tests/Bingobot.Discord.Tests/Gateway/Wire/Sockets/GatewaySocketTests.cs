using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Bingobot.Discord.Gateway.WebSockets;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Tests.Gateway.WebSockets;
using Bingobot.Discord.Tests.Scripted;

namespace Bingobot.Discord.Tests.Gateway.Wire.Sockets;

public sealed class GatewaySocketTests : IAsyncLifetime
{
    private const int MostBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RawServer _server = new();
    private readonly GatewaySocket _socket = new(TimeProvider.System, MostBytes);
    private NetworkStream _other = null!;

    public async ValueTask InitializeAsync()
    {
        var connecting = _socket.ConnectAsync(_server.Address, TestContext.Current.CancellationToken);
        _other = await _server.UpgradeAsync();
        await connecting;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _other.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task Ping_IsAnsweredWithWhatItCarries()
    {
        await SendAsync([.. ServerFrames.Ping("are you there"), .. ServerFrames.Ping(""), .. ServerFrames.Text("x")]);
        Assert.Equal("x", TextOf(await NextAsync()));
        var (opcode, payload) = await RawServer.ReadFrameAsync(_other);
        Assert.Equal((SocketOpcode.Pong, "are you there"), (opcode, Encoding.ASCII.GetString(payload)));
        (opcode, payload) = await RawServer.ReadFrameAsync(_other);
        Assert.Equal((SocketOpcode.Pong, ""), (opcode, Encoding.ASCII.GetString(payload)));
    }

    [Fact]
    public async Task Pong_ThatNobodyAskedFor_IsIgnored()
    {
        await SendAsync([.. ServerFrames.Of(SocketOpcode.Pong, [1, 2]), .. ServerFrames.Text("x")]);
        Assert.Equal("x", TextOf(await NextAsync()));
    }

    [Fact]
    public async Task Frames_TextAndBinary_AreToldApart()
    {
        await SendAsync([.. ServerFrames.Text("x"), .. ServerFrames.Of(SocketOpcode.Binary, [0xff])]);
        Assert.False((await NextAsync()).IsBinary);
        var binary = await NextAsync();
        Assert.True(binary.IsBinary);
        Assert.Equal([0xff], binary.Frame.ToArray());
    }

    [Theory]
    [InlineData(4009)]
    [InlineData(1000)]
    public async Task Close_WithACode_GivesIt(int code)
    {
        await SendAsync(ServerFrames.Close(code, "why"));
        var received = await NextAsync();
        Assert.Equal((ReceivedKind.Closed, code), (received.Kind, received.CloseCode));
    }

    [Fact]
    public async Task Close_WithoutACode_GivesNone()
    {
        await SendAsync(ServerFrames.Of(SocketOpcode.Close, []));
        var received = await NextAsync();
        Assert.Equal((ReceivedKind.Closed, null), (received.Kind, received.CloseCode));
    }

    [Fact]
    public async Task Close_WithACodeThatMayNotBeSent_IsAViolation()
    {
        await SendAsync(ServerFrames.Close(1006));
        var received = await NextAsync();
        Assert.Equal((ReceivedKind.Violation, SocketCloseCode.ProtocolError), (received.Kind, received.CloseCode));
    }

    [Fact]
    public async Task Violation_ThenMore_IsReadUntilTheServerCloses()
    {
        await SendAsync([0x83, 0]);
        Assert.Equal(ReceivedKind.Violation, (await NextAsync()).Kind);
        await _socket.CloseAsync(SocketCloseCode.ProtocolError, "no");
        await SendAsync([.. ServerFrames.Text("late"), .. new byte[500_000]]);
        _other.Socket.Shutdown(SocketShutdown.Send);
        await Assert.ThrowsAsync<WebSocketException>(NextAsync);
        var (opcode, payload) = await RawServer.ReadFrameAsync(_other);
        Assert.Equal((SocketOpcode.Close, SocketCloseCode.ProtocolError), (opcode, (payload[0] << 8) | payload[1]));
    }

    [Fact]
    public async Task Frame_TooLong_IsRefusedByItsHead()
    {
        await SendAsync([0x81, 127, 0, 0, 0, 0, 0, 1, 0, 1]);
        Assert.Equal(ReceivedKind.TooLarge, (await NextAsync()).Kind);
    }

    [Fact]
    public async Task Connection_EndedWithoutAClose_IsBroken()
    {
        await SendAsync([.. ServerFrames.Text("x"), 0x81]);
        Assert.Equal("x", TextOf(await NextAsync()));
        _other.Socket.Close();
        await Assert.ThrowsAsync<WebSocketException>(NextAsync);
    }

    [Fact]
    public async Task Abort_WhileReading_EndsTheRead()
    {
        var reading = NextAsync();
        Assert.False(reading.IsCompleted);
        _socket.Abort();
        await Assert.ThrowsAsync<WebSocketException>(() => reading.WaitAsync(Patience));
        await Assert.ThrowsAsync<WebSocketException>(() => _socket.SendAsync("x"u8.ToArray(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Close_ThenSend_IsRefused()
    {
        await _socket.CloseAsync(4000, "done");
        await Assert.ThrowsAsync<WebSocketException>(() => _socket.SendAsync("x"u8.ToArray(), TestContext.Current.CancellationToken));
        var (opcode, payload) = await RawServer.ReadFrameAsync(_other);
        Assert.Equal((SocketOpcode.Close, 4000, "done"), (opcode, (payload[0] << 8) | payload[1], Encoding.ASCII.GetString(payload.AsSpan(2))));
    }

    [Fact]
    public async Task Sends_OfMany_ComeWholeEach()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(
            () => _socket.SendAsync(Encoding.ASCII.GetBytes($"message {i}"), TestContext.Current.CancellationToken))));
        var texts = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 100; i++)
            texts.Add(Encoding.ASCII.GetString((await RawServer.ReadFrameAsync(_other)).Payload));
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => $"message {i}").ToHashSet(StringComparer.Ordinal), texts);
    }

    private Task SendAsync(byte[] bytes) => _other.WriteAsync(bytes, TestContext.Current.CancellationToken).AsTask();

    private static string TextOf(in Received received) => Encoding.UTF8.GetString(received.Frame.Span);

    private async Task<Received> NextAsync()
    {
        Received received;
        while (!_socket.TryReceive(out received))
            await _socket.ReadMoreAsync().AsTask().WaitAsync(Patience);
        return received;
    }
}
