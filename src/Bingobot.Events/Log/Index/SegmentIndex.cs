using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>
/// What each block of a segment may hold, so that a query reads only what it must. It rules out; it never vouches for anything.
/// Immutable.
/// </summary>
/// <param name="segment">The segment as it was indexed.</param>
/// <param name="end">Where its last document ends.</param>
/// <param name="types">The names of its types; the place is the type's number.</param>
/// <param name="blocks">Its blocks, in order.</param>
/// <param name="words">The partitions of all blocks.</param>
internal sealed class SegmentIndex(
    SegmentInfo segment, DocumentPlace end, string[] types, IndexBlock[] blocks, ulong[] words)
{
    public SegmentInfo Segment => segment;

    /// <summary>Whether it was read from a file, rather than made from the events.</summary>
    public bool IsFromFile { get; init; }

    public DocumentPlace End => end;

    /// <summary>How many bytes it takes in memory, about.</summary>
    public long Bytes { get; } =
        (long)blocks.Length * Unsafe.SizeOf<IndexBlock>() + (long)words.Length * sizeof(ulong) + types.Sum(type => (long)type.Length * sizeof(char));

    public ReadOnlySpan<string> Types => types;

    public ReadOnlySpan<IndexBlock> Blocks => blocks;

    public ReadOnlySpan<ulong> Words => words;

    /// <summary>The bits of these types; 0 where none of them occurs in the segment.</summary>
    public ulong TypeBits(IReadOnlySet<string>? wanted)
    {
        if (wanted is null)
            return ulong.MaxValue;
        ulong bits = 0;
        for (int number = 0; number < types.Length; number++)
        {
            if (wanted.Contains(types[number]))
                bits |= 1UL << (number & 63);
        }

        return bits;
    }

    /// <summary>Whether a block may hold what a filter means; false is certain.</summary>
    /// <param name="number">The block.</param>
    /// <param name="filter">What is meant.</param>
    /// <param name="typeBits">The <see cref="TypeBits"/> of the filter's types.</param>
    public bool MayHave(int number, EventFilter filter, ulong typeBits)
    {
        ref readonly IndexBlock block = ref blocks[number];
        return (block.Types & typeBits) != 0
            && block.Last >= filter.FromSequence
            && block.First <= filter.ToSequence
            && block.ToTicks >= filter.FromTime.UtcTicks
            && block.FromTicks <= filter.ToTime.UtcTicks
            && (filter.Partition is not { } partition
                || PartitionSet.MayHave(words.AsSpan(block.PartitionsAt, block.PartitionWords), block.IsFilter, partition));
    }

    /// <summary>The block that holds a sequence, or would; the last one before it where it is in a hole between two; −1 before the first.</summary>
    public int BlockOf(long sequence)
    {
        int low = 0;
        int high = blocks.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (blocks[middle].First <= sequence)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high;
    }

    /// <summary>Where the block after this one begins, or the documents end.</summary>
    public DocumentPlace EndOf(int number) => number + 1 < blocks.Length ? blocks[number + 1].Place : end;

    /// <summary>The words as bytes, for writing.</summary>
    internal ReadOnlySpan<byte> WordBytes => MemoryMarshal.AsBytes<ulong>(words);
}
