using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace Bingobot.Sandbox;

/// <summary>
/// One WebSocket of a bot. Two loops: what comes in is handled in order; what goes out is a queue of replies and, when the
/// connection serves a session, whatever of that session's dispatches has not been sent yet. A resumed session is thereby
/// no special case: it is one of which more has not been sent.
/// </summary>
internal sealed partial class GatewayConnection(GatewayHub hub, WebSocket socket, FrameEncoder encoder, string gatewayUrl)
{
    private const int MaxPayloadBytes = 4096;
    private const int MaxRepliesWaiting = 64;
    private const int MaxPayloadsPerMinute = 120;
    private const int DispatchesAtATime = 64;
    private const double HeartbeatsMissed = 1.5;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time = hub.Options.TimeProvider;
    private readonly Channel<byte[]> _replies = Channel.CreateBounded<byte[]>(MaxRepliesWaiting);
    private volatile Attachment? _attachment;
    private volatile CloseReason? _closing;
    private long _lastHeartbeat;
    private long _windowStart;
    private int _windowCount;

    // Of the sending loop alone: what it serves, how far it has come, and where RESUMED is still to be said.
    private Attachment? _served;
    private long _sent;
    private long? _resumedAt;

    /// <summary>A session that is served, and from where on: the next to send is the one after.</summary>
    private sealed record Attachment(string SessionId, long SentUpTo, long? ResumedAt);

    /// <summary>Serves until the socket is closed, by whomever.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _lastHeartbeat = _windowStart = _time.GetTimestamp();
        hub.Add(this);
        Task sending = SendAsync(ended.Token);
        Task watching = WatchHeartbeatAsync(ended.Token);
        try
        {
            TrySend(GatewayPayloads.Hello(hub.Options.HeartbeatInterval));
            await ReceiveAsync(ended.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException
            or ObjectDisposedException or InvalidOperationException)
        {
            socket.Abort();
        }
        finally
        {
            hub.Remove(this);
            if (LoseSession() is { } sessionId)
                hub.Detach(sessionId, this);
            await ended.CancelAsync();
            await Task.WhenAll(sending, watching);
            encoder.Dispose();
        }
    }

    /// <summary>The newest sequence number that the client has been sent.</summary>
    public long SentUpTo => Math.Max(Volatile.Read(ref _sent), _attachment?.SentUpTo ?? 0);

    /// <summary>Breaks off without a close frame.</summary>
    public void Abort() => socket.Abort();

    /// <summary>Sends before further dispatches; false when too much waits already.</summary>
    public bool TrySend(byte[] payload) => _replies.Writer.TryWrite(payload);

    /// <summary>Serves no session from now on; the one it did.</summary>
    public string? LoseSession()
    {
        Attachment? attachment = _attachment;
        _attachment = null;
        return attachment?.SessionId;
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        Task replies = Task.CompletedTask;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                Task changed = hub.Store.Changed;
                while (_replies.Reader.TryRead(out byte[]? payload))
                {
                    if (payload.Length > 0)
                        await SendFrameAsync(payload, cancellationToken);
                }

                if (_closing is { } reason)
                {
                    await CloseAsync(reason, cancellationToken);
                    return;
                }

                if (_attachment is { } attachment)
                {
                    if (!ReferenceEquals(attachment, _served))
                        (_served, _sent, _resumedAt) = (attachment, attachment.SentUpTo, attachment.ResumedAt);
                    if (await SendDispatchesAsync(attachment, cancellationToken))
                        continue;
                }

                if (replies.IsCompleted)
                    replies = _replies.Reader.WaitToReadAsync(cancellationToken).AsTask();
                await Task.WhenAny(changed, replies);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException
            or ObjectDisposedException or InvalidOperationException)
        {
            socket.Abort();
        }
    }

    /// <summary>
    /// Sends the next few, and says whether there were any; where the session is gone or the client is too far behind, closes.
    /// </summary>
    private async Task<bool> SendDispatchesAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        if (!hub.Store.Durable.Sessions.TryGetValue(attachment.SessionId, out GatewaySession? session))
        {
            if (ReferenceEquals(Interlocked.CompareExchange(ref _attachment, null, attachment), attachment))
            {
                hub.Detach(attachment.SessionId, this);
                Close(CloseReason.SessionForgotten);
            }

            return false;
        }

        if (!session.CanReplayAfter(_sent))
        {
            LoseSession();
            hub.Detach(attachment.SessionId, this);
            Close(CloseReason.UnknownError);
            return false;
        }

        long last = Math.Min(_resumedAt ?? session.Seq, _sent + DispatchesAtATime);
        while (_sent < last && session.After(_sent) is { } dispatch)
        {
            if (hub.Options.Observer is { } observer && dispatch.Type == "INTERACTION_CREATE")
                observer.InteractionSending(SentDispatches.IdIn(dispatch.Data), _time.GetTimestamp());
            await SendFrameAsync(GatewayPayloads.Event(dispatch.Type, dispatch.Seq, dispatch.Data), cancellationToken);
            Volatile.Write(ref _sent, dispatch.Seq);
        }

        hub.Progressed();
        if (_resumedAt == _sent)
        {
            _resumedAt = null;
            await SendFrameAsync(GatewayPayloads.Event("RESUMED", _sent, "{}"u8.ToArray()), cancellationToken);
        }

        return _sent < session.Seq;
    }

    private ValueTask SendFrameAsync(byte[] payload, CancellationToken cancellationToken) =>
        socket.SendAsync(encoder.Encode(payload), encoder.MessageType, endOfMessage: true, cancellationToken);

    private void Close(CloseReason reason)
    {
        _closing ??= reason;
        Wake();
    }

    /// <summary>An empty reply; where none has room the sending loop is awake anyhow.</summary>
    private void Wake() => _replies.Writer.TryWrite([]);

    private async Task CloseAsync(CloseReason reason, CancellationToken cancellationToken)
    {
        await socket.CloseOutputAsync((WebSocketCloseStatus)reason.Code, reason.Text, cancellationToken);
        await Task.Delay(CloseTimeout, _time, cancellationToken);
        socket.Abort();
    }

    private async Task WatchHeartbeatAsync(CancellationToken cancellationToken)
    {
        TimeSpan allowed = hub.Options.HeartbeatInterval * HeartbeatsMissed;
        try
        {
            while (true)
            {
                TimeSpan left = allowed - _time.GetElapsedTime(Volatile.Read(ref _lastHeartbeat));
                if (left <= TimeSpan.Zero)
                    break;
                await Task.Delay(left + TimeSpan.FromMilliseconds(1), _time, cancellationToken);
            }

            if (LoseSession() is { } sessionId)
            {
                hub.Detach(sessionId, this);
                await hub.EndSessionAsync(sessionId, cancellationToken);
            }

            Close(CloseReason.SessionTimedOut);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            socket.Abort();
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxPayloadBytes + 1);
        try
        {
            while (true)
            {
                int length = 0;
                ValueWebSocketReceiveResult result;
                do
                {
                    result = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                    length += result.Count;
                }
                while (!result.EndOfMessage && length <= MaxPayloadBytes && result.MessageType != WebSocketMessageType.Close);

                if (result.MessageType == WebSocketMessageType.Close)
                {
                    await ClosedByClientAsync(cancellationToken);
                    return;
                }

                if ((length > MaxPayloadBytes
                    ? CloseReason.Decode($"a payload of more than {MaxPayloadBytes} bytes.")
                    : await HandleAsync(buffer.AsMemory(0, length), cancellationToken)) is not { } close)
                {
                    continue;
                }

                Close(close);
                if (length > MaxPayloadBytes)
                    await DrainAsync(buffer, cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task DrainAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        ValueWebSocketReceiveResult result;
        do
            result = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
        while (result.MessageType != WebSocketMessageType.Close);
    }

    /// <summary>A session ends when its client says goodbye with 1000 or 1001; otherwise it can be resumed
    /// (<see href="https://docs.discord.com/developers/events/gateway#initiating-a-disconnect"/>).</summary>
    private async Task ClosedByClientAsync(CancellationToken cancellationToken)
    {
        bool goodbye = socket.CloseStatus is WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.EndpointUnavailable;
        if (LoseSession() is { } sessionId)
        {
            hub.Detach(sessionId, this);
            if (goodbye)
                await hub.EndSessionAsync(sessionId, cancellationToken);
        }

        if (socket.State == WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, null, cancellationToken);
    }
}
