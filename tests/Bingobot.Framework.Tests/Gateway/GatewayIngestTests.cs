using System.Text;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Events.Testing;
using Bingobot.Framework.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Framework.Tests.Gateway;

public sealed class GatewayIngestTests : IAsyncDisposable
{
    private const string Ready =
        """{"v":10,"user":{"id":"99","username":"bot"},"guilds":[],"session_id":"s1","resume_gateway_url":"wss://r","application":{"id":"99"}}""";

    private const string Message =
        """{"id":"1","guild_id":"7","channel_id":"500","author":{"id":"1","username":"ada"}}""";

    private readonly ScriptedDiscord _discord = new();
    private readonly Bingobot.Discord.Rest.DiscordRest _rest;
    private readonly Deferrals _deferrals;
    private TestStream _stream = null!;
    private GatewayIngest _ingest = null!;

    public GatewayIngestTests()
    {
        _rest = _discord.Rest();
        _deferrals = Wire.Deferrals(_rest, TimeProvider.System);
    }

    [Fact]
    public async Task Dispatch_IsRecordedOnceWithItsCursor()
    {
        await StartAsync();

        await SendAsync("READY", 1, Ready);
        await SendAsync("MESSAGE_CREATE", 2, Message);
        await SendAsync("MESSAGE_CREATE", 2, Message);

        Assert.Single(_stream.EventsOf(FrameworkEvents.MessageReceived));
        Assert.Equal(new GatewayPosition("s1", "wss://r", 2), _ingest.Durable());
    }

    [Fact]
    public async Task Dispatch_ThatIsMalformed_IsLeftOutAndTheNextIsRecorded()
    {
        await StartAsync();
        await SendAsync("READY", 1, Ready);

        await SendAsync("MESSAGE_CREATE", 2, """{"author":[]}""");
        await SendAsync("MESSAGE_CREATE", 3, Message);

        Assert.Single(_stream.EventsOf(FrameworkEvents.MessageReceived));
    }

    /// <summary>The gateway client says where data ends, not whether it is JSON.</summary>
    [Theory]
    [InlineData("""{"id":"1","guild_id":"7","channel_id":"500","author":{"id":"1"},"x":}""")]
    [InlineData("""{"id":"1","guild_id":"7","channel_id":"500","author":{"id":"1"},"x":{]}""")]
    [InlineData("""{"id":"1","guild_id":"7","channel_id":"500","author":{"id":"1"},"x":"\q"}""")]
    [InlineData("""{"id":"1","guild_id":"7","channel_id":"500","author":{"id":"1"},"x":01}""")]
    [InlineData("""{"id":"1","guild_id":"7","channel_id":"500","author":{"id":"1"}} {""")]
    public async Task Dispatch_ThatIsNoJson_IsLeftOutAndItsNumberPassed(string data)
    {
        await StartAsync();
        await SendAsync("READY", 1, Ready);

        await SendAsync("MESSAGE_CREATE", 2, data);
        await _ingest.FinishAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_stream.EventsOf(FrameworkEvents.MessageReceived));
        Assert.Equal(2, _ingest.Durable()!.Value.Sequence);
        await _stream.CheckReplayAsync();
    }

    /// <summary>Half a character is valid JSON that is no text.</summary>
    [Fact]
    public async Task Interaction_WithHalfACharacter_IsLeftOutAndTheNextIsRecorded()
    {
        await StartAsync();
        await SendAsync("READY", 1, Ready);

        await SendAsync("INTERACTION_CREATE", 2, """
            {"id":"10","application_id":"99","type":2,"token":"t","version":1,"guild_id":"7","channel_id":"500",
             "member":{"user":{"id":"1","username":"ada"},"roles":[]},
             "data":{"name":"echo","options":[{"name":"text","type":3,"value":"\ud83d"}]}}
            """);
        await SendAsync("MESSAGE_CREATE", 3, Message);

        Assert.Empty(_stream.EventsOf(FrameworkEvents.InteractionReceived));
        Assert.Single(_stream.EventsOf(FrameworkEvents.MessageReceived));
    }

    /// <summary>Whatever the gateway sends, the next dispatch is recorded.</summary>
    [Fact]
    public async Task Dispatch_OfAnyBytes_DoesNotEndTheBot()
    {
        await StartAsync();
        await SendAsync("READY", 1, Ready);
        string[] types = ["READY", "INTERACTION_CREATE", "MESSAGE_CREATE", "GUILD_CREATE"];
        var random = new Random(7);
        for (var sequence = 2; sequence < 500; sequence++)
        {
            var bytes = Encoding.UTF8.GetBytes(Message);
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await _ingest.OnDispatchAsync(
                new GatewayDispatch(types[sequence % 4], bytes, new GatewayPosition("s1", "wss://r", sequence), null),
                TestContext.Current.CancellationToken);
        }
        await DurableAsync();
        var before = _stream.EventsOf(FrameworkEvents.MessageReceived).Count;

        await SendAsync("MESSAGE_CREATE", 500, Message);

        Assert.Equal(before + 1, _stream.EventsOf(FrameworkEvents.MessageReceived).Count);
        await _stream.CheckReplayAsync();
    }

    [Fact]
    public async Task Cursor_AdvancesFromTimeToTimeAndAtTheEnd()
    {
        await StartAsync();
        await SendAsync("READY", 1, Ready);

        await SendAsync("TYPING_START", 2, "{}");
        await SendAsync("TYPING_START", 3, "{}");
        Assert.Equal(1, _ingest.Durable()!.Value.Sequence);
        await SendAsync("TYPING_START", 4, "{}");
        Assert.Equal(4, _ingest.Durable()!.Value.Sequence);
        await SendAsync("TYPING_START", 5, "{}");
        await _ingest.FinishAsync(TestContext.Current.CancellationToken);

        Assert.Equal(5, _ingest.Durable()!.Value.Sequence);
        Assert.Equal(2, _stream.EventsOf(RuntimeEvents.CursorAdvanced).Count);
    }

    [Fact]
    public async Task Session_ThatReplacesALostOne_RecordsTheGap()
    {
        await StartAsync();
        await SendAsync("READY", 1, Ready);
        var from = _stream.Clock.GetUtcNow();
        await _stream.PassAsync(TimeSpan.FromMinutes(20));

        await SendAsync("READY", 1, Ready, session: "s2", lost: new GatewayPosition("s1", "wss://r", 1));

        var gap = Assert.Single(_stream.EventsOf(FrameworkEvents.GapDetected));
        Assert.Equal(new GapDetected("gateway/0", from, from + TimeSpan.FromMinutes(20)), gap);
        Assert.Equal("s2", _ingest.Durable()!.Value.SessionId);
        await _stream.CheckReplayAsync();
    }

    [Fact]
    public async Task FactThatWasNotRecorded_IsNotSkippedByTheCursor()
    {
        await StartAsync();
        await SendAsync("READY", 1, Ready);
        await SendAsync("TYPING_START", 2, "{}");
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _ingest.OnDispatchAsync(Dispatch("MESSAGE_CREATE", 3, Message, "s1", null), cancelled.Token));
        await _ingest.FinishAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, _ingest.Durable()!.Value.Sequence);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await _deferrals.DisposeAsync();
        _rest.Dispose();
        _discord.Dispose();
    }

    private static GatewayDispatch Dispatch(string type, long sequence, string data, string session, GatewayPosition? lost) =>
        new(type, Encoding.UTF8.GetBytes(data), new GatewayPosition(session, "wss://r", sequence), lost);

    /// <summary>Hands a dispatch over, and waits until it is durable.</summary>
    private async Task SendAsync(string type, long sequence, string data, string session = "s1", GatewayPosition? lost = null)
    {
        await _ingest.OnDispatchAsync(Dispatch(type, sequence, data, session, lost), TestContext.Current.CancellationToken);
        await DurableAsync();
    }

    /// <summary>Whatever was handed over before this is durable after it, for there is one order.</summary>
    private async Task DurableAsync() => await _stream.Stream.PublishAsync(0, new GatewayIdentified(0, 1));

    private async Task StartAsync()
    {
        _stream = await TestStream.StartAsync(() => Bot.ModulesOf([]));
        GatewaySource source = new(new GatewayShard(0, 1));
        DispatchReader reader = new(source, new HashSet<string> { FrameworkEvents.MessageReceived.Name }, Wire.Intake(_rest));
        reader.Self = new Snowflake(99);
        ShardStart start = new(source, Resumes: true, Replaced: null, HeardUntil: null);
        _ingest = new GatewayIngest(
            _stream.Stream, reader, _deferrals, start, cursorEvery: 3, _stream.Clock, _stream.Clock, NullLogger.Instance);
    }
}
