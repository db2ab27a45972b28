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
    private const int MostTries = 4;

    /// <summary>The state after the event <paramref name="toSequence"/>, or after the newest that is durable.</summary>
    /// <param name="log">The recorded stream; it is only read.</param>
    /// <param name="modules">Fresh instances: they serve this replay alone.</param>
    /// <param name="toSequence">The last event that counts. Default: the newest.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <exception cref="CorruptStreamException">The recorded stream is not what was written.</exception>
    /// <exception cref="CompactedException">The state that is asked for lies among events that were compacted.</exception>
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
    /// <exception cref="CompactedException">The state that is asked for lies among events that were compacted.</exception>
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
    /// <exception cref="CompactedException">The state that is asked for lies among events that were compacted.</exception>
    public static IReadOnlyList<StateDigest> Digests(
        IEventLog log, IReadOnlyList<IModule> modules, IReadOnlyList<long> at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(modules);
        ArgumentNullException.ThrowIfNull(at);
        return Consistently(log, () => DigestsOnce(log, modules, at, cancellationToken));
    }

    private static List<StateDigest> DigestsOnce(
        IEventLog log, IReadOnlyList<IModule> modules, IReadOnlyList<long> at, CancellationToken cancellationToken)
    {
        var machine = new Machine(new EventCatalog(modules), NullLogger.Instance);
        StreamBeginning.Restore(machine, log, snapshots: null, at.Count == 0 ? long.MaxValue : at[0], NullLogger.Instance);
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
        IEventLog log, IReadOnlyList<IModule> modules, StreamReplayOptions options, CancellationToken cancellationToken) => Consistently(log, () =>
    {
        var machine = new Machine(new EventCatalog(modules), options.Logger);
        IStoreFolder? folder = options.SnapshotFolder
            ?? (options.SnapshotDirectory is { } path && Directory.Exists(path) ? new FileFolder(path) : null);
        SnapshotFolder? snapshots = folder is null ? null : new SnapshotFolder(folder, options.Logger);
        StreamBeginning.Restore(machine, log, snapshots, options.ToSequence, options.Logger);
        new Replayer(log, options.Workers, options.Progress).Run(machine, options.ToSequence, cancellationToken);
        return machine.Capture();
    });

    /// <summary>
    /// Reads once more where a compaction replaced events meanwhile: some events of before and some of after make no state.
    /// </summary>
    private static T Consistently<T>(IEventLog log, Func<T> read)
    {
        var files = log as DocumentLog;
        for (int tries = 1; ; tries++)
        {
            int before = files?.Replaced ?? 0;
            T result = read();
            if ((files?.Replaced ?? 0) == before)
                return result;
            if (tries == MostTries)
                throw new InvalidOperationException($"The stream was compacted during each of {MostTries} replays; try again when that is over.");
        }
    }
}
