using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Gateway.Sending;
using Bingobot.Discord.Gateway.Session;
using Bingobot.Discord.Gateway.Wire.Envelopes;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Discord.Tests.Gateway.Sending;

/// <summary>A sender under test, whose connections come and go as a test says, and note what is sent on them and when.</summary>
internal sealed class SenderRig
{
    private readonly Lock _gate = new();
    private readonly GatewaySession _session = new(
        new GatewayIdentity("token", Intents.Guilds, new GatewayShard(0, 1), 250), new Random(1), durable: null);

    public SenderRig() => Sender = new CommandSender(_session, _gate, Clock, Now, NullLogger.Instance);

    public FakeTimeProvider Clock { get; } = new();

    public CommandSender Sender { get; }

    /// <summary>What was sent, and when.</summary>
    public ConcurrentQueue<(string Text, TimeSpan At)> Sent { get; } = new();

    /// <summary>Called when the sender looks at the clock next, once.</summary>
    public Action? OnNow { get; set; }

    /// <summary>A connection becomes ready.</summary>
    public void Open()
    {
        var hello = """{"op":10,"d":{"heartbeat_interval":600000}}"""u8.ToArray();
        lock (_gate)
        {
            _session.OnConnecting(Elapsed);
            var header = new FrameReader().Read(hello);
            _session.OnFrame(header, header.DataOf(hello), Elapsed, durable: null);
            Sender.OpenUnsynchronized(new Channel(this));
        }
    }

    /// <summary>The connection is lost.</summary>
    public void Lose()
    {
        lock (_gate)
        {
            Sender.CloseUnsynchronized();
            _session.OnClosed(code: null, Elapsed);
            _session.OnConnecting(Elapsed);
        }
    }

    public Task SendAsync(string text, CancellationToken cancellationToken = default) =>
        Sender.SendAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    public Task SendPresenceAsync(string text) => Sender.SendPresenceAsync(Encoding.UTF8.GetBytes(text), CancellationToken.None);

    /// <summary>Lets time pass until all is sent.</summary>
    public Task PassAsync(params Task[] sending) => Clock.PassAsync(Task.WhenAll(sending));

    private TimeSpan Elapsed => Clock.GetUtcNow() - Clock.Start;

    private TimeSpan Now()
    {
        var called = OnNow;
        OnNow = null;
        called?.Invoke();
        return Elapsed;
    }

    private sealed class Channel(SenderRig rig) : ICommandChannel
    {
        public async Task SendAsync(ReadOnlyMemory<byte> frame)
        {
            await Task.Yield();
            var text = Encoding.UTF8.GetString(frame.Span);
            if (text == Breaking && rig.Sent.All(static sent => sent.Text != Breaking))
            {
                rig.Sent.Enqueue((text, rig.Elapsed));
                throw new WebSocketException("broken");
            }
            rig.Sent.Enqueue((text, rig.Elapsed));
        }
    }

    /// <summary>A command that breaks the first connection on which it is sent.</summary>
    public const string Breaking = "breaking";
}
