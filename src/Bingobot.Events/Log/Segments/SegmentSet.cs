using System.Collections.Immutable;

namespace Bingobot.Events;

/// <summary>The segments of a log at one time. Immutable.</summary>
/// <param name="Sealed">Those that are written no more, in order.</param>
/// <param name="Newest">The newest one, which is open all the time; null where there is none beside the sealed ones.</param>
internal sealed record SegmentSet(ImmutableArray<SegmentInfo> Sealed, NewestSegment? Newest)
{
    /// <summary>The sealed segment that covers a sequence.</summary>
    public SegmentInfo? FindSealed(long sequence)
    {
        int low = 0;
        int high = Sealed.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (Sealed[middle].First > sequence)
                high = middle - 1;
            else if (Sealed[middle].Last < sequence)
                low = middle + 1;
            else
                return Sealed[middle];
        }

        return null;
    }
}
