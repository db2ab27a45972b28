using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>From where on a stream is replayed: from snapshots, from what compaction left in place of events, or from its first event.</summary>
internal static class StreamBeginning
{
    /// <summary>
    /// Restores each module from its newest good snapshot that has nothing beyond an event, and the machine to where the
    /// replay of what they have not seen begins.
    /// </summary>
    /// <param name="machine">Fresh.</param>
    /// <param name="log">The stream's events.</param>
    /// <param name="snapshots">Where snapshots are, or null.</param>
    /// <param name="toSequence">The last event that may be in a snapshot.</param>
    /// <param name="logger">Is told of what is skipped.</param>
    /// <exception cref="CompactedException">The events up to a later one than <paramref name="toSequence"/> were compacted.</exception>
    public static void Restore(Machine machine, IEventLog log, SnapshotFolder? snapshots, long toSequence, ILogger logger)
    {
        var files = log as DocumentLog;
        long compacted = files?.CompactedUpTo ?? 0;
        if (toSequence < compacted)
            throw new CompactedException(toSequence, compacted);
        SnapshotFolder? bases = compacted == 0 ? null : BasesOf(files!, logger);
        var proofs = new SnapshotProofs(log);
        SnapshotStream? lowest = null;
        bool all = true;
        foreach (ModuleRunner module in machine.Modules)
        {
            SnapshotContent? found = snapshots?.FindNewest(module, proofs, compacted, toSequence);
            if (bases?.FindNewest(module, proofs, Math.Max(compacted, (found?.Sequence ?? 0) + 1), toSequence) is { } left)
                found = left;
            all &= found is not null;
            if (found is null)
                continue;
            module.Restore(found.For(module), found.Sequence);
            if (lowest is null || found.Sequence < lowest.Sequence)
                lowest = found.Meta.Stream;
        }

        if (all && lowest is not null)
            machine.Restore(lowest);

        // Which modules rely on what is gone costs a look into the newest segment; it matters only where one was not restored.
        if (compacted > 0 && !all)
            StopWhatCannotBeReplayed(machine, log, compacted);
    }

    /// <summary>What compaction left of the modules, in the folder of the events.</summary>
    public static SnapshotFolder BasesOf(DocumentLog log, ILogger logger) => new(log.Folder, logger, areBases: true);

    /// <summary>The newest compaction that the stream tells of; null where there was none.</summary>
    public static StreamCompacted? NewestOf(IEventLog log)
    {
        var filter = new EventFilter
        {
            Types = ImmutableHashSet.Create(RuntimeEvents.StreamCompacted.Name),
            NewestFirst = true,
            Limit = 1,
        };
        return log.MatchAsync(filter, CancellationToken.None).ToBlockingEnumerable()
            .Select(e => JsonSerializer.Deserialize(e.Data.Span, RuntimeJson.Default.StreamCompacted))
            .FirstOrDefault();
    }

    /// <summary>A module whose events were dropped must not be replayed from what is left of them.</summary>
    private static void StopWhatCannotBeReplayed(Machine machine, IEventLog log, long compacted)
    {
        if (NewestOf(log) is not { } compaction)
            return;
        foreach (ModuleRunner module in machine.Modules)
        {
            if (module.Restored >= compacted || !compaction.NeedsState(module.Name))
                continue;
            module.Stop(
                compacted,
                $"Its events up to {compacted} were compacted, and its state of then cannot be read: the file {module.Name}.*.snapshot "
                + $"beside the events is missing or damaged, or of a version that version {module.Version} does not read "
                + "(ReadsStateSince). Bring back the file, or the version, or a backup.");
        }
    }
}
