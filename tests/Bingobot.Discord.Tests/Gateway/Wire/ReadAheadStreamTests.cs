using Bingobot.Discord.Gateway.Wire;

namespace Bingobot.Discord.Tests.Gateway.Wire;

public sealed class ReadAheadStreamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(200_000)]
    public async Task Reading_InPartsOfAnySize_GivesTheSameBytes(int part)
    {
        var sent = new byte[300_000];
        new Random(1).NextBytes(sent);
        await using ReadAheadStream stream = new(new MemoryStream(sent));
        using MemoryStream received = new();
        var buffer = new byte[part];
        while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is var read and > 0)
            received.Write(buffer, 0, read);
        Assert.Equal(sent, received.ToArray());
    }

    [Fact]
    public async Task SmallReads_OfWhatCameTogether_AskTheConnectionOnce()
    {
        await using CountingStream connection = new(new byte[1000]);
        await using ReadAheadStream stream = new(connection);
        var buffer = new byte[10];
        for (var i = 0; i < 100; i++)
            Assert.Equal(10, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
        Assert.Equal(1, connection.Reads);
    }

    [Fact]
    public async Task ReadOfNothing_TakesNothing()
    {
        await using ReadAheadStream stream = new(new MemoryStream([1, 2, 3]));
        Assert.Equal(0, await stream.ReadAsync(Memory<byte>.Empty, TestContext.Current.CancellationToken));
        var buffer = new byte[10];
        Assert.Equal(3, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
        Assert.Equal(0, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Writing_PassesThrough()
    {
        MemoryStream connection = new();
        await using ReadAheadStream stream = new(connection);
        await stream.WriteAsync((byte[])[1, 2, 3], TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3], connection.ToArray());
    }

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public int Reads { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reads++;
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
