using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Bingobot.Discord.Gateway.WebSockets;
using Bingobot.Discord.Gateway.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Bingobot.Discord.Tests.Gateway.WebSockets.Interop;

/// <summary>Against Kestrel's WebSocket over TLS.</summary>
public sealed class EncryptedTests : IAsyncLifetime
{
    private const int MostBytes = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly X509Certificate2 _certificate = SelfSigned();
    private WebApplication _app = null!;
    private int _connections;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(async context =>
        {
            Interlocked.Increment(ref _connections);
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[100_000];
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } result)
                await socket.SendAsync(buffer.AsMemory(0, result.Count), result.MessageType, result.EndOfMessage, context.RequestAborted);
        });
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(impatient.Token);
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    [Fact]
    public async Task Certificate_ThatNobodyTrusts_IsRefused()
    {
        using var socket = new GatewaySocket(TimeProvider.System, MostBytes);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address, TestContext.Current.CancellationToken));
        Assert.Equal(0, Volatile.Read(ref _connections));
    }

    [Fact]
    public async Task Messages_OverTls_AreEchoed()
    {
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { _certificate },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        using var connector = new HttpMessageInvoker(handler);
        using var socket = new GatewaySocket(TimeProvider.System, MostBytes);
        socket.Attach(await SocketUpgrade.ConnectAsync(connector, Address, TestContext.Current.CancellationToken));
        foreach (var length in (int[])[0, 1, 125, 126, 4096, 65_535, 65_536, 90_000])
        {
            var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, length).Select(static i => (char)('a' + (i % 26)))));
            await socket.SendAsync(text, TestContext.Current.CancellationToken);
            using var echoed = new MemoryStream();
            while (echoed.Length < length || length == 0)
            {
                Received received;
                while (!socket.TryReceive(out received))
                    await socket.ReadMoreAsync().AsTask().WaitAsync(Patience);
                echoed.Write(received.Frame.Span);
                if (length == 0)
                    break;
            }
            Assert.Equal(text, echoed.ToArray());
        }
    }

    private Uri Address => new($"wss://localhost:{new Uri(_app.Urls.Single()).Port}/");

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }
}
