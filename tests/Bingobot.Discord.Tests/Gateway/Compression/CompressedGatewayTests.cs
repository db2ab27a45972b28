using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Tests.Scripted;

namespace Bingobot.Discord.Tests.Gateway.Compression;

public sealed class CompressedGatewayTests : IAsyncLifetime
{
    private ScriptedDiscord _discord = null!;

    public async ValueTask InitializeAsync() => _discord = await ScriptedDiscord.StartAsync();

    public ValueTask DisposeAsync() => _discord.DisposeAsync();

    [Theory]
    [InlineData(GatewayCompression.Zlib, "?v=10&encoding=json&compress=zlib-stream")]
    [InlineData(GatewayCompression.Zstd, "?v=10&encoding=json&compress=zstd-stream")]
    public async Task Frames_Compressed_AreReadByOneContextForEachConnection(GatewayCompression compression, string query)
    {
        await using var client = new RunningClient(_discord, compression: compression);
        for (var connection = 0; connection < 2; connection++)
        {
            var server = await client.PassTimeAsync(_discord.NextConnectionAsync());
            Assert.Equal(query, server.Query);
            using ServerCompressor compressor = new(compression);
            server.Compressor = compressor;
            await server.HelloAsync();
            await server.ExpectAsync(connection == 0 ? GatewayOpcode.Identify : GatewayOpcode.Resume);
            if (connection == 0)
                await server.ReadyAsync("s1", _discord.ResumeAddress);
            for (var sequence = 2 + (100 * connection); sequence < 102 + (100 * connection); sequence++)
                await server.DispatchAsync(sequence, "MESSAGE_CREATE", $$"""{"content":"{{sequence}}"}""");
            await client.EventsAsync(101 + (100 * connection));
            if (connection == 0)
                server.Drop();
        }

        Assert.Equal(Enumerable.Range(1, 201).Select(static s => (long)s), client.Events.Select(static e => e.Position.Sequence));
        Assert.Equal("""{"content":"150"}""", client.Events.ElementAt(149).Data);
    }

    [Theory]
    [InlineData(GatewayCompression.Zlib)]
    [InlineData(GatewayCompression.Zstd)]
    public async Task Frame_ThatDoesNotDecompress_ClosesAndResumes(GatewayCompression compression)
    {
        await using var client = new RunningClient(_discord, compression: compression);
        var server = await _discord.NextConnectionAsync();
        using ServerCompressor compressor = new(compression);
        server.Compressor = compressor;
        await server.HelloAsync();
        await server.ExpectAsync(GatewayOpcode.Identify);
        await server.ReadyAsync("s1", _discord.ResumeAddress);
        await client.EventsAsync(1);

        await server.SendBinaryAsync([0xde, 0xad, 0xbe, 0xef, 0xde, 0xad, 0xbe, 0xef, 0x00, 0x00, 0xff, 0xff]);

        Assert.Equal(4002, await server.ExpectCloseAsync());
        var second = await client.PassTimeAsync(_discord.NextConnectionAsync());
        await second.HelloAsync();
        Assert.Equal("s1", (await second.ExpectAsync(GatewayOpcode.Resume)).GetProperty("session_id").GetString());
    }

    [Theory]
    [InlineData(GatewayCompression.Zlib)]
    [InlineData(GatewayCompression.Zstd)]
    public async Task Frame_ThatIsABomb_ClosesAndResumes(GatewayCompression compression)
    {
        await using var client = new RunningClient(_discord, compression: compression, maxFrameBytes: 64 * 1024);
        var server = await _discord.NextConnectionAsync();
        using ServerCompressor compressor = new(compression);
        server.Compressor = compressor;
        await server.HelloAsync();
        await server.ExpectAsync(GatewayOpcode.Identify);
        await server.ReadyAsync("s1", _discord.ResumeAddress);
        await client.EventsAsync(1);

        await server.DispatchAsync(2, "MESSAGE_CREATE", $"\"{new string('0', 8 * 1024 * 1024)}\"");

        Assert.Equal(4002, await server.ExpectCloseAsync());
        var second = await client.PassTimeAsync(_discord.NextConnectionAsync());
        await second.HelloAsync();
        await second.ExpectAsync(GatewayOpcode.Resume);
        Assert.Single(client.Events);
    }

    [Fact]
    public async Task Frames_OfAServerThatDoesNotCompress_AreReadAsTheyAre()
    {
        await using var client = new RunningClient(_discord, compression: GatewayCompression.Zstd);
        var server = await _discord.NextReadyAsync(client);
        await server.DispatchAsync(2, "MESSAGE_CREATE");
        await client.EventsAsync(2);
    }
}
