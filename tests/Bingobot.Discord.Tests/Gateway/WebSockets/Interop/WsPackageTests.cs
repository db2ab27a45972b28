using System.Diagnostics;
using System.Globalization;
using System.Text;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Tests.Support;

namespace Bingobot.Discord.Tests.Gateway.WebSockets.Interop;

/// <summary>Against the <c>ws</c> package of Node.js.</summary>
public sealed class WsPackageTests
{
    private const int MostBytes = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly int[] Lengths = [0, 1, 125, 126, 127, 4096, 65_535, 65_536, 1_000_000];

    [Fact]
    public async Task Server_SendsEchoesAndCloses()
    {
        using var node = Start();
        try
        {
            var port = int.Parse((await LineAsync(node))!, CultureInfo.InvariantCulture);
            using var socket = new GatewaySocket(TimeProvider.System, MostBytes);
            await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/"), TestContext.Current.CancellationToken);

            foreach (var length in Lengths)
                Assert.Equal(new string('a', length), TextOf(await NextAsync(socket)));
            var binary = await NextAsync(socket);
            Assert.True(binary.IsBinary);
            Assert.Equal(Enumerable.Repeat((byte)0xff, 1000), binary.Frame.ToArray());
            Assert.Equal("größer 🎲", TextOf(await NextAsync(socket)));
            Assert.Equal("pong between", TextOf(await NextAsync(socket)));

            foreach (var length in Lengths)
            {
                var text = string.Concat(Enumerable.Range(0, length).Select(static i => (char)('a' + (i % 26))));
                await socket.SendAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
                Assert.Equal(text, TextOf(await NextAsync(socket)));
            }

            await socket.SendAsync("close"u8.ToArray(), TestContext.Current.CancellationToken);
            var closed = await NextAsync(socket);
            Assert.Equal((ReceivedKind.Closed, 4009), (closed.Kind, closed.CloseCode));
            await socket.CloseAsync(4000, "heard");
            socket.Abort();
            Assert.Equal("closed 4000 heard", await LineAsync(node));
        }
        finally
        {
            if (!node.HasExited)
                node.Kill(entireProcessTree: true);
        }
    }

    private static Process Start() => Process.Start(new ProcessStartInfo("node", "socket-server.mjs")
    {
        WorkingDirectory = InteropFolder.For("socket-server.mjs", "ws"),
        RedirectStandardOutput = true,
    })!;

    private static Task<string?> LineAsync(Process node) =>
        node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);

    private static string TextOf(in Received received) => Encoding.UTF8.GetString(received.Frame.Span);

    private static async Task<Received> NextAsync(GatewaySocket socket)
    {
        Received received;
        while (!socket.TryReceive(out received))
            await socket.ReadMoreAsync().AsTask().WaitAsync(Patience);
        return received;
    }
}
