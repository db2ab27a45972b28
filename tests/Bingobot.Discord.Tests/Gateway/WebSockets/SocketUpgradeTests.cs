using System.Net;
using System.Net.WebSockets;
using System.Text;
using Bingobot.Discord.Gateway.WebSockets;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Tests.Scripted;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Discord.Tests.Gateway.WebSockets;

public sealed class SocketUpgradeTests : IDisposable
{
    private const int MostBytes = 64 * 1024;

    private readonly RawServer _server = new();
    private readonly GatewaySocket _socket = new(TimeProvider.System, MostBytes);

    public void Dispose()
    {
        _socket.Dispose();
        _server.Dispose();
    }

    /// <summary>The example of <see href="https://www.rfc-editor.org/rfc/rfc6455#section-1.3"/>.</summary>
    [Fact]
    public void Accept_OfTheStandardsKey_IsTheStandardsAnswer() =>
        Assert.Equal("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", SocketUpgrade.AcceptOf("dGhlIHNhbXBsZSBub25jZQ=="));

    [Fact]
    public async Task Request_AsksForAnUpgrade()
    {
        var connecting = ConnectAsync();
        await using var stream = await _server.AcceptAsync();
        var head = await RawServer.UpgradeAsync(stream);
        await connecting;
        Assert.StartsWith("GET /path?v=10 HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: Upgrade\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nUpgrade: websocket\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nSec-WebSocket-Version: 13\r\n", head, StringComparison.Ordinal);
        Assert.Equal(16, Convert.FromBase64String(RawServer.KeyOf(head)).Length);
        Assert.DoesNotContain("Extensions", head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Key_IsAnotherForEachConnection()
    {
        HashSet<string> keys = [];
        for (var i = 0; i < 5; i++)
        {
            using var socket = new GatewaySocket(TimeProvider.System, MostBytes);
            var connecting = socket.ConnectAsync(_server.Address, TestContext.Current.CancellationToken);
            await using var stream = await _server.AcceptAsync();
            keys.Add(RawServer.KeyOf(await RawServer.UpgradeAsync(stream)));
            await connecting;
        }
        Assert.Equal(5, keys.Count);
    }

    [Fact]
    public async Task Frames_RightBehindTheAnswer_AreRead()
    {
        var connecting = ConnectAsync();
        await using var stream = await _server.UpgradeAsync([.. ServerFrames.Text("first"), .. ServerFrames.Text("second")]);
        await connecting;
        Assert.Equal("first", await NextTextAsync());
        Assert.Equal("second", await NextTextAsync());
    }

    public static TheoryData<string, string> BadAnswers => new()
    {
        { "200 OK", "Content-Length: 0" },
        { "403 Forbidden", "Content-Length: 0" },
        { "503 Service Unavailable", "Content-Length: 0" },
        { "302 Found", "Location: ws://127.0.0.1:1/\r\nContent-Length: 0" },
        { "101 Switching Protocols", "Connection: Upgrade\r\nSec-WebSocket-Accept: {accept}" },
        { "101 Switching Protocols", "Upgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}" },
        { "101 Switching Protocols", "Upgrade: websocket\r\nSec-WebSocket-Accept: {accept}" },
        { "101 Switching Protocols", "Upgrade: websocket\r\nConnection: Upgrade" },
        { "101 Switching Protocols", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" },
        { "101 Switching Protocols", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Accept: {accept}" },
        { "101 Switching Protocols", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Extensions: permessage-deflate" },
        { "101 Switching Protocols", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: chat" },
        { "nonsense", "" },
    };

    [Theory]
    [MemberData(nameof(BadAnswers))]
    public async Task Answer_ThatIsNoUpgrade_IsRefused(string status, string headers)
    {
        var connecting = ConnectAsync();
        await using var stream = await _server.AcceptAsync();
        var accept = SocketUpgrade.AcceptOf(RawServer.KeyOf(await RawServer.ReadHeadAsync(stream)));
        var answer = $"HTTP/1.1 {status}\r\n{headers.Replace("{accept}", accept, StringComparison.Ordinal)}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<WebSocketException>(() => connecting);
    }

    [Theory]
    [InlineData("Upgrade: WebSocket\r\nConnection: keep-alive, Upgrade")]
    [InlineData("upgrade: websocket\r\nconnection: upgrade")]
    public async Task Answer_WrittenAnotherWay_IsAnUpgrade(string headers)
    {
        var connecting = ConnectAsync();
        await using var stream = await _server.AcceptAsync();
        var accept = SocketUpgrade.AcceptOf(RawServer.KeyOf(await RawServer.ReadHeadAsync(stream)));
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching\r\n{headers}\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"),
            TestContext.Current.CancellationToken);
        await connecting;
    }

    [Fact]
    public async Task Server_ThatClosesWithinItsAnswer_IsSaidToBeOutOfReach()
    {
        var connecting = ConnectAsync();
        await using (var stream = await _server.AcceptAsync())
        {
            await RawServer.ReadHeadAsync(stream);
            await stream.WriteAsync("HTTP/1.1 101 Switching"u8.ToArray(), TestContext.Current.CancellationToken);
        }
        await Assert.ThrowsAsync<WebSocketException>(() => connecting);
    }

    [Fact]
    public async Task Server_ThatKeepsSilent_TimesOut()
    {
        var clock = new FakeTimeProvider();
        using var socket = new GatewaySocket(clock, MostBytes);
        var connecting = socket.ConnectAsync(_server.Address, TestContext.Current.CancellationToken);
        await using var stream = await _server.AcceptAsync();
        await RawServer.ReadHeadAsync(stream);
        clock.Advance(TimeSpan.FromSeconds(21));
        await Assert.ThrowsAsync<TimeoutException>(() => connecting);
    }

    [Fact]
    public async Task Connecting_Cancelled_IsCalledOff()
    {
        using var cancel = new CancellationTokenSource();
        var connecting = _socket.ConnectAsync(_server.Address, cancel.Token);
        await using var stream = await _server.AcceptAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task Proxy_OfTheEnvironment_IsAskedForTheGateway()
    {
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new ProxyFor("gateway.test", new Uri($"http://127.0.0.1:{_server.Port}"));
        try
        {
            var connecting = _socket.ConnectAsync(new Uri("wss://gateway.test/"), TestContext.Current.CancellationToken);
            await using var stream = await _server.AcceptAsync();
            Assert.StartsWith("CONNECT gateway.test:443 HTTP/1.1\r\n", await RawServer.ReadHeadAsync(stream), StringComparison.Ordinal);
            await stream.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            await Assert.ThrowsAsync<WebSocketException>(() => connecting);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    private Task ConnectAsync() =>
        _socket.ConnectAsync(new Uri(_server.Address, "/path?v=10"), TestContext.Current.CancellationToken);

    private async Task<string> NextTextAsync()
    {
        Received received;
        while (!_socket.TryReceive(out received))
            await _socket.ReadMoreAsync();
        return Encoding.UTF8.GetString(received.Frame.Span);
    }

    /// <summary>A proxy for one host alone, so that no other test goes through it.</summary>
    private sealed class ProxyFor(string name, Uri proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy;

        public bool IsBypassed(Uri host) => host.Host != name;
    }
}
