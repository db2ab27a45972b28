namespace Bingobot.Events;

/// <summary>How many events a segment has, and would have.</summary>
internal readonly record struct SegmentSize(SegmentInfo Segment, long Before, long After);

/// <summary>Which neighbouring segments are rewritten into one. Pure, no I/O.</summary>
internal static class SegmentGroups
{
    /// <summary>A segment is rewritten when at least one in so many of its events goes.</summary>
    private const int WorthPart = 8;

    /// <summary>So many small segments in a row become one, even where nothing goes: their number stays bounded.</summary>
    private const int MostInARow = 8;

    /// <param name="segments">Sealed segments, in order, with their events before and after.</param>
    /// <param name="mostEvents">How many events one segment takes.</param>
    /// <returns>For each new segment the first and the last sequence that it covers.</returns>
    public static IReadOnlyList<(long First, long Last)> Choose(
        IReadOnlyList<SegmentSize> segments, long mostEvents)
    {
        var chosen = new List<(long, long)>();
        int first = 0;
        while (first < segments.Count)
        {
            int next = first + 1;
            long before = segments[first].Before;
            long after = segments[first].After;
            while (next < segments.Count && after + segments[next].After <= mostEvents)
            {
                before += segments[next].Before;
                after += segments[next].After;
                next++;
            }

            if ((before - after) * WorthPart >= before && before > after || next - first >= MostInARow)
                chosen.Add((segments[first].Segment.First, segments[next - 1].Segment.Last));
            first = next;
        }

        return chosen;
    }
}
