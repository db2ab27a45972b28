using System.Net.WebSockets;
using Bingobot.Discord.Gateway.Session;
using Microsoft.Extensions.Logging;

namespace Bingobot.Discord.Gateway.Sending;

/// <summary>A connection as far as commands are sent on it.</summary>
internal interface ICommandChannel
{
    /// <exception cref="WebSocketException">The connection is gone.</exception>
    /// <exception cref="TimeoutException">The other side takes nothing any more.</exception>
    Task SendAsync(ReadOnlyMemory<byte> frame);
}

/// <summary>
/// Sends commands as fast as Discord allows, in the order in which they came, on whichever connection is ready. Thread-safe.
/// </summary>
internal sealed class CommandSender(GatewaySession session, Lock gate, TimeProvider time, Func<TimeSpan> now, ILogger logger)
{
    private TaskCompletionSource<ICommandChannel> _ready = NewSignal();

    /// <summary>The session is ready on this connection. Called under the gate.</summary>
    public void OpenUnsynchronized(ICommandChannel channel) => _ready.TrySetResult(channel);

    /// <summary>The connection is gone: what comes waits for another. Called under the gate.</summary>
    public void CloseUnsynchronized()
    {
        if (_ready.Task.IsCompletedSuccessfully)
            _ready = NewSignal();
    }

    /// <summary>There will be no other connection.</summary>
    public void Stop()
    {
        lock (gate)
        {
            CloseUnsynchronized();
            _ready.TrySetException(new InvalidOperationException("The gateway client has stopped."));
            _ = _ready.Task.Exception;
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> frame, bool isPresence, CancellationToken cancellationToken)
    {
        if (isPresence)
            await DelayUntilAsync(session.Presences.Book, cancellationToken);
        while (true)
        {
            var channel = await ReadyAsync(cancellationToken);
            if (await DelayForCommandAsync(channel, cancellationToken) && await TrySendAsync(channel, frame))
                return;
        }
    }

    private static TaskCompletionSource<ICommandChannel> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<ICommandChannel> ReadyAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return _ready.Task.WaitAsync(cancellationToken);
    }

    private async Task DelayUntilAsync(Func<TimeSpan, TimeSpan> book, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (gate)
        {
            var at = now();
            wait = book(at) - at;
        }
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
    }

    /// <returns>Whether the connection is still the same.</returns>
    private async Task<bool> DelayForCommandAsync(ICommandChannel channel, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!IsReadyUnsynchronized(channel))
                return false;
        }
        await DelayUntilAsync(session.BookCommand, cancellationToken);
        lock (gate)
            return IsReadyUnsynchronized(channel);
    }

    private bool IsReadyUnsynchronized(ICommandChannel channel) =>
        _ready.Task.IsCompletedSuccessfully && ReferenceEquals(_ready.Task.Result, channel);

    /// <returns>Whether it was sent; false where the connection broke.</returns>
    private async Task<bool> TrySendAsync(ICommandChannel channel, ReadOnlyMemory<byte> frame)
    {
        try
        {
            await channel.SendAsync(frame);
            return true;
        }
        catch (Exception e) when (e is WebSocketException or TimeoutException or ObjectDisposedException
            or InvalidOperationException or OperationCanceledException)
        {
            GatewayLog.CommandWaits(logger, e);
            lock (gate)
            {
                if (IsReadyUnsynchronized(channel))
                    CloseUnsynchronized();
            }
            return false;
        }
    }
}
