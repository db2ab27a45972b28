using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>
/// Writes snapshots of what is durable, in the background, one at a time, while the writer goes on. What fails costs the
/// snapshot, never the stream. Thread-safe.
/// </summary>
internal sealed partial class Snapshotter : IAsyncDisposable
{
    private readonly SnapshotFolder _folder;
    private readonly EventStreamOptions _options;
    private readonly ILogger _logger;
    private readonly Func<Action<Machine>, Task> _onWriter;
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private Task _writing = Task.CompletedTask;
    private long _sequence;
    private long _written;
    private long _bytes;

    /// <param name="folder">Where they are kept.</param>
    /// <param name="options">When one is taken.</param>
    /// <param name="sequence">The newest event that the snapshots in use have.</param>
    /// <param name="onWriter">Runs something between two events, on the writer's thread.</param>
    public Snapshotter(SnapshotFolder folder, EventStreamOptions options, long sequence, Func<Action<Machine>, Task> onWriter)
    {
        _folder = folder;
        _options = options;
        _logger = options.Logger;
        _sequence = _written = sequence;
        _onWriter = onWriter;
    }

    /// <summary>Begins a snapshot where enough happened since the last one.</summary>
    /// <param name="durable">All state after the newest durable event.</param>
    /// <param name="bytes">The bytes of JSON that became durable since the last call.</param>
    public void Consider(StreamSnapshot durable, long bytes)
    {
        lock (_gate)
        {
            _bytes += bytes;
            bool isEnough = durable.Sequence - _sequence >= _options.SnapshotEvents || _bytes >= _options.SnapshotBytes;
            if (!isEnough || !_writing.IsCompleted || _stopping.IsCancellationRequested)
                return;
            _sequence = durable.Sequence;
            _bytes = 0;
            _writing = Task.Run(() => WriteAsync(durable, cools: true, _stopping.Token));
        }
    }

    /// <summary>Takes a last one, after the writer has ended in good order; null: takes none.</summary>
    public async ValueTask FinishAsync(StreamSnapshot? durable)
    {
        await DisposeAsync().ConfigureAwait(false);
        if (durable is not null && durable.Sequence > _written)
            await WriteAsync(durable, cools: false, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Begins no more, and waits for the one that is being written to give up.</summary>
    public async ValueTask DisposeAsync()
    {
        Task writing;
        await _stopping.CancelAsync().ConfigureAwait(false);
        lock (_gate)
            writing = _writing;
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WriteAsync(StreamSnapshot durable, bool cools, CancellationToken cancellationToken)
    {
        try
        {
            var stream = new SnapshotStream(durable.StreamId, durable.Sequence, durable.Time, durable.Cursors);
            UInt128? proof = SnapshotStream.ProofOf(_options.Log, durable.Sequence);
            if (proof is null)
                return;
            var written = new List<(ModuleSnapshot Captured, SnapshotContent Content)>();
            foreach (ModuleSnapshot module in durable.ModuleSnapshots)
            {
                if (module.Stopped is null && TryWrite(module, stream, proof.Value, cancellationToken) is { } content)
                    written.Add((module, content));
            }

            if (written.Count == 0)
                return;
            _folder.Settle();
            _written = durable.Sequence;
            LogWritten(durable.Sequence, written.Count, durable.ModuleSnapshots.Length);
            if (cools)
            {
                foreach ((ModuleSnapshot captured, SnapshotContent content) in written)
                    await CoolAsync(captured, content).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is StreamFailedException or ObjectDisposedException or OperationCanceledException)
        {
            LogGivenUp(durable.Sequence);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogFailed(fault, durable.Sequence);
        }
    }

    private SnapshotContent? TryWrite(
        ModuleSnapshot module, SnapshotStream stream, UInt128 proof, CancellationToken cancellationToken)
    {
        try
        {
            return _folder.Write(module, stream, proof, cancellationToken);
        }
        catch (SnapshotException fault)
        {
            if (_warned.Add(module.Name))
                LogNotKept(module.Name, fault.Message);
            return null;
        }
    }

    /// <summary>Lets go, in pieces, of what is in the snapshot and was not needed for a while.</summary>
    private async Task CoolAsync(ModuleSnapshot captured, SnapshotContent content)
    {
        const int Piece = 2 * 1024;
        long quiet = content.Sequence - _options.ColdAfterEvents;
        DateTimeOffset time = content.Meta.Stream.Time;
        DateTimeOffset quietTime = time - DateTimeOffset.MinValue > _options.ColdAfter ? time - _options.ColdAfter : DateTimeOffset.MinValue;
        foreach (KeyValuePair<ulong, object>[] piece in content.States.Chunk(Piece))
        {
            await _onWriter(machine =>
            {
                StateTable states = machine.Modules.First(module => module.Name == captured.Name).States;
                states.Capture();
                foreach ((ulong partition, object stored) in piece)
                    states.Cool(partition, captured.States[partition], (ColdState)stored, quiet, quietTime);
            }).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Snapshots at event {Sequence} are written, of {Written} of {All} modules.")]
    private partial void LogWritten(long sequence, int written, int all);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The snapshot at event {Sequence} was given up, since the stream is being closed.")]
    private partial void LogGivenUp(long sequence);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The snapshot at event {Sequence} could not be written; nothing is lost, the next start replays more events.")]
    private partial void LogFailed(Exception fault, long sequence);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "There are no snapshots of the module {Module}: {Reason}. Nothing is lost, but each start replays it from further back, and its state stays in memory; let its state read back from its own JSON.")]
    private partial void LogNotKept(string module, string reason);
}
