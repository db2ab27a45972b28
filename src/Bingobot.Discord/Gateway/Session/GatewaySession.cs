using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Bingobot.Discord.Gateway.Sending;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Gateway.Wire.Envelopes;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway.Session;

/// <summary>
/// The rules of a gateway session over all its connections, without I/O, clock or thread: inputs are frames, ticks and
/// closes, the answer to each is a <see cref="GatewayStep"/>. Times are monotonic, since the client began; durable is
/// the last position that the caller has made durable. Not thread-safe. See
/// <see href="https://docs.discord.com/developers/events/gateway#connection-lifecycle"/>.
/// </summary>
internal sealed class GatewaySession
{
    /// <summary>How long a connection may keep silent before its Hello.</summary>
    public static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(20);

    /// <summary>How long a connection must have been ready to count as one that worked.</summary>
    public static readonly TimeSpan WorkedAfter = TimeSpan.FromSeconds(5);

    /// <summary>How often in a row an unreadable frame may break the same session before it is given up.</summary>
    public const int MostMalformedInARow = 3;

    private readonly GatewayIdentity _identity;
    private readonly Random _random;
    private readonly ReconnectDelay _delay;

    private string? _sessionId;
    private string? _resumeUrl;
    private long _firstSequence;
    private long _received;
    private GatewayPosition? _lost;
    private int _malformedInARow;

    private TimeSpan _waitAtLeast;
    private bool _resumeUrlFailed;
    private bool _sawHello;
    private TimeSpan _interval;
    private TimeSpan? _readySince;
    private bool _awaitingAck;
    private TimeSpan? _heartbeatSent;
    private SendLimits? _limits;

    /// <param name="identity">Who identifies, and for what.</param>
    /// <param name="random">Spreads heartbeats and delays.</param>
    /// <param name="durable">The session to resume, and where; null: there is none.</param>
    /// <param name="lost">A session that is not resumed, but replaced by the first READY.</param>
    public GatewaySession(GatewayIdentity identity, Random random, GatewayPosition? durable, GatewayPosition? lost = null)
    {
        _lost = lost;
        _identity = identity;
        _random = random;
        _delay = new ReconnectDelay(random);
        if (durable is not { } position)
            return;
        _sessionId = position.SessionId;
        _resumeUrl = position.ResumeUrl;
        _firstSequence = position.Sequence;
        _received = position.Sequence;
    }

    public GatewayState State { get; private set; } = GatewayState.Waiting;

    /// <summary>When <see cref="OnTick"/> is due.</summary>
    public TimeSpan NextTick { get; private set; } = TimeSpan.MaxValue;

    /// <summary>Between the last heartbeat that was acknowledged and its acknowledgement.</summary>
    public TimeSpan? Latency { get; private set; }

    /// <summary>How to connect next.</summary>
    public ConnectionPlan PlanConnection(TimeSpan now)
    {
        State = GatewayState.Waiting;
        var resumes = _sessionId is not null;
        var delay = _delay.Next(now, identifies: !resumes, _waitAtLeast);
        _waitAtLeast = TimeSpan.Zero;
        return new ConnectionPlan(delay, resumes && !_resumeUrlFailed ? _resumeUrl : null, resumes);
    }

    /// <summary>A connection is being made.</summary>
    public void OnConnecting(TimeSpan now)
    {
        State = GatewayState.Connecting;
        _sawHello = false;
        _readySince = null;
        _awaitingAck = false;
        _heartbeatSent = null;
        _limits = null;
        NextTick = now + HelloTimeout;
    }

    /// <summary>A frame has come.</summary>
    /// <exception cref="JsonException">What it carries cannot be read; call <see cref="OnMalformed"/>.</exception>
    public GatewayStep OnFrame(in FrameHeader header, ReadOnlySpan<byte> data, TimeSpan now, GatewayPosition? durable)
    {
        switch (header.Op)
        {
            case GatewayOpcode.Dispatch:
                return OnDispatch(header, data, now);
            case GatewayOpcode.Heartbeat:
                return Heartbeat(now, durable);
            case GatewayOpcode.Reconnect:
                return GatewayStep.Close(GatewayProtocol.CloseKeepingSession, "Discord asked to reconnect");
            case GatewayOpcode.InvalidSession:
                return OnInvalidSession(data);
            case GatewayOpcode.Hello:
                return OnHello(data, now, durable);
            case GatewayOpcode.HeartbeatAck:
                OnAck(now);
                return GatewayStep.None;
            default:
                return GatewayStep.None;
        }
    }

    /// <summary>
    /// <see cref="NextTick"/> has come. <paramref name="readingPaused"/> says that the socket was not read all the time
    /// since the last heartbeat, so that an acknowledgement may lie in it unread.
    /// </summary>
    public GatewayStep OnTick(TimeSpan now, bool readingPaused, GatewayPosition? durable)
    {
        if (now < NextTick)
            return GatewayStep.None;
        if (!_sawHello)
            return GatewayStep.Close(GatewayProtocol.CloseKeepingSession, "no Hello came");
        if (_awaitingAck && !readingPaused)
            return GatewayStep.Close(GatewayProtocol.CloseKeepingSession, "the last heartbeat was not acknowledged");
        NextTick = now + _interval;
        var step = Heartbeat(now, durable);
        _awaitingAck |= step.Kind == GatewayStepKind.Send;
        return step;
    }

    /// <summary>Whether a command may be sent now on this connection, which must be ready; it then counts as sent.</summary>
    /// <inheritdoc cref="SendLimits.TryBookCommand"/>
    public bool TryBookCommand(SendWindow? beside, TimeSpan now, out TimeSpan wait) =>
        (_limits ?? throw new InvalidOperationException("There is no Hello on this connection yet."))
            .TryBookCommand(beside, now, out wait);

    /// <summary>A frame came that cannot be read; the connection is closed with a code that keeps the session.</summary>
    public GatewayStep OnMalformed(int closeWith = GatewayProtocol.CloseUndecodable)
    {
        if (++_malformedInARow >= MostMalformedInARow)
            LoseSession();
        return GatewayStep.Close(closeWith, "a frame could not be read");
    }

    /// <summary>The connection is gone, or could not be made; <paramref name="code"/> is Discord's, where it gave one.</summary>
    /// <returns>Whether to connect again.</returns>
    public bool OnClosed(int? code, TimeSpan now)
    {
        State = GatewayState.Waiting;
        NextTick = TimeSpan.MaxValue;
        if (_readySince is { } since && now - since >= WorkedAfter)
            _delay.Worked();
        else
            _delay.Failed();
        // A resume URL that led to no Hello is given up for the gateway's own, and the other way round.
        _resumeUrlFailed = !_sawHello && !_resumeUrlFailed;
        if (code is not { } given)
            return true;
        if (GatewayProtocol.EndsSession(given))
            LoseSession();
        return !GatewayProtocol.IsFatal(given);
    }

    private GatewayStep OnHello(ReadOnlySpan<byte> data, TimeSpan now, GatewayPosition? durable)
    {
        var hello = JsonSerializer.Deserialize(data, DiscordJson.Default.Hello);
        if (hello is not { HeartbeatInterval: > 0 })
            throw new JsonException("A Hello without a positive heartbeat_interval.");
        if (_sawHello)
            return GatewayStep.None;
        _sawHello = true;
        _interval = TimeSpan.FromMilliseconds(hello.HeartbeatInterval);
        _limits = new SendLimits(_interval);
        _limits.TryBookReserved(now);
        NextTick = now + (_interval * _random.NextDouble());
        if (_sessionId is null)
        {
            State = GatewayState.Identifying;
            _delay.Identified(now);
            return GatewayStep.Identify(FrameWriter.Identify(_identity.ToIdentify()));
        }
        State = GatewayState.Resuming;
        return GatewayStep.Send(FrameWriter.Resume(new Resume
        {
            Token = _identity.Token,
            SessionId = _sessionId,
            Seq = Math.Max(_firstSequence, DurableSequence(durable) ?? 0),
        }));
    }

    private GatewayStep OnDispatch(in FrameHeader header, ReadOnlySpan<byte> data, TimeSpan now)
    {
        if (header is not { Sequence: { } sequence, Type: { } type })
            throw new JsonException("A dispatch without 's' or 't'.");
        if (type == "READY")
            return OnReady(sequence, data, now);
        if (!HasSession)
            throw new JsonException("A dispatch before READY.");
        if (type == "RESUMED")
        {
            State = GatewayState.Ready;
            _readySince = now;
        }
        if (sequence <= _received)
            return GatewayStep.None;
        _received = sequence;
        _malformedInARow = 0;
        var position = new GatewayPosition(_sessionId, _resumeUrl, sequence);
        return header.IsWanted ? GatewayStep.Deliver(position, lost: null) : GatewayStep.Pass(position);
    }

    private GatewayStep OnReady(long sequence, ReadOnlySpan<byte> data, TimeSpan now)
    {
        if (State != GatewayState.Identifying)
            throw new JsonException("A READY that was not asked for.");
        var ready = JsonSerializer.Deserialize(data, SessionJson.Default.ReadySession);
        if (ready is not { SessionId.Length: > 0, ResumeGatewayUrl: not null })
            throw new JsonException("A READY without session_id or resume_gateway_url.");
        _sessionId = ready.SessionId;
        _resumeUrl = ready.ResumeGatewayUrl;
        _firstSequence = sequence;
        _received = sequence;
        _resumeUrlFailed = false;
        _malformedInARow = 0;
        State = GatewayState.Ready;
        _readySince = now;
        var lost = _lost;
        _lost = null;
        return GatewayStep.Deliver(new GatewayPosition(_sessionId, _resumeUrl, sequence), lost);
    }

    private GatewayStep OnInvalidSession(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        if (reader.Read() && reader.TokenType == JsonTokenType.True)
            return GatewayStep.Close(GatewayProtocol.CloseKeepingSession, "the session is to be resumed anew");
        LoseSession();
        _waitAtLeast = TimeSpan.FromSeconds(1 + (4 * _random.NextDouble()));
        return GatewayStep.Close(GatewayProtocol.CloseKeepingSession, "the session is invalid");
    }

    private GatewayStep Heartbeat(TimeSpan now, GatewayPosition? durable)
    {
        // Asked for more than may be sent: the connection is worth more than the answer.
        if (_limits?.TryBookReserved(now) != true)
            return GatewayStep.None;
        _heartbeatSent ??= now;
        return GatewayStep.Send(FrameWriter.Heartbeat(DurableSequence(durable)));
    }

    private void OnAck(TimeSpan now)
    {
        if (_heartbeatSent is { } sent)
            Latency = now - sent;
        _heartbeatSent = null;
        _awaitingAck = false;
        if (State == GatewayState.Ready)
            _delay.SessionHeld();
    }

    [MemberNotNullWhen(true, nameof(_sessionId), nameof(_resumeUrl))]
    private bool HasSession => _sessionId is not null && _resumeUrl is not null;

    private long? DurableSequence(GatewayPosition? durable) =>
        durable is { } position && position.SessionId == _sessionId ? position.Sequence : null;

    private void LoseSession()
    {
        if (HasSession)
            _lost ??= new GatewayPosition(_sessionId, _resumeUrl, _received);
        _sessionId = null;
        _resumeUrl = null;
        _resumeUrlFailed = false;
        _malformedInARow = 0;
    }
}
