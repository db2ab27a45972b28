using System.Collections.Concurrent;

namespace Bingobot.Sandbox;

/// <summary>The connections there are, and which session each serves. Thread-safe.</summary>
internal sealed class GatewayHub(WorldStore store, Chaos chaos, SandboxOptions options)
{
    private static readonly TimeSpan LongestWaitForRoom = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<GatewayConnection, bool> _connections = new();
    private readonly ConcurrentDictionary<string, GatewayConnection> _attached = new(StringComparer.Ordinal);

    private TaskCompletionSource _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WorldStore Store => store;

    public Chaos Chaos => chaos;

    public SandboxOptions Options => options;

    public bool BotConnected => !_attached.IsEmpty;

    /// <summary>The sessions that are connected to a client.</summary>
    public IReadOnlyList<string> AttachedSessions => [.. _attached.Keys];

    public void Add(GatewayConnection connection) => _connections[connection] = true;

    public void Remove(GatewayConnection connection) => _connections.TryRemove(connection, out _);

    /// <summary>The connection serves the session from now on; one that did before is broken off.</summary>
    public void Attach(string sessionId, GatewayConnection connection)
    {
        GatewayConnection? previous = null;
        _attached.AddOrUpdate(
            sessionId,
            connection,
            (_, old) =>
            {
                previous = old;
                return connection;
            });
        if (previous is not null && previous != connection)
            previous.Abort();
        store.Feed.Publish(new WorldChange(WorldChangeKind.BotConnectionChanged));
    }

    public void Detach(string sessionId, GatewayConnection connection)
    {
        if (_attached.TryRemove(KeyValuePair.Create(sessionId, connection)))
            store.Feed.Publish(new WorldChange(WorldChangeKind.BotConnectionChanged));
    }

    /// <summary>A connection has sent some of what it had to.</summary>
    public void Progressed() => Interlocked.Exchange(
        ref _progress, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>
    /// What people do waits for a bot that is slow to read, as long as half of its replay buffer is unsent; otherwise it
    /// would lose its session to people who are quick. A bot that reads nothing for 3 s is waited for no longer.
    /// </summary>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task progress = Volatile.Read(ref _progress).Task;
            if (!_attached.Any(pair => IsBehind(pair.Key, pair.Value)))
                return;
            try
            {
                await progress.WaitAsync(LongestWaitForRoom, options.TimeProvider, cancellationToken);
            }
            catch (TimeoutException)
            {
                return;
            }
        }
    }

    private bool IsBehind(string sessionId, GatewayConnection connection) =>
        store.Durable.Sessions.TryGetValue(sessionId, out GatewaySession? session)
        && session.Seq - connection.SentUpTo > session.Capacity / 2;

    public void Drop(int count)
    {
        foreach (GatewayConnection connection in _connections.Keys.Take(count))
            connection.Abort();
    }

    public void AskToReconnect()
    {
        foreach (GatewayConnection connection in _attached.Values)
            connection.TrySend(GatewayPayloads.Reconnect);
    }

    public async Task InvalidateAsync(bool resumable, CancellationToken cancellationToken)
    {
        foreach ((string sessionId, GatewayConnection connection) in _attached)
        {
            connection.LoseSession();
            Detach(sessionId, connection);
            if (!resumable)
                await EndSessionAsync(sessionId, cancellationToken);
            connection.TrySend(GatewayPayloads.InvalidSession(resumable));
        }
    }

    public Task EndSessionAsync(string sessionId, CancellationToken cancellationToken) => store.ChangeAsync(
        transaction =>
        {
            if (transaction.World.Sessions.ContainsKey(sessionId))
                transaction.Do(new SessionEnded(sessionId) { At = transaction.At });
            return true;
        },
        cancellationToken);
}
