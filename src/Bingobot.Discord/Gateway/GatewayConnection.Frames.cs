using System.Text.Json;
using System.Text.Unicode;
using Bingobot.Discord.Gateway.Session;
using Bingobot.Discord.Gateway.WebSockets;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Gateway.Wire.Envelopes;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway;

/// <content>What each frame leads to. On the reading thread.</content>
internal sealed partial class GatewayConnection
{
    private static readonly byte[] NoData = "null"u8.ToArray();

    private readonly FrameReader _reader = new(options.Events);
    private bool _isReady;

    private GatewayStep StepOf(in Received received) => received.Kind switch
    {
        ReceivedKind.Frame => OnMessage(received),
        ReceivedKind.TooLarge => TooLarge(),
        _ => Violation(received),
    };

    /// <summary>Compressed frames are binary; a server that does not compress answers with text.</summary>
    private GatewayStep OnMessage(in Received received)
    {
        if (decompressor is null || !received.IsBinary)
            return OnFrame(received.Frame);
        try
        {
            if (!decompressor.TryDecompress(received.Frame, out var frame))
                return GatewayStep.None;
            return Utf8.IsValid(frame.Span) ? OnFrame(frame) : throw new InvalidDataException("A frame that is not UTF-8.");
        }
        catch (InvalidDataException e)
        {
            GatewayLog.NotDecompressed(logger, received.Frame.Length, e);
            lock (gate)
                return session.OnMalformed();
        }
    }

    private GatewayStep OnFrame(ReadOnlyMemory<byte> frame)
    {
        try
        {
            var header = _reader.Read(frame.Span);
            var data = header.DataOf(frame.Span);
            var durable = header.Op == GatewayOpcode.Dispatch ? null : options.DurablePosition();
            GatewayStep step;
            lock (gate)
            {
                step = session.OnFrame(header, data, ReadAt, durable);
                if (session.State == GatewayState.Ready && !_isReady)
                {
                    _isReady = true;
                    commands.OpenUnsynchronized(this);
                }
            }
            if (header.Op == GatewayOpcode.Hello)
                _hello.TrySetResult();
            if (step.Kind is GatewayStepKind.Deliver or GatewayStepKind.Pass)
                Deliver(header.Type!, data.IsEmpty ? NoData : data, step);
            return step;
        }
        catch (JsonException e)
        {
            GatewayLog.Malformed(logger, frame.Length, e);
            lock (gate)
                return session.OnMalformed();
        }
    }

    private void Deliver(string type, ReadOnlySpan<byte> data, in GatewayStep step)
    {
        if (type == "READY")
        {
            if (step.LostSession is { } lost)
                GatewayLog.SessionReplaced(logger, step.Position.SessionId, lost.SessionId);
            else
                GatewayLog.SessionStarted(logger, step.Position.SessionId);
        }
        else if (type == "RESUMED")
            GatewayLog.SessionResumed(logger, step.Position.SessionId, step.Position.Sequence);
        if (step.Kind == GatewayStepKind.Pass)
            queue.Pass(step.Position);
        else
            queue.Add(type, data, step.Position, step.LostSession);
    }

    private GatewayStep TooLarge()
    {
        GatewayLog.TooLarge(logger, options.MaxFrameBytes);
        lock (gate)
            return session.OnMalformed();
    }

    private GatewayStep Violation(in Received received)
    {
        GatewayLog.Violation(logger, received.Problem);
        var code = received.CloseCode ?? SocketCloseCode.ProtocolError;
        // How frames are cut says nothing of the session; what they carry does.
        if (code != SocketCloseCode.InvalidPayload)
            return GatewayStep.Close(code, received.Problem);
        lock (gate)
            return session.OnMalformed(code);
    }
}
