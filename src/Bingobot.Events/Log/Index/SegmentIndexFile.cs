using System.Text;
using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>An index as the content of a file and back. Pure; the bytes are described in docs/format.md.</summary>
internal static class SegmentIndexFile
{
    private const int Version = 1;
    private const int BlockBytes = 64;
    private const int FilterFlag = 1 << 31;

    private static ReadOnlySpan<byte> Magic => "BINGOIDX"u8;

    public static MemoryStream Encode(SegmentIndex index)
    {
        var content = new MemoryStream();
        using var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(index.Types.Length);
        writer.Write(index.Blocks.Length);
        writer.Write(index.Words.Length);
        WriteInfo(writer, index.Segment);
        writer.Write(index.End.Ordinal);
        writer.Write(index.End.Position);
        foreach (string type in index.Types)
        {
            byte[] name = Encoding.UTF8.GetBytes(type);
            writer.Write((ushort)name.Length);
            writer.Write(name);
        }

        foreach (ref readonly IndexBlock block in index.Blocks)
        {
            writer.Write(block.First);
            writer.Write(block.Last);
            writer.Write(block.Place.Ordinal);
            writer.Write(block.Place.Position);
            writer.Write(block.FromTicks);
            writer.Write(block.ToTicks);
            writer.Write(block.Types);
            writer.Write(block.PartitionsAt);
            writer.Write(block.PartitionWords | (block.IsFilter ? FilterFlag : 0));
        }

        writer.Write(index.WordBytes);
        writer.Flush();
        return content;
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <returns>Null with what is wrong with it.</returns>
    public static SegmentIndex? Decode(ReadOnlySpan<byte> content, out string? fault)
    {
        fault = "it is not an index of this version";
        var reader = new BytesReader(content);
        if (!reader.Take(Magic.Length).SequenceEqual(Magic) || reader.Int32() != Version)
            return null;
        fault = "its parts do not fit one another";
        int typeCount = reader.Int32();
        int blockCount = reader.Int32();
        int wordCount = reader.Int32();
        SegmentInfo segment = ReadInfo(ref reader);
        var end = new DocumentPlace(reader.Int64(), reader.Int64());
        if (reader.IsPastEnd || typeCount < 0 || blockCount < 0 || wordCount < 0
            || (long)typeCount * sizeof(ushort) + (long)blockCount * BlockBytes + (long)wordCount * sizeof(ulong) > reader.Remaining)
            return null;
        string[] types = new string[typeCount];
        for (int i = 0; i < types.Length; i++)
            types[i] = Encoding.UTF8.GetString(reader.Take(reader.Int16()));
        var blocks = new IndexBlock[blockCount];
        for (int i = 0; i < blocks.Length; i++)
        {
            blocks[i] = ReadBlock(ref reader);
            if (!Fits(blocks[i], i == 0 ? default : blocks[i - 1], end, wordCount))
                return null;
        }

        ulong[] words = new ulong[wordCount];
        for (int i = 0; i < words.Length; i++)
            words[i] = reader.UInt64();
        if (reader.IsPastEnd || reader.Remaining != 0)
            return null;
        fault = null;
        return new SegmentIndex(segment, end, types, blocks, words) { IsFromFile = true };
    }

    internal static void WriteInfo(BinaryWriter writer, SegmentInfo segment)
    {
        writer.Write(segment.First);
        writer.Write(segment.Last);
        writer.Write(segment.Documents);
        writer.Write(segment.ChainBefore);
        writer.Write(segment.ChainAfter);
        writer.Write(segment.IsCompacted ? 1L : 0L);
    }

    internal static SegmentInfo ReadInfo(ref BytesReader reader) => new(
        reader.Int64(), reader.Int64(), reader.Int64(), reader.UInt64(), reader.UInt64(), reader.Int64() == 1);

    private static IndexBlock ReadBlock(ref BytesReader reader)
    {
        long first = reader.Int64();
        long last = reader.Int64();
        var place = new DocumentPlace(reader.Int64(), reader.Int64());
        long fromTicks = reader.Int64();
        long toTicks = reader.Int64();
        ulong types = reader.UInt64();
        int partitionsAt = reader.Int32();
        int words = reader.Int32();
        return new IndexBlock(
            first, last, place, fromTicks, toTicks, types, partitionsAt, words & ~FilterFlag, (words & FilterFlag) != 0);
    }

    private static bool Fits(IndexBlock block, IndexBlock before, DocumentPlace end, int wordCount) =>
        block.First > before.Last && block.Last >= block.First
        && block.Place.Ordinal >= before.Place.Ordinal && block.Place.Ordinal < end.Ordinal
        && block.Place.Position >= before.Place.Position && block.Place.Position < end.Position
        && block.PartitionsAt >= 0 && block.PartitionWords > 0 && (long)block.PartitionsAt + block.PartitionWords <= wordCount
        && (!block.IsFilter || int.PopCount(block.PartitionWords) == 1);
}
