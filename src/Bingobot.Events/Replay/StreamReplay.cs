using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Events;

/// <summary>How a stream is replayed.</summary>
public sealed class StreamReplayOptions
{
    /// <summary>The last event that counts. Default: the newest.</summary>
    public long ToSequence { get; init; } = long.MaxValue;

    /// <summary>
    /// The directory of the stream's snapshots; replay begins at the nearest one that is good. Null, the default, or where
    /// there is no such directory: from the first event.
    /// </summary>
    public string? SnapshotDirectory { get; init; }

    /// <summary>
    /// How many cores apply events, each those of its partitions: from 1. Default: as many as the process has. The result is
    /// the same.
    /// </summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Is told how far it is, from the thread that reads; default: nobody.</summary>
    public IProgress<ReplayProgress>? Progress { get; init; }

    /// <summary>Is told of snapshots that are not used, and of modules that are stopped. Default: nobody.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    internal IStoreFolder? SnapshotFolder { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Workers, 1);
        ArgumentNullException.ThrowIfNull(Logger);
    }
}

/// <summary>Rebuilds state from a recorded stream, also beside its running writer. Executes and records nothing.</summary>
public static class StreamReplay
{
    /// <summary>The state after the event <paramref name="toSequence"/>, or after the newest that is durable.</summary>
    /// <param name="log">The recorded stream; it is only read.</param>
    /// <param name="modules">Fresh instances: they serve this replay alone.</param>
    /// <param name="toSequence">The last event that counts. Default: the newest.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <exception cref="CorruptStreamException">The recorded stream is not what was written.</exception>
    public static Task<StreamSnapshot> RunAsync(
        IEventLog log, IReadOnlyList<IModule> modules, long toSequence = long.MaxValue,
        CancellationToken cancellationToken = default) =>
        ReplayAsync(log, modules, new StreamReplayOptions { ToSequence = toSequence }, cancellationToken);

    /// <summary>The state after an event.</summary>
    /// <param name="log">The recorded stream; it is only read.</param>
    /// <param name="modules">Fresh instances: they serve this replay alone.</param>
    /// <param name="options">Up to where, and from which snapshots on.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <exception cref="CorruptStreamException">The recorded stream is not what was written.</exception>
    /// <exception cref="StateUnreadableException">A state in a snapshot could not be read any more.</exception>
    public static Task<StreamSnapshot> ReplayAsync(
        IEventLog log, IReadOnlyList<IModule> modules, StreamReplayOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(modules);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Task.Run(() => Run(log, modules, options, cancellationToken), cancellationToken);
    }

    /// <summary>The digests of the state after each of some events, from one replay of all events on one core.</summary>
    /// <param name="log">The recorded stream; it is only read.</param>
    /// <param name="modules">Fresh instances: they serve this replay alone.</param>
    /// <param name="at">Ascending sequences; those beyond the newest durable event are left out of the answer.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <exception cref="CorruptStreamException">The recorded stream is not what was written.</exception>
    public static IReadOnlyList<StateDigest> Digests(
        IEventLog log, IReadOnlyList<IModule> modules, IReadOnlyList<long> at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(modules);
        ArgumentNullException.ThrowIfNull(at);
        var machine = new Machine(new EventCatalog(modules), NullLogger.Instance);
        var replayer = new Replayer(log, workers: 1, progress: null);
        var digests = new List<StateDigest>();
        foreach (long sequence in at)
        {
            if (sequence > log.LastSequence)
                break;
            replayer.Run(machine, sequence, cancellationToken);
            digests.Add(StateReport.Digest(machine.Capture()) with { Sequence = sequence });
        }

        return digests;
    }

    internal static StreamSnapshot Run(
        IEventLog log, IReadOnlyList<IModule> modules, StreamReplayOptions options, CancellationToken cancellationToken)
    {
        var machine = new Machine(new EventCatalog(modules), options.Logger);
        IStoreFolder? folder = options.SnapshotFolder
            ?? (options.SnapshotDirectory is { } path && Directory.Exists(path) ? new FileFolder(path) : null);
        if (folder is not null)
            new SnapshotFolder(folder, options.Logger).Restore(machine, log, options.ToSequence);
        new Replayer(log, options.Workers, options.Progress).Run(machine, options.ToSequence, cancellationToken);
        return machine.Capture();
    }
}
