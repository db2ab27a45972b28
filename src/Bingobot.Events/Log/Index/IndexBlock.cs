using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>What is known of a run of events that lie together in a segment.</summary>
/// <param name="First">The sequence of its first event.</param>
/// <param name="Last">The sequence of its last event.</param>
/// <param name="Place">Where its first event lies.</param>
/// <param name="FromTicks">The earliest time of its events, in ticks UTC.</param>
/// <param name="ToTicks">The latest time of its events, in ticks UTC.</param>
/// <param name="Types">A bit for each type that occurs: the type's number in the segment, modulo 64.</param>
/// <param name="PartitionsAt">Where its partitions begin in the index's words.</param>
/// <param name="PartitionWords">How many words they take: the partitions themselves, ascending, or the bits of a Bloom filter.</param>
/// <param name="IsFilter">Whether they are a Bloom filter.</param>
internal readonly record struct IndexBlock(
    long First, long Last, DocumentPlace Place, long FromTicks, long ToTicks, ulong Types, int PartitionsAt, int PartitionWords,
    bool IsFilter)
{
    /// <summary>The most events of a block.</summary>
    public const int MostEvents = 1024;

    /// <summary>The bytes of documents at which a block ends.</summary>
    public const int MostBytes = 256 * 1024;
}
