using System.Collections.Immutable;

namespace Bingobot.Events;

/// <summary>The segments of a folder, in order, and what else of the log's is there.</summary>
/// <param name="Segments">Each begins where the one before ends; the last one may be empty.</param>
/// <param name="Superseded">Names of segments whose events are in the compacted segment before them.</param>
/// <param name="FromManifest">How many of the segments were not opened, since the manifest tells of them.</param>
internal sealed record SegmentScan(ImmutableArray<SegmentInfo> Segments, ImmutableArray<string> Superseded, int FromManifest)
{
    /// <summary>Where the segments are no more than that many, each is opened and looked at, whatever the manifest says.</summary>
    public const int MostOpened = 64;

    /// <summary>
    /// Finds the segments and checks that each begins where the one before ends: its first sequence, and the chain of events.
    /// </summary>
    /// <param name="files">The folder.</param>
    /// <param name="names">The first sequences that the segments in it are named by, ascending.</param>
    /// <param name="pool">Takes the segments that were opened.</param>
    /// <param name="newest">The newest segment by name, where it is open; it is not opened again.</param>
    /// <param name="manifest">What is believed of the oldest segments; empty to open all.</param>
    /// <exception cref="CorruptStreamException">A segment is missing, damaged, exchanged or another stream's.</exception>
    public static SegmentScan Of(
        SegmentFiles files, long[] names, SegmentPool? pool, SegmentHandle? newest, ImmutableArray<SegmentInfo> manifest)
    {
        int known = Known(names, manifest);
        var segments = ImmutableArray.CreateBuilder<SegmentInfo>(names.Length);
        var superseded = ImmutableArray.CreateBuilder<string>();
        segments.AddRange(manifest.AsSpan(0, known));
        for (int i = known; i < names.Length; i++)
        {
            SegmentInfo? before = segments.Count == 0 ? null : segments[^1];
            if (before is { IsCompacted: true } && names[i] <= before.Last)
            {
                superseded.Add(SegmentName.Of(names[i]));
                continue;
            }

            CheckBegin(names[i], before);
            segments.Add(Look(files, pool, i == names.Length - 1 ? newest : null, names[i], before));
        }

        return new SegmentScan(segments.ToImmutable(), superseded.ToImmutable(), known);
    }

    /// <summary>The first sequences that the segments of a folder are named by, ascending.</summary>
    public static long[] Names(IStoreFolder folder) => [.. folder.List().Select(SegmentName.TryParse).OfType<long>().Order()];

    /// <summary>How many of the names, from the oldest on, the manifest tells of: all that it names, in order, or none.</summary>
    private static int Known(long[] names, ImmutableArray<SegmentInfo> manifest)
    {
        if (manifest.Length >= names.Length)
            return 0;
        for (int i = 0; i < manifest.Length; i++)
        {
            if (manifest[i].First != names[i])
                return 0;
        }

        return manifest.Length;
    }

    private static void CheckBegin(long first, SegmentInfo? before)
    {
        long expected = (before?.Last ?? 0) + 1;
        string name = SegmentName.Of(first);
        if (first > expected && before is not { IsEmpty: true })
            throw new CorruptStreamException(name, expected, $"a segment that begins with sequence {expected} was expected before it");
        if (first != expected || before is { IsEmpty: true })
        {
            throw new CorruptStreamException(
                name, first, $"sequence {expected} was expected to begin it, since {before!.Name} has the sequences up to {before.Last}");
        }
    }

    private static SegmentInfo Look(SegmentFiles files, SegmentPool? pool, SegmentHandle? open, long first, SegmentInfo? before)
    {
        if (open is not null)
            return SegmentLook.At(open, first, before?.ChainAfter);
        SegmentHandle opened = files.Open(SegmentName.Of(first), first, readOnly: true);
        SegmentInfo? found = null;
        try
        {
            found = SegmentLook.At(opened, first, before?.ChainAfter);
            return found;
        }
        finally
        {
            if (found is not null && pool is not null)
                pool.Add(found, opened);
            else
                opened.Dispose();
        }
    }
}
