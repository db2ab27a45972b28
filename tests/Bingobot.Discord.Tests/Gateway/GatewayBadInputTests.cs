using System.Text;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Tests.Scripted;

namespace Bingobot.Discord.Tests.Gateway;

public sealed class GatewayBadInputTests : IAsyncLifetime
{
    private ScriptedDiscord _discord = null!;

    public async ValueTask InitializeAsync() => _discord = await ScriptedDiscord.StartAsync();

    public ValueTask DisposeAsync() => _discord.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("""{"op":"0"}""")]
    [InlineData("""{"op":0,"d":{},"s":2}""")]
    [InlineData("""{"op":0,"d":{},"t":"MESSAGE_CREATE","s":null}""")]
    [InlineData("""{"op":0,"d":{},"t":7,"s":2}""")]
    [InlineData("""{"op":0,"d":{},"t":"MESSAGE_CREATE","s":2.5}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":-1}}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":"soon"}}""")]
    [InlineData("""{"op":10}""")]
    [InlineData("""{"op":9}""")]
    [InlineData("""{"op":0,"s":2,"t":"READY","d":{}}""")]
    [InlineData("""{"op":0,"s":2,"t":"\ud800","d":{}} x""")]
    [InlineData("""{"d":{},"t":"MESSAGE_CREATE","s":2}""")]
    [InlineData("""{"op":99999999999999999999}""")]
    public async Task Frame_Malformed_ClosesAndResumes(string frame)
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        await connection.SendAsync(frame);
        Assert.Equal(4002, await connection.ExpectCloseAsync());
        var second = await client.PassTimeAsync(_discord.NextConnectionAsync());
        await second.HelloAsync();
        Assert.Equal("s1", (await second.ExpectAsync(GatewayOpcode.Resume)).GetProperty("session_id").GetString());
        await second.DispatchAsync(2, "MESSAGE_CREATE");
        await client.EventsAsync(2);
    }

    [Fact]
    public async Task Frame_MalformedAgainAndAgain_GivesTheSessionUp()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        for (var time = 0; time < 3; time++)
        {
            if (time > 0)
            {
                connection = await client.PassTimeAsync(_discord.NextConnectionAsync());
                await connection.HelloAsync();
                await connection.ExpectAsync(GatewayOpcode.Resume);
            }
            await connection.SendAsync("{");
            await connection.ExpectCloseAsync();
        }
        connection = await client.PassTimeAsync(_discord.NextConnectionAsync());
        await connection.HelloAsync();
        await connection.ExpectAsync(GatewayOpcode.Identify);
        await connection.ReadyAsync("s2", _discord.ResumeAddress);
        var events = await client.EventsAsync(2);
        Assert.Equal("s1", events[1].LostSession?.SessionId);
    }

    [Fact]
    public async Task Frame_Unknown_IsIgnored()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        await connection.SendAsync("""{"op":77,"d":[1,{"x":null}],"new":true}""");
        await connection.DispatchAsync(2, "SOMETHING_NEW", "[1,2]");
        var events = await client.EventsAsync(2);
        Assert.Equal(("SOMETHING_NEW", "[1,2]"), (events[1].Type, events[1].Data));
    }

    [Fact]
    public async Task Frame_LargerThanAllowed_ClosesAndResumes()
    {
        await using var client = new RunningClient(_discord, maxFrameBytes: 64 * 1024);
        var connection = await _discord.NextReadyAsync(client);
        await connection.DispatchAsync(2, "MESSAGE_CREATE", $"\"{new string('x', 60 * 1024)}\"");
        await client.EventsAsync(2);
        await connection.DispatchAsync(3, "MESSAGE_CREATE", $"\"{new string('x', 64 * 1024)}\"");
        Assert.Equal(4002, await connection.ExpectCloseAsync());
        var second = await client.PassTimeAsync(_discord.NextConnectionAsync());
        await second.HelloAsync();
        await second.ExpectAsync(GatewayOpcode.Resume);
    }

    [Fact]
    public async Task Frame_LargerThanTheFirstBuffer_IsReadWhole()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        var large = $"\"{new string('y', 3 * 1024 * 1024)}\"";
        await connection.DispatchAsync(2, "GUILD_CREATE", large);
        var events = await client.EventsAsync(2);
        Assert.Equal(large, events[1].Data);
    }

    [Fact]
    public async Task Frame_NotUtf8_ClosesAndResumes()
    {
        await using var client = new RunningClient(_discord);
        var connection = await _discord.NextReadyAsync(client);
        var frame = Encoding.UTF8.GetBytes("""{"op":0,"s":2,"t":"MESSAGE_CREATE","d":"??"}""");
        frame[^4] = 0xff;
        await connection.SendAsync(frame);
        Assert.Equal(1007, await connection.ExpectCloseAsync());
        var second = await client.PassTimeAsync(_discord.NextConnectionAsync());
        await second.HelloAsync();
        await second.ExpectAsync(GatewayOpcode.Resume);
        Assert.Single(client.Events);
    }

    [Fact]
    public async Task Consumer_Slow_SlowsTheSocketAndLosesNothing()
    {
        const int Count = 200;
        var open = new TaskCompletionSource();
        await using var client = new RunningClient(
            _discord,
            handler: async (_, token) => await open.Task.WaitAsync(token),
            maxQueuedBytes: 256 * 1024);
        var connection = await _discord.NextConnectionAsync();
        await connection.HelloAsync(interval: 1000);
        await connection.ExpectAsync(GatewayOpcode.Identify);
        await connection.ReadyAsync("s1", _discord.ResumeAddress);

        var data = $"\"{new string('z', 100 * 1024)}\"";
        var sent = 0;
        var sending = Task.Run(async () =>
        {
            for (var sequence = 2; sequence <= Count; sequence++, Interlocked.Increment(ref sent))
                await connection.DispatchAsync(sequence, "MESSAGE_CREATE", data);
        });
        // 20 MB cannot lie in 256 KiB of queue and the system's socket buffers.
        var stuck = await StandstillAsync(() => Volatile.Read(ref sent));
        Assert.InRange(stuck, 1, Count - 50);

        // Nothing is read, so nothing can be acknowledged; the connection must be kept all the same.
        for (var beat = 0; beat < 4; beat++)
            await client.PassTimeAsync(connection.ExpectAsync(GatewayOpcode.Heartbeat));

        open.SetResult();
        await sending;
        await connection.SendAsync("""{"op":11}""");
        var events = await client.EventsAsync(Count);
        Assert.Equal(Enumerable.Range(1, Count).Select(static s => (long)s), events.Select(static e => e.Position.Sequence));
        Assert.All(events.Skip(1), e => Assert.Equal(data, e.Data));
    }

    /// <summary>Events are delivered by the thread that reads, which may be held up; an acknowledgement that lies unread is not missed.</summary>
    [Fact]
    public async Task Consumer_ThatHoldsTheReadingThread_KeepsTheConnection()
    {
        using var open = new ManualResetEventSlim();
        await using var client = new RunningClient(_discord, handler: (_, _) =>
        {
            open.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            return default;
        });
        var connection = await _discord.NextConnectionAsync();
        await connection.HelloAsync(interval: 5000);
        await connection.ExpectAsync(GatewayOpcode.Identify);
        await connection.ReadyAsync("s1", _discord.ResumeAddress);
        for (var beat = 0; beat < 4; beat++)
        {
            await client.PassTimeAsync(connection.ExpectAsync(GatewayOpcode.Heartbeat));
            await connection.SendAsync("""{"op":11}""");
        }
        await connection.DispatchAsync(2, "MESSAGE_CREATE");
        open.Set();
        await client.EventsAsync(2);
        await client.PassTimeAsync(connection.ExpectAsync(GatewayOpcode.Heartbeat));
    }

    private static async Task<int> StandstillAsync(Func<int> count)
    {
        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var last = -1;
        var still = 0;
        while (still < 20)
        {
            Assert.False(impatient.IsCancellationRequested, "it never came to a standstill");
            await Task.Delay(10, TestContext.Current.CancellationToken);
            var now = count();
            still = now == last && now > 0 ? still + 1 : 0;
            last = now;
        }
        return last;
    }
}
