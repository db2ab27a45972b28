using Bingobot.Storage;
using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>
/// The snapshots of a stream: one file a module and sequence. Finding them only reads; beside a running writer, files may go
/// at any time. Not thread-safe.
/// </summary>
internal sealed partial class SnapshotFolder(IStoreFolder folder, ILogger logger)
{
    /// <summary>How many snapshots of a module are kept.</summary>
    public const int Kept = 2;

    /// <summary>Files that are no snapshots of this stream as it is now: they count for nothing, and go with the next snapshot.</summary>
    private readonly HashSet<string> _bad = new(StringComparer.Ordinal);

    /// <summary>
    /// Restores each module from its newest good snapshot that has nothing beyond an event, and the machine to where the
    /// replay of what they have not seen begins.
    /// </summary>
    /// <param name="machine">Fresh.</param>
    /// <param name="log">The stream's events.</param>
    /// <param name="toSequence">The last event that may be in a snapshot.</param>
    public void Restore(Machine machine, IEventLog log, long toSequence)
    {
        var proofs = new SnapshotProofs(log);
        SnapshotStream? lowest = null;
        bool all = true;
        foreach (ModuleRunner module in machine.Modules)
        {
            SnapshotContent? found = FindNewest(module, proofs, toSequence);
            if (found is null)
            {
                all = false;
                continue;
            }

            module.Restore(found.For(module), found.Sequence);
            if (lowest is null || found.Sequence < lowest.Sequence)
                lowest = found.Meta.Stream;
        }

        if (all && lowest is not null)
            machine.Restore(lowest);
    }

    /// <summary>Removes what a crash left unfinished.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void RemoveLeftovers()
    {
        string[] leftovers = [.. folder.List().Where(name => name.EndsWith(SnapshotName.Unfinished, StringComparison.Ordinal)
            && SnapshotName.TryParse(name[..^SnapshotName.Unfinished.Length], out _, out _))];
        foreach (string name in leftovers)
            folder.Delete(name);
        if (leftovers.Length > 0)
            folder.Sync();
    }

    /// <summary>
    /// Writes one module's snapshot, reads it back, and gives it its name. It is durable after <see cref="Settle"/>.
    /// </summary>
    /// <returns>The snapshot as it was read back.</returns>
    /// <exception cref="SnapshotException">It is not what was to be written; it is not kept.</exception>
    /// <exception cref="IOException">The disk refused; it is not kept.</exception>
    public SnapshotContent Write(ModuleSnapshot module, SnapshotStream stream, UInt128 proof, CancellationToken cancellationToken)
    {
        string name = SnapshotName.Of(module.Name, stream.Sequence);
        string unfinished = name + SnapshotName.Unfinished;
        bool written = false;
        try
        {
            folder.Delete(unfinished);
            using (IBackingStore store = folder.OpenWrite(unfinished))
                SnapshotWriter.Write(store, module, stream, proof, cancellationToken);
            SnapshotContent content = SnapshotReader.Read(new SnapshotSource(name, folder.OpenRead(unfinished)));
            folder.Rename(unfinished, name);
            _bad.Remove(name);
            written = true;
            return content;
        }
        finally
        {
            if (!written)
                TryDelete(unfinished);
        }
    }

    /// <summary>Makes new snapshots durable; after that, removes what they supersede.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Settle()
    {
        folder.Sync();
        var superseded = folder.List()
            .Where(name => SnapshotName.TryParse(name, out _, out _))
            .GroupBy(name =>
            {
                _ = SnapshotName.TryParse(name, out string module, out _);
                return module;
            })
            .SelectMany(ofModule => ofModule
                .Where(name => !_bad.Contains(name))
                .OrderDescending(StringComparer.Ordinal)
                .Skip(Kept)
                .Concat(ofModule.Where(_bad.Contains)))
            .ToArray();
        foreach (string name in superseded)
            folder.Delete(name);
        if (superseded.Length > 0)
            folder.Sync();
        _bad.Clear();
    }

    private SnapshotContent? FindNewest(ModuleRunner module, SnapshotProofs proofs, long toSequence)
    {
        var skipped = new List<(string Name, string Reason)>();
        SnapshotContent? found = null;
        foreach ((string name, long sequence) in Candidates(module.Name))
        {
            if (sequence > toSequence)
                continue;
            try
            {
                found = ReadGood(name, module, proofs);
                break;
            }
            catch (SnapshotException fault)
            {
                _bad.Add(name);
                skipped.Add((name, fault.Message));
            }
        }

        foreach ((string name, string reason) in skipped)
            LogSkipped(name, reason, module.Name, (found?.Sequence ?? 0) + 1);
        return found;
    }

    private IEnumerable<(string Name, long Sequence)> Candidates(string module) => folder.List()
        .Select(name => (Name: name, IsSnapshot: SnapshotName.TryParse(name, out string of, out long sequence), Of: of, Sequence: sequence))
        .Where(file => file.IsSnapshot && file.Of == module)
        .OrderByDescending(file => file.Sequence)
        .Select(file => (file.Name, file.Sequence));

    private SnapshotContent ReadGood(string name, ModuleRunner module, SnapshotProofs proofs)
    {
        SnapshotSource source;
        try
        {
            source = new SnapshotSource(name, folder.OpenRead(name));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotException($"it cannot be opened: {fault.Message}", fault);
        }

        bool isGood = false;
        try
        {
            SnapshotContent content = SnapshotReader.Read(source);
            SnapshotMeta meta = content.Meta;
            _ = SnapshotName.TryParse(name, out _, out long sequence);
            if (meta.Module != module.Name || meta.Stream.Sequence != sequence)
                throw new SnapshotException($"it is the one of {meta.Module} at event {meta.Stream.Sequence}, under another name");
            if (meta.Version != module.Version)
                throw new SnapshotException($"it was taken by version {meta.Version} of the module, and this is version {module.Version}");
            if (meta.Shape != module.Codec.Shape)
                throw new SnapshotException("the JSON of the module's state has another shape now, under the same version");
            if (proofs.Refuse(meta) is { } reason)
                throw new SnapshotException(reason);
            isGood = true;
            return content;
        }
        finally
        {
            if (!isGood)
                source.Close();
        }
    }

    private void TryDelete(string name)
    {
        try
        {
            folder.Delete(name);
        }
        catch (IOException fault)
        {
            LogLeft(fault, name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The snapshot {Snapshot} is skipped: {Reason}. The module {Module} is replayed from event {From} instead; the next snapshot replaces this one.")]
    private partial void LogSkipped(string snapshot, string reason, string module, long from);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The unfinished snapshot {Snapshot} could not be removed; the next start tries again.")]
    private partial void LogLeft(Exception fault, string snapshot);
}
