using System.Buffers.Binary;
using System.IO.Hashing;

namespace Bingobot.Storage.Fuzz.Stores;

/// <summary>The numbers of docs/format.md, written down a second time so that the library is not measured by itself.</summary>
public static class Layout
{
    public const int PageBytes = 4 * 1024;
    public const int Pages = 4;
    public const int SlotBytes = 512;
    public const int DocumentsOffset = Pages * PageBytes;
    public const int BlankBytes = 1024 * 1024;
    public const int LengthBytes = 4;
    public const int ChainBytes = 8;
    public const int TrailerBytes = LengthBytes + ChainBytes;
    public const int Overhead = LengthBytes + TrailerBytes;
    public const uint MaxLength = (16 * 1024 * 1024) - 1;
    public const ulong MaxPosition = 1UL << 62;
    public const ulong MaxNumber = 1UL << 62;
    public const int SumOffset = SlotBytes - 16;

    public static ReadOnlySpan<byte> Magic => "BINGODOC"u8;

    /// <summary>Chain of a record: over the chain before, its first length and its payload.</summary>
    public static ulong Chain(ulong before, ReadOnlySpan<byte> lengthAndPayload)
    {
        var hash = new XxHash3();
        Span<byte> lead = stackalloc byte[ChainBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(lead, before);
        hash.Append(lead);
        hash.Append(lengthAndPayload);
        return hash.GetCurrentHashAsUInt64();
    }

    public static void WriteSum(Span<byte> slot) =>
        BinaryPrimitives.WriteUInt128LittleEndian(slot[SumOffset..], XxHash128.HashToUInt128(slot[..SumOffset]));

    public static bool SumFits(ReadOnlySpan<byte> slot) =>
        BinaryPrimitives.ReadUInt128LittleEndian(slot[SumOffset..SlotBytes]) == XxHash128.HashToUInt128(slot[..SumOffset]);
}

/// <summary>Offsets in a slot.</summary>
public static class Field
{
    public const int Version = 8;
    public const int Slot = 12;
    public const int Copy = 13;
    public const int Flags = 14;
    public const int Salt = 16;
    public const int Seq = 24;
    public const int OpNumber = 32;
    public const int Head = 40;
    public const int HeadChain = 48;
    public const int Tail = 56;
    public const int TailChain = 64;
    public const int Count = 72;
    public const int Unproven = 80;
    public const int UnprovenChain = 88;
    public const int Reserved = 96;

    /// <summary>The fields of 8 bytes.</summary>
    public static ReadOnlySpan<int> Wide => [Salt, Seq, OpNumber, Head, HeadChain, Tail, TailChain, Count, Unproven, UnprovenChain];
}
