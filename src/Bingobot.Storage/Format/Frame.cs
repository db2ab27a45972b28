using System.Buffers.Binary;
using System.IO.Hashing;

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

    /// <summary>Writes the frame after its lead. <paramref name="leadAndFrame"/> starts at the lead.</summary>
    /// <returns>The chain of the new record.</returns>
    public static ulong Write(Span<byte> leadAndFrame, ReadOnlySpan<byte> document)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(leadAndFrame[ChainBytes..], (uint)document.Length);
        int payload = ChainBytes + LengthBytes;
        document.CopyTo(leadAndFrame[payload..]);
        ulong chain = XxHash3.HashToUInt64(leadAndFrame[..(payload + document.Length)]);
        Span<byte> trailer = leadAndFrame[(payload + document.Length)..];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, (uint)document.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[LengthBytes..], chain);
        return chain;
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
