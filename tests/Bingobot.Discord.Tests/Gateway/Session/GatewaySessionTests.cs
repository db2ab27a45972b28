using System.Text;
using System.Text.Json;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Gateway.Session;
using Bingobot.Discord.Gateway.Wire.Envelopes;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Gateway.Session;

public sealed class GatewaySessionTests
{
    private static readonly GatewayIdentity Identity = new("token", Intents.Guilds, new GatewayShard(1, 4), 250);

    private readonly FrameReader _reader = new();
    private TimeSpan _now = TimeSpan.FromSeconds(100);

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.25, 10_000)]
    [InlineData(0.999, 39_960)]
    public void FirstHeartbeat_AfterHello_IsDueAtIntervalTimesJitter(double jitter, int milliseconds)
    {
        var session = Connected(new FixedRandom(jitter));
        Frame(session, """{"op":10,"d":{"heartbeat_interval":40000}}""");
        Assert.Equal(_now + TimeSpan.FromMilliseconds(milliseconds), session.NextTick);
    }

    [Fact]
    public void Heartbeats_AfterTheFirst_ComeEveryInterval()
    {
        var session = Ready();
        for (var beat = 0; beat < 3; beat++)
        {
            _now = session.NextTick;
            var step = session.OnTick(_now, readingPaused: false, durable: null);
            Assert.Equal("""{"op":1,"d":null}""", Text(step));
            Assert.Equal(_now + TimeSpan.FromSeconds(40), session.NextTick);
            Frame(session, """{"op":11}""");
        }
    }

    [Fact]
    public void Tick_TooEarly_DoesNothing()
    {
        var session = Ready();
        Assert.Equal(GatewayStep.None, session.OnTick(session.NextTick - TimeSpan.FromTicks(1), false, null));
    }

    [Fact]
    public void Heartbeat_DurableOfThisSession_ReportsIt()
    {
        var session = Ready();
        _now = session.NextTick;
        Assert.Equal("""{"op":1,"d":7}""", Text(session.OnTick(_now, false, new GatewayPosition("s1", "wss://r", 7))));
    }

    [Fact]
    public void Heartbeat_DurableOfAnotherSession_ReportsNothing()
    {
        var session = Ready();
        _now = session.NextTick;
        Assert.Equal("""{"op":1,"d":null}""", Text(session.OnTick(_now, false, new GatewayPosition("s0", "wss://r", 7))));
    }

    [Fact]
    public void MissedAck_ReadingAllTheTime_ClosesWithACodeThatKeepsTheSession()
    {
        var session = Ready();
        _now = session.NextTick;
        session.OnTick(_now, false, null);
        _now = session.NextTick;
        var step = session.OnTick(_now, false, null);
        Assert.Equal(GatewayStepKind.Close, step.Kind);
        Assert.NotInRange(step.CloseCode, 1000, 1001);
        Assert.True(session.OnClosed(null, _now));
        Assert.Equal(new ConnectionPlan(TimeSpan.Zero, "wss://r", Resumes: true), session.PlanConnection(_now));
    }

    [Fact]
    public void MissedAck_ReadingPaused_BeatsOn()
    {
        var session = Ready();
        for (var beat = 0; beat < 5; beat++)
        {
            _now = session.NextTick;
            Assert.Equal(GatewayStepKind.Send, session.OnTick(_now, readingPaused: true, null).Kind);
        }
    }

    [Fact]
    public void RequestedHeartbeat_JustBeforeTheTick_IsNotTakenForAMissedAck()
    {
        var session = Ready();
        _now = session.NextTick - TimeSpan.FromMilliseconds(1);
        Assert.Equal("""{"op":1,"d":null}""", Text(Frame(session, """{"op":1,"d":null}""")));
        _now = session.NextTick;
        Assert.Equal(GatewayStepKind.Send, session.OnTick(_now, false, null).Kind);
    }

    [Fact]
    public void Ack_ToAHeartbeat_TellsTheLatency()
    {
        var session = Ready();
        _now = session.NextTick;
        session.OnTick(_now, false, null);
        _now += TimeSpan.FromMilliseconds(42);
        Frame(session, """{"op":11}""");
        Assert.Equal(TimeSpan.FromMilliseconds(42), session.Latency);
    }

    [Fact]
    public void Hello_NotComing_ClosesAtTheTimeout()
    {
        var session = Connected();
        Assert.Equal(_now + GatewaySession.HelloTimeout, session.NextTick);
        Assert.Equal(GatewayStepKind.Close, session.OnTick(session.NextTick, false, null).Kind);
    }

    [Fact]
    public void Identify_WithAShard_NamesIt()
    {
        var session = Connected();
        var step = Frame(session, """{"op":10,"d":{"heartbeat_interval":40000}}""");
        var frame = JsonSerializer.Deserialize(step.Frame.Span, DiscordJson.Default.GatewayFrame)!;
        Assert.Equal(GatewayOpcode.Identify, frame.Op);
        Assert.Equal("[1,4]", frame.D!.Value.GetProperty("shard").GetRawText());
        Assert.InRange(step.Frame.Length, 1, 4096);
        Assert.Equal(GatewayState.Identifying, session.State);
    }

    [Fact]
    public void Resume_ReadyNotYetDurable_AsksForAllThatFollowedReady()
    {
        var session = Ready();
        Dispatch(session, 2);
        Dispatch(session, 3);
        Assert.Equal(1, ResumeSequence(session, durable: null));
        Assert.Equal(1, ResumeSequence(session, new GatewayPosition("s0", "wss://r", 900)));
        Assert.Equal(2, ResumeSequence(session, new GatewayPosition("s1", "wss://r", 2)));
    }

    [Fact]
    public void Dispatch_SeenBefore_IsNotDeliveredAgain()
    {
        var session = Ready();
        Assert.Equal(GatewayStepKind.Deliver, Dispatch(session, 2).Kind);
        Assert.Equal(GatewayStepKind.None, Dispatch(session, 2).Kind);
        Assert.Equal(GatewayStepKind.None, Dispatch(session, 1).Kind);
        Assert.Equal(GatewayStepKind.Deliver, Dispatch(session, 3).Kind);
    }

    [Fact]
    public void Dispatch_BeforeReady_IsMalformed()
    {
        var session = Connected();
        Frame(session, """{"op":10,"d":{"heartbeat_interval":40000}}""");
        Assert.Throws<JsonException>(() => Dispatch(session, 2));
    }

    [Fact]
    public void Ready_WithAnythingOddInTheRest_StartsTheSession()
    {
        var session = Connected();
        Frame(session, """{"op":10,"d":{"heartbeat_interval":40000}}""");
        var step = Frame(
            session,
            """{"op":0,"s":1,"t":"READY","d":{"user":null,"guilds":7,"session_id":"s1","resume_gateway_url":"wss://r"}}""");
        Assert.Equal(new GatewayPosition("s1", "wss://r", 1), step.Position);
    }

    [Fact]
    public void LostSession_LostTwiceBeforeTheNextReady_IsTheFirst()
    {
        var session = new GatewaySession(Identity, new FixedRandom(0.5), new GatewayPosition("s0", "wss://r", 9));
        for (var time = 0; time < 2; time++)
        {
            session.PlanConnection(_now);
            session.OnConnecting(_now);
            Frame(session, """{"op":10,"d":{"heartbeat_interval":40000}}""");
            Frame(session, """{"op":9,"d":false}""");
            session.OnClosed(null, _now);
        }
        session.PlanConnection(_now);
        session.OnConnecting(_now);
        Frame(session, """{"op":10,"d":{"heartbeat_interval":40000}}""");
        Assert.Equal(new GatewayPosition("s0", "wss://r", 9), ReadyFrame(session).LostSession);
    }

    [Fact]
    public void Connections_FailingInARow_AlternateBetweenResumeAndGatewayUrlAndBackOff()
    {
        var session = new GatewaySession(Identity, new FixedRandom(0.5), new GatewayPosition("s0", "wss://r", 9));
        var plans = new List<ConnectionPlan>();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            plans.Add(session.PlanConnection(_now));
            session.OnConnecting(_now);
            session.OnClosed(null, _now);
        }
        Assert.All(plans, static plan => Assert.True(plan.Resumes));
        Assert.Equal(["wss://r", null, "wss://r", null], plans.Take(4).Select(static plan => plan.ResumeUrl));
        Assert.Equal(
            [0, 0.75, 1.5, 3, 6, 12, 24, 45, 45, 45],
            plans.Select(static plan => plan.Delay.TotalSeconds));
    }

    [Fact]
    public void InvalidSession_NotResumable_WaitsOneToFiveSeconds()
    {
        foreach (var (random, seconds) in ((double, double)[])[(0, 1), (0.5, 3), (0.999, 4.996)])
        {
            var session = Ready(new FixedRandom(random));
            _now += TimeSpan.FromMinutes(1);
            Frame(session, """{"op":9,"d":false}""");
            session.OnClosed(null, _now);
            var plan = session.PlanConnection(_now);
            Assert.False(plan.Resumes);
            Assert.Equal(seconds, plan.Delay.TotalSeconds, 0.001);
        }
    }

    [Fact]
    public void Identifies_OnConnectionsThatNeverLast_StayFarBelowTheDaysLimit()
    {
        var session = new GatewaySession(Identity, new FixedRandom(0), durable: null);
        var end = _now + TimeSpan.FromDays(1);
        var identifies = 0;
        while (_now < end)
        {
            _now += session.PlanConnection(_now).Delay;
            session.OnConnecting(_now);
            identifies += Frame(session, """{"op":10,"d":{"heartbeat_interval":40000}}""").Kind == GatewayStepKind.Identify ? 1 : 0;
            ReadyFrame(session);
            _now += TimeSpan.FromSeconds(6);
            session.OnClosed(4009, _now);
        }
        Assert.InRange(identifies, 100, 400);
    }

    [Fact]
    public void Drops_OfAConnectionThatWorked_AreFollowedAtOnce()
    {
        var session = Ready();
        _now += GatewaySession.WorkedAfter;
        session.OnClosed(null, _now);
        Assert.Equal(TimeSpan.Zero, session.PlanConnection(_now).Delay);
    }

    private GatewaySession Connected(Random? random = null)
    {
        var session = new GatewaySession(Identity, random ?? new FixedRandom(0.5), durable: null);
        session.PlanConnection(_now);
        session.OnConnecting(_now);
        return session;
    }

    private GatewaySession Ready(Random? random = null)
    {
        var session = Connected(random);
        Frame(session, """{"op":10,"d":{"heartbeat_interval":40000}}""");
        Assert.Equal(GatewayStepKind.Deliver, ReadyFrame(session).Kind);
        Assert.Equal(GatewayState.Ready, session.State);
        return session;
    }

    private GatewayStep ReadyFrame(GatewaySession session) =>
        Frame(session, """{"op":0,"s":1,"t":"READY","d":{"session_id":"s1","resume_gateway_url":"wss://r"}}""");

    private GatewayStep Dispatch(GatewaySession session, long sequence) =>
        Frame(session, $$$"""{"op":0,"s":{{{sequence}}},"t":"MESSAGE_CREATE","d":{}}""");

    private GatewayStep Frame(GatewaySession session, string frame, GatewayPosition? durable = null)
    {
        var bytes = Encoding.UTF8.GetBytes(frame);
        var header = _reader.Read(bytes);
        return session.OnFrame(header, header.DataOf(bytes), _now, durable);
    }

    private long ResumeSequence(GatewaySession session, GatewayPosition? durable)
    {
        session.OnClosed(null, _now);
        session.PlanConnection(_now);
        session.OnConnecting(_now);
        var step = Frame(session, """{"op":10,"d":{"heartbeat_interval":40000}}""", durable);
        var frame = JsonSerializer.Deserialize(step.Frame.Span, DiscordJson.Default.GatewayFrame)!;
        Assert.Equal(GatewayOpcode.Resume, frame.Op);
        return frame.D!.Value.GetProperty("seq").GetInt64();
    }

    private static string Text(in GatewayStep step) => Encoding.UTF8.GetString(step.Frame.Span);

    private sealed class FixedRandom(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
