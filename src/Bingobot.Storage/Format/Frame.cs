using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.CompilerServices;

namespace Bingobot.Storage.Format;

/// <summary>
/// A record: <c>len u32 | payload | len u32 | chain u64</c>. The chain covers the 8 bytes before the record too (the chain
/// of the one before), so a frame is always handled together with its <em>lead</em>, those 8 bytes.
/// </summary>
internal static class Frame
{
    public const int LengthBytes = sizeof(uint);
    public const int ChainBytes = sizeof(ulong);
    public const int TrailerBytes = LengthBytes + ChainBytes;
    public const int Overhead = LengthBytes + TrailerBytes;
    public const int MaxDocumentBytes = (16 * 1024 * 1024) - 1;

    /// <summary>Writes the frame but for its chain. <paramref name="frame"/> has exactly the frame's bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteUnsealed(Span<byte> frame, ReadOnlySpan<byte> document)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)document.Length);
        document.CopyTo(frame[LengthBytes..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[(LengthBytes + document.Length)..], (uint)document.Length);
    }

    /// <summary>Writes the chain of the frame behind its lead. <paramref name="leadAndMore"/> starts at the lead.</summary>
    /// <returns>The frame's bytes.</returns>
    public static int Seal(Span<byte> leadAndMore, out ulong chain)
    {
        int length = (int)ReadLength(leadAndMore[ChainBytes..]);
        chain = ComputeChain(leadAndMore, length);
        WriteChain(leadAndMore[(length + Overhead)..], chain);
        return length + Overhead;
    }

    public static uint ReadLength(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt32LittleEndian(source);

    public static ulong ReadChain(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt64LittleEndian(source);

    public static void WriteChain(Span<byte> destination, ulong chain) =>
        BinaryPrimitives.WriteUInt64LittleEndian(destination, chain);

    /// <summary>The chain that a record must have, computed from its lead, first length and payload.</summary>
    public static ulong ComputeChain(ReadOnlySpan<byte> leadAndFrame, int documentLength) =>
        XxHash3.HashToUInt64(leadAndFrame[..(ChainBytes + LengthBytes + documentLength)]);

    /// <summary>What is wrong with the record, or null. <paramref name="leadAndFrame"/> is exactly lead and frame.</summary>
    public static string? FindFault(ReadOnlySpan<byte> leadAndFrame)
    {
        int documentLength = leadAndFrame.Length - ChainBytes - Overhead;
        uint first = ReadLength(leadAndFrame[ChainBytes..]);
        uint last = ReadLength(leadAndFrame[^TrailerBytes..]);
        if (first != documentLength || last != documentLength)
            return $"both lengths of the record to be {documentLength}, found {first} and {last}";
        ulong stored = ReadChain(leadAndFrame[^ChainBytes..]);
        ulong computed = ComputeChain(leadAndFrame, documentLength);
        return stored == computed ? null : $"chain {computed:x16} over the record, found {stored:x16}";
    }
}
