using System.Net.WebSockets;
using Bingobot.Discord.Gateway.Session;
using Bingobot.Discord.Payloads;
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
/// Sends commands as fast as Discord allows, on whichever connection is ready, those of one line in the order in which they came.
/// Nothing counts against a limit before a connection is there to send it on. Thread-safe.
/// </summary>
internal sealed class CommandSender(GatewaySession session, Lock gate, TimeProvider time, Func<TimeSpan> now, ILogger logger)
{
    private readonly CommandLine _commands = new();
    private readonly CommandLine _presences = new(SendLimits.NewPresenceWindow());
    private readonly GuildLines _allMembers = new(SendLimits.NewAllMembersWindow);
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

    /// <summary>Sends a command, and waits until it is.</summary>
    /// <exception cref="InvalidOperationException">The client has stopped.</exception>
    public Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        SendAsync(frame, _commands, _commands.Turns.EnterAsync(cancellationToken), cancellationToken);

    /// <summary>Sends a presence, of which Discord allows fewer, and waits until it is sent.</summary>
    /// <exception cref="InvalidOperationException">The client has stopped.</exception>
    public Task SendPresenceAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        SendAsync(frame, _presences, _presences.Turns.EnterAsync(cancellationToken), cancellationToken);

    /// <summary>Sends a request for all members of a guild, of which Discord allows one at a time, and waits until it is sent.</summary>
    /// <exception cref="InvalidOperationException">The client has stopped.</exception>
    public Task SendAllMembersAsync(ReadOnlyMemory<byte> frame, Snowflake guild, CancellationToken cancellationToken)
    {
        CommandLine line;
        Task<TurnQueue.Turn> entering;
        lock (gate)
        {
            line = _allMembers.Of(guild, now());
            entering = line.Turns.EnterAsync(cancellationToken);
        }

        return SendAsync(frame, line, entering, cancellationToken);
    }

    private static TaskCompletionSource<ICommandChannel> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task SendAsync(
        ReadOnlyMemory<byte> frame, CommandLine line, Task<TurnQueue.Turn> entering, CancellationToken cancellationToken)
    {
        using var turn = await entering;
        while (!await TrySendAsync(await BookAsync(line, cancellationToken), frame))
            cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Waits until the next command of a line may be sent, which then counts as sent.</summary>
    /// <returns>The connection on which.</returns>
    private async Task<ICommandChannel> BookAsync(CommandLine line, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<ICommandChannel> ready;
            TimeSpan wait;
            lock (gate)
            {
                var at = now();
                ready = _ready.Task;
                wait = TimeSpan.Zero;
                if (ready.IsCompletedSuccessfully && session.TryBookCommand(line.Limit, at, out wait))
                    return ready.Result;
            }
            if (ready.IsCompletedSuccessfully)
                await Task.Delay(wait, time, cancellationToken);
            else
                await ready.WaitAsync(cancellationToken);
        }
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
