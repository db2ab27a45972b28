using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Unicode;
using Bingobot.Discord.Gateway.Sending;
using Bingobot.Discord.Gateway.Session;
using Bingobot.Discord.Gateway.WebSockets;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Gateway.Wire.Envelopes;
using Bingobot.Discord.Gateway.Wire.Compression;
using Bingobot.Discord.Payloads;
using Microsoft.Extensions.Logging;

namespace Bingobot.Discord.Gateway;

/// <summary>
/// Drives the session over one socket: one loop reads, one keeps the heartbeat's time, and both stand still for nothing
/// but the queue of events being full. To be run once.
/// </summary>
internal sealed class GatewayConnection(
    GatewaySocket socket,
    IFrameDecompressor? decompressor,
    GatewaySession session,
    Lock gate,
    DispatchQueue queue,
    CommandSender commands,
    IdentifyTurn? turn,
    GatewayClientOptions options,
    Func<TimeSpan> now,
    ILogger logger) : ICommandChannel
{
    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HeldUpAfter = TimeSpan.FromSeconds(1);
    private static readonly byte[] NoData = "null"u8.ToArray();

    private readonly FrameReader _reader = new(options.Events);
    private readonly TaskCompletionSource<Ending> _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closing;
    private volatile bool _waitsForRoom;
    private volatile bool _reads;
    private long _readAtTicks = now().Ticks;
    private int _pausedSinceTick;
    private bool _isReady;

    /// <summary>When something was read last.</summary>
    private TimeSpan ReadAt
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _readAtTicks));
        set => Volatile.Write(ref _readAtTicks, value.Ticks);
    }

    /// <summary>Whether whoever is given events has kept the socket from being read for long.</summary>
    private bool IsHeldUp => !_reads && now() - ReadAt >= HeldUpAfter;

    /// <summary>How a connection ended: by Discord's code, by a code of ours to be sent, or by neither.</summary>
    private readonly record struct Ending(int? DiscordCode, int? CloseWith, string Reason, bool ByDiscord = false);

    /// <summary>Runs until the connection ends or <paramref name="stop"/> is cancelled, and closes it.</summary>
    /// <returns>The code that Discord closed it with, where it gave one.</returns>
    public async Task<int?> RunAsync(CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var stopping = stop.Register(
            () => End(new Ending(null, GatewayProtocol.CloseKeepingSession, "stopping")));
        var reading = ReadAsync(ended.Token);
        var beating = BeatAsync(ended.Token);
        try
        {
            var ending = await _ending.Task;
            await ended.CancelAsync();
            if (ending.CloseWith is { } code)
                await SayGoodbyeAsync(code, ending.Reason, reading);
            else
                GatewayLog.Closed(logger, ending.DiscordCode, ending.Reason);
            // A close is to be answered, and not with a code that would end the session.
            if (ending.ByDiscord)
                await socket.CloseAsync(GatewayProtocol.CloseKeepingSession, "");
            return ending.DiscordCode;
        }
        finally
        {
            lock (gate)
                commands.CloseUnsynchronized();
            await ended.CancelAsync();
            socket.Abort();
            await Task.WhenAll(reading, beating);
        }
    }

    /// <inheritdoc/>
    public Task SendAsync(ReadOnlyMemory<byte> frame) => socket.SendAsync(frame, CancellationToken.None);

    /// <summary>Closes, and gives Discord a moment to read it before the connection is broken off.</summary>
    private async Task SayGoodbyeAsync(int code, string reason, Task reading)
    {
        GatewayLog.Closing(logger, code, reason);
        await socket.CloseAsync(code, reason);
        await Task.WhenAny(reading, Task.Delay(GoodbyeTimeout, options.TimeProvider, CancellationToken.None));
    }

    /// <summary>The first reason to end counts; from then on what is read is thrown away.</summary>
    private void End(Ending ending)
    {
        _closing = true;
        _ending.TrySetResult(ending);
    }

    /// <summary>A broken connection ends as one; any other exception ends the client.</summary>
    private void End(Exception e)
    {
        if (IsBroken(e))
            End(new Ending(null, null, e.Message));
        _closing = true;
        _ending.TrySetException(e);
    }

    private async Task ReadAsync(CancellationToken ended)
    {
        try
        {
            while (true)
            {
                while (socket.TryReceive(out var received))
                {
                    if (received.Kind == ReceivedKind.Closed)
                    {
                        End(new Ending(received.CloseCode, null, "Discord closed the connection", ByDiscord: true));
                        return;
                    }
                    if (_closing)
                        continue;
                    var step = StepOf(received);
                    if (step.Kind is not (GatewayStepKind.None or GatewayStepKind.Deliver or GatewayStepKind.Pass))
                        await DoAsync(step, ended);
                    if (!queue.HasRoom)
                        await WaitForRoomAsync(ended);
                }
                // What has come is delivered, often by this very thread, before more is read.
                queue.Publish();
                if (IsHeldUp)
                    Volatile.Write(ref _pausedSinceTick, 1);
                _reads = true;
                // Cancelling a read would break the socket before it could be closed with a code.
                await socket.ReadMoreAsync();
                ReadAt = now();
                _reads = false;
            }
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    private async Task BeatAsync(CancellationToken ended)
    {
        try
        {
            while (await WaitForTickAsync(ended))
            {
                var paused = Interlocked.Exchange(ref _pausedSinceTick, 0) == 1 || _waitsForRoom || IsHeldUp;
                var durable = options.DurablePosition();
                GatewayStep step;
                lock (gate)
                    step = session.OnTick(now(), paused, durable);
                await DoAsync(step, ended);
                queue.Note();
            }
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    private async ValueTask DoAsync(GatewayStep step, CancellationToken ended)
    {
        if (step.Kind == GatewayStepKind.Identify && turn is not null)
        {
            // On the disk before it is on the wire: a process that dies in between has counted one too many, never one too few.
            await turn.RecordAsync(ended);
            await socket.SendAsync(step.Frame, CancellationToken.None);
            turn.Dispose();
        }
        else if (step.Kind is GatewayStepKind.Send or GatewayStepKind.Identify)
            await socket.SendAsync(step.Frame, CancellationToken.None);
        else if (step.Kind == GatewayStepKind.Close)
            End(new Ending(null, step.CloseCode, step.Reason));
    }

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

    private async ValueTask WaitForRoomAsync(CancellationToken ended)
    {
        if (_closing)
            return;
        queue.Publish();
        _waitsForRoom = true;
        Volatile.Write(ref _pausedSinceTick, 1);
        try
        {
            await queue.WaitForRoomAsync(ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            GatewayLog.PausedAtTheEnd(logger);
        }
        finally
        {
            _waitsForRoom = false;
        }
    }

    /// <summary>Waits until a tick is due; false once the connection has ended.</summary>
    private async Task<bool> WaitForTickAsync(CancellationToken ended)
    {
        try
        {
            TimeSpan due;
            lock (gate)
                due = session.NextTick - now();
            if (due > TimeSpan.Zero && _hello.Task.IsCompleted)
                await Task.Delay(due, options.TimeProvider, ended);
            else if (due > TimeSpan.Zero)
                await _hello.Task.WaitAsync(due, options.TimeProvider, ended);
            return !ended.IsCancellationRequested;
        }
        catch (TimeoutException)
        {
            return true;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return false;
        }
    }

    private bool IsBroken(Exception e) =>
        e is WebSocketException or TimeoutException
        || (_closing && e is OperationCanceledException or ObjectDisposedException or InvalidOperationException);
}
