using System.Collections.Immutable;
using Bingobot.Storage;
using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>Finds a log's segments, checks that they follow one another, and removes what an interrupted change left behind.</summary>
internal static partial class LogOpening
{
    private const int TriesBesideWriter = 5;

    /// <summary>Opens for writing.</summary>
    public static DocumentLog Open(SegmentFiles files, DocumentLogOptions options)
    {
        options.Validate();
        long[] names = SegmentScan.Names(files.Folder);
        long newestName = names.Length == 0 ? 1 : names[^1];

        // Before anything else, for this is what keeps a second writer out.
        SegmentHandle newest = files.Open(SegmentName.Of(newestName), newestName, readOnly: false);
        var pool = new SegmentPool(files);
        bool opened = false;
        try
        {
            // What is replayed is acted upon, so it must be durable: after a crash this is what recovers the store.
            Flush(newest, newestName);
            names = SegmentScan.Names(files.Folder);
            SegmentScan scan = SegmentScan.Of(files, names, pool, newest, Manifest(files, names.Length, options));
            RemoveLeftovers(files.Folder, scan, options.Logger);
            DocumentLog log = Begin(files, options, pool, scan, ref newest);
            opened = true;
            return log;
        }
        finally
        {
            if (!opened)
            {
                newest.Dispose();
                pool.Dispose();
            }
        }
    }

    /// <summary>Opens for reading, also beside a writer: what looks like a fault counts when the folder has not changed meanwhile.</summary>
    public static DocumentLog OpenReadOnly(SegmentFiles files, DocumentLogOptions options)
    {
        options.Validate();
        for (int tries = 1; ; tries++)
        {
            long[] names = SegmentScan.Names(files.Folder);
            try
            {
                return OpenReadOnly(files, options, names);
            }
            catch (Exception e) when (e is CorruptStreamException or FileNotFoundException && tries < TriesBesideWriter)
            {
                if (tries > 1 && SegmentScan.Names(files.Folder).SequenceEqual(names) && e is CorruptStreamException)
                    throw;
            }
        }
    }

    /// <summary>The segments as they are now, for a log that is only read and whose files changed under it.</summary>
    public static (SegmentSet Set, SegmentInfo? Newest) Look(
        SegmentFiles files, SegmentPool pool, long[] names, ImmutableArray<SegmentInfo> manifest)
    {
        if (names.Length == 0)
            return (new SegmentSet([], null), null);
        SegmentHandle newest = files.Open(SegmentName.Of(names[^1]), names[^1], readOnly: true);
        bool looked = false;
        try
        {
            ImmutableArray<SegmentInfo> found = SegmentScan.Of(files, names, pool, newest, manifest).Segments;
            SegmentInfo last = found[^1];
            var set = new SegmentSet(found, null);
            if (!last.IsCompacted && last.First == names[^1])
            {
                set = new SegmentSet(
                    found[..^1], Newest(files, last, newest));
                looked = true;
            }

            return (set, last);
        }
        finally
        {
            if (!looked)
                newest.Dispose();
        }
    }

    private static DocumentLog OpenReadOnly(SegmentFiles files, DocumentLogOptions options, long[] names)
    {
        var pool = new SegmentPool(files);
        bool opened = false;
        try
        {
            (SegmentSet set, SegmentInfo? newest) = Look(files, pool, names, Manifest(files, names.Length, options));
            opened = true;
            return DocumentLog.Of(files, options, readOnly: true, pool, set, newest);
        }
        finally
        {
            if (!opened)
                pool.Dispose();
        }
    }

    private static NewestSegment Newest(SegmentFiles files, SegmentInfo segment, SegmentHandle handle) =>
        new(segment.First, segment.Last, handle)
        {
            ChainBefore = segment.ChainBefore,
            Kept = () => SegmentIndexes.ReadKept(files.Folder, segment.First),
        };

    private static void Flush(SegmentHandle newest, long first)
    {
        try
        {
            newest.Buffer.Flush();
        }
        catch (CorruptStoreException damage)
        {
            throw new CorruptStreamException(SegmentName.Of(first), first, damage.Message, damage);
        }
    }

    private static DocumentLog Begin(
        SegmentFiles files, DocumentLogOptions options, SegmentPool pool, SegmentScan scan, ref SegmentHandle newest)
    {
        SegmentInfo last = scan.Segments[^1];
        ImmutableArray<SegmentInfo> olds = scan.Segments[..^1];
        if (last.IsCompacted)
        {
            // The one that was written is gone, or was never made durable: the next one begins behind what was compacted.
            newest.Dispose();
            olds = scan.Segments;
            newest = files.Open(SegmentName.Of(last.Last + 1), last.Last + 1, readOnly: false);
            newest.Buffer.Flush();
            last = new SegmentInfo(last.Last + 1, last.Last, 0, last.ChainAfter, last.ChainAfter, false);
        }

        // Its name may not be durable yet, where it is new.
        if (last.IsEmpty)
            files.Folder.Sync();
        NewestSegment begun = Newest(files, last, newest);
        return DocumentLog.Of(files, options, readOnly: false, pool, new SegmentSet(olds, begun), last);
    }

    private static ImmutableArray<SegmentInfo> Manifest(SegmentFiles files, int segments, DocumentLogOptions options)
    {
        if (segments <= options.ManifestFrom)
            return [];
        ImmutableArray<SegmentInfo> manifest = SegmentManifest.Read(files.Folder, out string? fault);
        if (fault is not null)
            LogManifest(options.Logger, SegmentName.Manifest, fault);
        return manifest;
    }

    /// <summary>Temporary files, segments whose events were compacted into another one, and indexes of segments that are gone.</summary>
    private static void RemoveLeftovers(IStoreFolder folder, SegmentScan scan, ILogger logger)
    {
        HashSet<long> kept = [.. scan.Segments.Select(segment => segment.First)];
        bool any = false;
        foreach (string name in folder.List())
        {
            bool isSuperseded = scan.Superseded.Contains(name);
            bool isOrphan = SegmentName.TryParseIndex(name) is { } first && !kept.Contains(first);
            if (!isSuperseded && !isOrphan && !SegmentName.IsTemporary(name))
                continue;
            LogLeftover(logger, name);
            folder.Delete(name);
            any = true;
        }

        if (any)
            folder.Sync();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} is not needed any more and was removed: an interrupted change left it.")]
    private static partial void LogLeftover(ILogger logger, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} is not believed, and all segments are looked at: {Fault}.")]
    private static partial void LogManifest(ILogger logger, string name, string fault);
}
