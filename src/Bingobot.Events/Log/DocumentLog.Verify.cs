using System.Collections.Immutable;
using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>What verifying a segment found.</summary>
/// <param name="Segment">The segment's file name.</param>
/// <param name="Report">The faults of its store.</param>
public sealed record SegmentReport(string Segment, VerifyReport Report)
{
    /// <summary>
    /// What is wrong with its events, or with its place among the segments: a header, a sequence, the chain of events, or the
    /// segment before it. Null where all is right. The first fault of the stream is named; what follows it is not looked at.
    /// </summary>
    public string? StreamFault { get; init; }

    /// <summary>What is wrong with its index, or, at the newest one, with the manifest of all; it is only there for speed, and is made anew. Null where all is right, or there is none.</summary>
    public string? IndexFault { get; init; }

    /// <summary>Whether all of its events are what was written. A fault of the index alone does not count.</summary>
    public bool IsSound => Report.IsSound && StreamFault is null;
}

/// <content>Proving all that is stored.</content>
public sealed partial class DocumentLog
{
    private const int TriesBesideWriter = 3;

    /// <summary>
    /// Reads every byte of every segment, also beside the writer, and names every fault of their stores with its offset; then
    /// every event, its place and the chain, also from one segment to the next; then what the indexes say of them.
    /// </summary>
    /// <param name="directory">The folder.</param>
    /// <returns>A report for each segment, in order.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<SegmentReport> Verify(string directory) => Verify(new FileFolder(directory));

    /// <summary>As <see cref="Verify(string)"/>, in a folder of any kind.</summary>
    internal static IReadOnlyList<SegmentReport> Verify(IStoreFolder folder)
    {
        for (int tries = 1; ; tries++)
        {
            long[] names = SegmentScan.Names(folder);
            try
            {
                SegmentReport[] reports = [.. names.Select(first => VerifyStore(folder, SegmentName.Of(first)))];
                if (reports.All(report => report.Report.IsSound))
                    VerifyStream(SegmentFiles.In(folder), names, reports);
                if (tries == TriesBesideWriter || reports.All(report => report.IsSound) || SegmentScan.Names(folder).SequenceEqual(names))
                    return reports;
            }
            catch (FileNotFoundException) when (tries < TriesBesideWriter)
            {
                // The writer replaced it just now.
                continue;
            }
        }
    }

    /// <summary>What a running writer is just replacing looks like a fault, so a fault counts when it is found again.</summary>
    private static SegmentReport VerifyStore(IStoreFolder folder, string name)
    {
        using IBackingStore store = folder.OpenRead(name);
        VerifyReport report = DocumentBuffer.Verify(store);
        for (int tried = 1; tried < TriesBesideWriter && !report.IsSound; tried++)
            report = DocumentBuffer.Verify(store);
        return new SegmentReport(name, report);
    }

    private static void VerifyStream(SegmentFiles files, long[] names, SegmentReport[] reports)
    {
        using var pool = new SegmentPool(files);
        try
        {
            (SegmentSet set, SegmentInfo? last) = LogOpening.Look(files, pool, names, []);
            using SegmentHandle? newest = set.Newest?.Handle;
            for (int i = 0; i < names.Length; i++)
            {
                if (set.Newest is { } open && open.First == names[i])
                    reports[i] = reports[i] with { IndexFault = VerifyNewest(files, last!, open.Handle) };
                else if (set.FindSealed(names[i]) is { } segment && segment.First == names[i])
                    reports[i] = reports[i] with { IndexFault = VerifyEvents(files, pool, segment) };
            }

            if (names.Length > 0 && VerifyManifest(files, set) is { } fault)
                reports[^1] = reports[^1] with { IndexFault = $"{SegmentName.Manifest}: {fault}" };
        }
        catch (CorruptStreamException fault)
        {
            int at = Math.Max(0, Array.FindIndex(reports, report => report.Segment == fault.Segment));
            reports[at] = reports[at] with { StreamFault = $"at sequence {fault.Sequence}: {fault.Expectation}" };
        }
    }

    private static string? VerifyEvents(SegmentFiles files, SegmentPool pool, SegmentInfo segment)
    {
        using SegmentHandle handle = pool.Open(segment);
        SegmentIndex made = SegmentIndexes.Make(segment, handle);
        SegmentIndex? read = SegmentIndexes.ReadFile(files.Folder, segment, out string? fault);
        if (read is null)
            return fault;
        using MemoryStream one = SegmentIndexFile.Encode(made);
        using MemoryStream other = SegmentIndexFile.Encode(read);
        return one.ToArray().AsSpan().SequenceEqual(other.ToArray()) ? null : "it tells of other events than the segment has";
    }

    /// <summary>The index that is kept of the newest segment tells of it as it was at some time.</summary>
    private static string? VerifyNewest(SegmentFiles files, SegmentInfo newest, SegmentHandle handle)
    {
        SegmentIndexes.Make(newest, handle);
        if (SegmentIndexes.ReadKept(files.Folder, newest.First) is not { } kept || kept.Segment.Last > newest.Last)
            return null;
        SegmentInfo then = newest with { Last = kept.Segment.Last, Documents = kept.Segment.Documents, ChainAfter = kept.Segment.ChainAfter };
        using MemoryStream one = SegmentIndexFile.Encode(SegmentIndexes.Make(then, handle));
        using MemoryStream other = SegmentIndexFile.Encode(kept);
        return one.ToArray().AsSpan().SequenceEqual(other.ToArray()) ? null : "it tells of other events than the segment has";
    }

    private static string? VerifyManifest(SegmentFiles files, SegmentSet set)
    {
        ImmutableArray<SegmentInfo> manifest = SegmentManifest.Read(files.Folder, out string? fault);
        return fault ?? (manifest.IsEmpty || manifest.SequenceEqual(set.Sealed) ? null : "it tells of other segments than are there");
    }
}
