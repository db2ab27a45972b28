using System.Buffers.Binary;
using System.IO.Hashing;

namespace Bingobot.Events;

/// <summary>
/// The first document of a compacted segment: which sequences it stands for, and how it fits its neighbours. Pure, no I/O.
/// The bytes are described in docs/format.md.
/// </summary>
/// <param name="First">The first sequence that is covered.</param>
/// <param name="Last">The last one.</param>
/// <param name="ChainBefore">The event chain before the first one.</param>
/// <param name="ChainAfter">The event chain after the last one, which the next segment goes on from.</param>
/// <param name="Kept">How many events follow.</param>
internal readonly record struct CompactionHeader(long First, long Last, ulong ChainBefore, ulong ChainAfter, long Kept)
{
    /// <summary>Bytes of the document.</summary>
    public const int Bytes = 56;

    private const int VersionOffset = 8;
    private const int FirstOffset = 16;
    private const int LastOffset = 24;
    private const int ChainBeforeOffset = 32;
    private const int ChainAfterOffset = 40;
    private const int KeptOffset = 48;
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "BINGOCMP"u8;

    /// <summary>How many events were dropped.</summary>
    public long Dropped => Last - First + 1 - Kept;

    /// <summary>Whether a document is a header, rather than an event, whose first byte is another one.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> document) => document.StartsWith(Magic);

    /// <summary>Writes the document.</summary>
    public byte[] Encode()
    {
        byte[] document = new byte[Bytes];
        Magic.CopyTo(document);
        BinaryPrimitives.WriteInt32LittleEndian(document.AsSpan(VersionOffset), Version);
        BinaryPrimitives.WriteInt64LittleEndian(document.AsSpan(FirstOffset), First);
        BinaryPrimitives.WriteInt64LittleEndian(document.AsSpan(LastOffset), Last);
        BinaryPrimitives.WriteUInt64LittleEndian(document.AsSpan(ChainBeforeOffset), ChainBefore);
        BinaryPrimitives.WriteUInt64LittleEndian(document.AsSpan(ChainAfterOffset), ChainAfter);
        BinaryPrimitives.WriteInt64LittleEndian(document.AsSpan(KeptOffset), Kept);
        return document;
    }

    /// <summary>Reads the document.</summary>
    /// <returns>Null where it was read, else what is wrong with it.</returns>
    public static string? TryDecode(ReadOnlySpan<byte> document, out CompactionHeader header)
    {
        header = default;
        if (document.Length != Bytes || !IsHeader(document))
            return $"the header of a compacted segment, of {Bytes} bytes, was expected";
        long version = BinaryPrimitives.ReadInt64LittleEndian(document[VersionOffset..]);
        if (version != Version)
            return $"a compacted segment of version {Version} was expected, not of {version}";
        header = new CompactionHeader(
            BinaryPrimitives.ReadInt64LittleEndian(document[FirstOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(document[LastOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(document[ChainBeforeOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(document[ChainAfterOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(document[KeptOffset..]));
        return header.First >= 1 && header.Last >= header.First && header.Last < long.MaxValue
            && header.Kept >= 0 && header.Dropped >= 0
                ? null
                : $"a range of sequences and as many events at most were expected, not {header.First} to {header.Last} and {header.Kept} events";
    }

    /// <summary>The chain before the first event that was kept.</summary>
    public static ulong Seed(ReadOnlySpan<byte> document) => XxHash3.HashToUInt64(document);
}
