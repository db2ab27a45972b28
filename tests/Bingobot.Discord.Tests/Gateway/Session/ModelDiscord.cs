using System.Text;
using System.Text.Json;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Gateway.Session;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Gateway.Wire.Envelopes;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Gateway.Session;

/// <summary>
/// A gateway, a bot and the bot's disk without sockets or time: the gateway forgets what a heartbeat or a resume said was
/// received, the bot loses what was not on its disk when it crashes. Some events are wanted, of others only notes are taken.
/// </summary>
internal sealed class ModelDiscord : IDisposable
{
    private const string Wanted = "MESSAGE_CREATE";
    private const string Unwanted = "TYPING_START";

    private static readonly GatewayIdentity Identity = new("token", Intents.Guilds, null, 250);

    private readonly FrameReader _reader = new(new HashSet<string> { Wanted });
    private readonly Random _random = new(1);
    private readonly Dictionary<string, (long Last, long Forgotten)> _sessions = [];
    private readonly Dictionary<string, List<string>> _types = [];
    private DispatchQueue _memory = new(long.MaxValue);
    private GatewaySession _bot;
    private string? _current;
    private bool _connected;
    private TimeSpan _now = TimeSpan.FromSeconds(1);

    public ModelDiscord() => _bot = new GatewaySession(Identity, _random, durable: null);

    /// <summary>An event that was delivered, or a note of how far those came that nobody wants.</summary>
    public sealed record Delivered(GatewayPosition Position, GatewayPosition? Lost, bool IsNote);

    /// <summary>What is on the bot's disk.</summary>
    public List<Delivered> Disk { get; } = [];

    /// <summary>The session that the gateway would resume, and its last event.</summary>
    public (string Session, long Last)? Alive => _current is null ? null : (_current, _sessions[_current].Last);

    /// <summary>The places of a session's events that are wanted, from its READY on.</summary>
    public IEnumerable<long> WantedOf(string session) =>
        _types[session].Select((type, index) => (type, Sequence: index + 1L)).Where(e => e.type != Unwanted).Select(e => e.Sequence);

    private GatewayPosition? Durable => Disk.Count == 0 ? null : Disk[^1].Position;

    public void Happen(bool isWanted)
    {
        if (_current is null)
            return;
        var sequence = Record(isWanted ? Wanted : Unwanted);
        if (_connected)
            SendEvent(_current, sequence);
    }

    public void Dispose() => _memory.Dispose();

    public void Persist(int most)
    {
        for (var i = 0; i < most && _memory.TryTake(out var queued); i++)
        {
            Disk.Add(new Delivered(queued.Position, queued.LostSession, queued.IsNote));
            _memory.Return(queued);
        }
    }

    /// <summary>Takes a note of what passed.</summary>
    public void Note() => _memory.Note();

    public void Drop(int? code = null)
    {
        if (!_connected)
            return;
        _connected = false;
        if (code is 4007 or 4009)
            _current = null;
        Assert.True(_bot.OnClosed(code, _now));
    }

    public void Expire()
    {
        _current = null;
        Drop();
    }

    public void Crash()
    {
        _connected = false;
        _memory.Dispose();
        _memory = new DispatchQueue(long.MaxValue);
        _bot = new GatewaySession(Identity, _random, Durable);
    }

    public void Beat()
    {
        if (!_connected)
            return;
        _now = _bot.NextTick;
        Do(_bot.OnTick(_now, readingPaused: false, Durable));
    }

    public void Connect()
    {
        if (_connected)
            return;
        _now += _bot.PlanConnection(_now).Delay;
        _bot.OnConnecting(_now);
        _connected = true;
        Send("""{"op":10,"d":{"heartbeat_interval":40000}}""");
    }

    public void Send(string frame)
    {
        if (!_connected)
            return;
        var bytes = Encoding.UTF8.GetBytes(frame);
        try
        {
            var header = _reader.Read(bytes);
            Do(_bot.OnFrame(header, header.DataOf(bytes), _now, Durable), header.Type);
        }
        catch (JsonException)
        {
            Do(_bot.OnMalformed());
        }
    }

    private void Do(in GatewayStep step, string? type = null)
    {
        if (step.Kind == GatewayStepKind.Deliver)
            _memory.Add(type!, [], step.Position, step.LostSession);
        else if (step.Kind == GatewayStepKind.Pass)
            _memory.Pass(step.Position);
        else if (step.Kind == GatewayStepKind.Close)
            Drop();
        else if (step.Kind is GatewayStepKind.Send or GatewayStepKind.Identify)
            Receive(JsonSerializer.Deserialize(step.Frame.Span, DiscordJson.Default.GatewayFrame)!);
    }

    private void Receive(GatewayFrame frame)
    {
        if (frame.Op == GatewayOpcode.Identify)
            Start();
        else if (frame.Op == GatewayOpcode.Resume)
            Resume(frame.D!.Value.GetProperty("session_id").GetString()!, frame.D!.Value.GetProperty("seq").GetInt64());
        else if (frame is { Op: GatewayOpcode.Heartbeat, D.ValueKind: JsonValueKind.Number })
            Forget(frame.D!.Value.GetInt64());
    }

    private void Start()
    {
        _current = $"s{_sessions.Count + 1}";
        _sessions[_current] = (1, 0);
        _types[_current] = ["READY"];
        Send(
            $$$"""{"op":0,"s":1,"t":"READY","d":{"session_id":"{{{_current}}}","resume_gateway_url":"wss://{{{_current}}}"}}""");
    }

    private void Resume(string session, long sequence)
    {
        if (session != _current)
        {
            Send("""{"op":9,"d":false}""");
            return;
        }
        Forget(sequence);
        var (last, forgotten) = _sessions[session];
        Assert.True(sequence >= forgotten, $"{session}: resumes after {sequence}, but {forgotten} was reported as received");
        for (var s = sequence + 1; s <= last; s++)
            SendEvent(session, s);
        var resumed = Record(Unwanted);
        Send($$$"""{"t":"RESUMED","s":{{{resumed}}},"op":0,"d":{}}""");
    }

    private long Record(string type)
    {
        var (last, forgotten) = _sessions[_current!];
        _sessions[_current!] = (last + 1, forgotten);
        _types[_current!].Add(type);
        return last + 1;
    }

    private void SendEvent(string session, long sequence) =>
        Send($$$"""{"t":"{{{_types[session][(int)sequence - 1]}}}","s":{{{sequence}}},"op":0,"d":{}}""");

    private void Forget(long sequence)
    {
        if (_current is null)
            return;
        var (last, forgotten) = _sessions[_current];
        _sessions[_current] = (last, Math.Max(forgotten, sequence));
    }
}
