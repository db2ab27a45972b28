namespace Bingobot.Events;

/// <summary>What a segment holds, as its first and last documents and its count tell.</summary>
/// <param name="First">The first sequence it covers, which it is named by.</param>
/// <param name="Last">The last sequence it covers; <paramref name="First"/> − 1 while it is empty.</param>
/// <param name="Documents">How many documents it has, a compacted segment's header included.</param>
/// <param name="ChainBefore">The event chain before its first event; that of the stream's seed where it is the first segment.</param>
/// <param name="ChainAfter">The event chain after its last event.</param>
/// <param name="IsCompacted">Whether some of its events were dropped: it begins with a header and may have holes.</param>
internal sealed record SegmentInfo(
    long First, long Last, long Documents, ulong ChainBefore, ulong ChainAfter, bool IsCompacted)
{
    /// <summary>Its file.</summary>
    public string Name { get; } = SegmentName.Of(First);

    /// <summary>Whether it has no event, and never had.</summary>
    public bool IsEmpty => Last < First;
}
