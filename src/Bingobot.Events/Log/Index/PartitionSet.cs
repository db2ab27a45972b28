using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Bingobot.Events;

/// <summary>
/// Which partitions occur, in few words: themselves where they are few, else a Bloom filter of about 10 bits for each, which
/// takes one in a hundred others for present. Pure.
/// </summary>
internal static class PartitionSet
{
    /// <summary>The most partitions that are named one by one.</summary>
    public const int MostExact = 16;

    /// <summary>The most words of a set.</summary>
    public const int MostWords = 4 * 1024;

    private const int BitsEach = 10;
    private const int Hashes = 6;

    /// <summary>Appends the set to the words.</summary>
    /// <returns>Whether it is a Bloom filter.</returns>
    public static bool Append(IReadOnlyCollection<ulong> partitions, List<ulong> words)
    {
        if (partitions.Count <= MostExact)
        {
            words.AddRange(partitions.Order());
            return false;
        }

        int count = Math.Min(MostWords, (int)BitOperations.RoundUpToPowerOf2((uint)(partitions.Count * BitsEach / 64 + 1)));
        ulong[] filter = new ulong[count];
        foreach (ulong partition in partitions)
        {
            (uint bit, uint step) = Hash(partition);
            for (int i = 0; i < Hashes; i++, bit += step)
                filter[(bit >> 6) & (count - 1)] |= 1UL << (int)(bit & 63);
        }

        words.AddRange(filter);
        return true;
    }

    /// <summary>Whether the partition may occur; false is certain.</summary>
    public static bool MayHave(ReadOnlySpan<ulong> set, bool isFilter, ulong partition)
    {
        if (!isFilter)
            return set.BinarySearch(partition) >= 0;
        (uint bit, uint step) = Hash(partition);
        for (int i = 0; i < Hashes; i++, bit += step)
        {
            if ((set[(int)((bit >> 6) & (uint)(set.Length - 1))] & (1UL << (int)(bit & 63))) == 0)
                return false;
        }

        return true;
    }

    private static (uint Bit, uint Step) Hash(ulong partition)
    {
        ulong hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in partition)));
        return ((uint)hash, (uint)(hash >> 32) | 1);
    }
}
