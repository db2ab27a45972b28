using Bingobot.Storage;
using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>
/// The snapshots of a stream: one file a module and sequence. Finding them only reads; beside a running writer, files may go
/// at any time. Not thread-safe.
/// </summary>
/// <param name="folder">Where they are.</param>
/// <param name="logger">Is told of those that are skipped.</param>
/// <param name="areBases">
/// Whether compaction relied on them: then those of older versions count too, where the module reads their states.
/// </param>
internal sealed partial class SnapshotFolder(IStoreFolder folder, ILogger logger, bool areBases = false)
{
    /// <summary>How many snapshots of a module are kept.</summary>
    public const int Kept = 2;

    /// <summary>Files that are no snapshots of this stream as it is now: they count for nothing, and go with the next snapshot.</summary>
    private readonly HashSet<string> _bad = new(StringComparer.Ordinal);

    /// <summary>Finds a module's newest good snapshot that has nothing beyond an event.</summary>
    /// <param name="module">The module.</param>
    /// <param name="proofs">Tells whether a snapshot belongs to the stream.</param>
    /// <param name="fromSequence">The first event that must be in it.</param>
    /// <param name="toSequence">The last event that may be in it.</param>
    /// <returns>Null where there is none.</returns>
    public SnapshotContent? FindNewest(ModuleRunner module, SnapshotProofs proofs, long fromSequence, long toSequence)
    {
        var skipped = new List<(string Name, string Reason)>();
        SnapshotContent? found = null;
        foreach ((string name, long sequence) in Candidates(module.Name))
        {
            if (sequence > toSequence || sequence < fromSequence)
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

    /// <summary>The sequences that there are snapshots of, ascending.</summary>
    public IReadOnlyList<long> Sequences() => [.. folder.List()
        .Select(name => SnapshotName.TryParse(name, out _, out long sequence) ? sequence : 0)
        .Where(sequence => sequence > 0)
        .Distinct()
        .Order()];

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
            bool isOlder = meta.Version != module.Version;
            if (isOlder && (!areBases || meta.Version > module.Version || meta.Version < module.ReadsStateSince))
                throw new SnapshotException($"it was taken by version {meta.Version} of the module, and this is version {module.Version}");
            if (isOlder)
                content = content.OfOlderVersion(module);
            else if (meta.Shape != module.Codec.Shape)
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
