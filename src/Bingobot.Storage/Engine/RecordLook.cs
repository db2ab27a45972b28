using System.Buffers.Binary;
using Bingobot.Storage.Format;

namespace Bingobot.Storage.Engine;

/// <summary>What a record says and what it ought to say, after a given chain.</summary>
/// <param name="Start">Position of the record.</param>
/// <param name="First">Its length as it begins.</param>
/// <param name="Last">Its length as it ends.</param>
/// <param name="Stored">Its chain.</param>
/// <param name="Computed">The chain over its bytes.</param>
internal readonly record struct RecordLook(long Start, uint First, uint Last, ulong Stored, ulong Computed)
{
    public long End => Start + First + Frame.Overhead;

    public bool LengthsAgree => First == Last;

    public bool ChainFits => Stored == Computed;

    public bool IsSound => LengthsAgree && ChainFits;

    /// <summary>Looks at the record that starts at a position and ends at or before the limit.</summary>
    /// <returns>False where there can be none.</returns>
    public static bool TryAhead(VerifyWindow window, long start, ulong lead, long limit, out RecordLook look)
    {
        look = default;
        if (limit - start < Frame.Overhead)
            return false;
        Span<byte> leadAndLength = window.At(start - Frame.ChainBytes, Frame.ChainBytes + Frame.LengthBytes);
        if (leadAndLength.Length < Frame.ChainBytes + Frame.LengthBytes)
            return false;
        uint length = Frame.ReadLength(leadAndLength[Frame.ChainBytes..]);
        if (length > Frame.MaxDocumentBytes || length > limit - start - Frame.Overhead)
            return false;
        int bytes = Frame.ChainBytes + (int)length + Frame.Overhead;
        Span<byte> record = window.At(start - Frame.ChainBytes, bytes);
        if (record.Length < bytes)
            return false;
        look = Of(record, start, lead, length);
        return true;
    }

    /// <summary>Whether a sound record ends at a position with a given chain; tells where it starts, and the chain before it.</summary>
    public static bool IsSoundBehind(VerifyWindow window, long end, ulong chain, Slot state, out long start, out ulong lead)
    {
        (start, lead) = (0, 0);
        if (end - state.Head < Frame.Overhead)
            return false;
        Span<byte> trailer = window.At(end - Frame.TrailerBytes, Frame.TrailerBytes, backward: true);
        if (trailer.Length < Frame.TrailerBytes)
            return false;
        uint length = Frame.ReadLength(trailer);
        start = end - Frame.Overhead - length;
        if (length > Frame.MaxDocumentBytes || start < state.Head)
            return false;
        int bytes = Frame.ChainBytes + (int)length + Frame.Overhead;
        Span<byte> record = window.At(start - Frame.ChainBytes, bytes, backward: true);
        if (record.Length < bytes || Frame.ReadLength(record[Frame.ChainBytes..]) != length)
            return false;
        lead = start == state.Head ? state.HeadChain : Frame.ReadChain(record);
        RecordLook look = Of(record, start, lead, length);
        return look.IsSound && look.Stored == chain;
    }

    /// <summary>Whether [start, end) is one record of which only the first length is wrong.</summary>
    public static bool IsWholeButForFirstLength(VerifyWindow window, long start, ulong lead, long end)
    {
        int bytes = Frame.ChainBytes + (int)(end - start);
        Span<byte> record = window.At(start - Frame.ChainBytes, bytes);
        if (record.Length < bytes)
            return false;
        uint length = (uint)(end - start - Frame.Overhead);
        Span<byte> first = record.Slice(Frame.ChainBytes, Frame.LengthBytes);
        uint found = Frame.ReadLength(first);
        BinaryPrimitives.WriteUInt32LittleEndian(first, length);
        RecordLook look = Of(record, start, lead, length);
        BinaryPrimitives.WriteUInt32LittleEndian(first, found);
        return look.IsSound;
    }

    private static RecordLook Of(Span<byte> leadAndFrame, long start, ulong lead, uint length)
    {
        ulong inPlace = Frame.ReadChain(leadAndFrame);
        Frame.WriteChain(leadAndFrame, lead);
        ulong computed = Frame.ComputeChain(leadAndFrame, (int)length);
        Frame.WriteChain(leadAndFrame, inPlace);
        return new RecordLook(
            start,
            Frame.ReadLength(leadAndFrame[Frame.ChainBytes..]),
            Frame.ReadLength(leadAndFrame[^Frame.TrailerBytes..]),
            Frame.ReadChain(leadAndFrame[^Frame.ChainBytes..]),
            computed);
    }
}
