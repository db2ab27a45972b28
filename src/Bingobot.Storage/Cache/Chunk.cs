using System.Buffers;
using System.Diagnostics;
using Bingobot.Storage.Format;

namespace Bingobot.Storage.Cache;

/// <summary>
/// Consecutive frames in a pooled array, exactly as on the store, with the 8 bytes before them (the lead).
/// </summary>
internal sealed class Chunk
{
    private byte[] _buffer = [];

    /// <summary>Where the first frame is in the array; its lead is just before.</summary>
    private int _offset;

    public long Start { get; private set; }

    public int Length { get; private set; }

    public int Count { get; private set; }

    public long End => Start + Length;

    public ReadOnlySpan<byte> Frames => _buffer.AsSpan(_offset, Length);

    public ulong LeadChain => Frame.ReadChain(_buffer.AsSpan(_offset - Frame.ChainBytes));

    /// <summary>Rents an empty chunk.</summary>
    public void Rent(int frameBytes, long start, ulong leadChain)
    {
        int needed = frameBytes + Frame.ChainBytes;
        if (_buffer.Length < needed)
        {
            Return();
            _buffer = ArrayPool<byte>.Shared.Rent(needed);
        }

        _offset = Frame.ChainBytes;
        Start = start;
        Length = 0;
        Count = 0;
        Frame.WriteChain(_buffer, leadChain);
    }

    /// <summary>Gives the array back; the chunk may be rented anew.</summary>
    public void Return()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        Length = 0;
        Count = 0;
    }

    public bool Fits(int frameBytes) => _buffer.Length - _offset - Length >= frameBytes;

    public ulong Append(ReadOnlySpan<byte> document)
    {
        int lead = _offset + Length - Frame.ChainBytes;
        ulong chain = Frame.Write(_buffer.AsSpan(lead), document);
        Length += document.Length + Frame.Overhead;
        Count++;
        return chain;
    }

    /// <summary>The chain before <paramref name="position"/>, which must be a boundary within or at the ends.</summary>
    public ulong ChainAt(long position)
    {
        Debug.Assert(position >= Start && position <= End);
        return Frame.ReadChain(_buffer.AsSpan(_offset + (int)(position - Start) - Frame.ChainBytes));
    }

    /// <summary>The document whose record ends at <paramref name="end"/>.</summary>
    public ReadOnlySpan<byte> DocumentEndingAt(long end)
    {
        int frameEnd = _offset + (int)(end - Start);
        int length = (int)Frame.ReadLength(_buffer.AsSpan(frameEnd - Frame.TrailerBytes));
        return _buffer.AsSpan(frameEnd - Frame.TrailerBytes - length, length);
    }

    /// <summary>The document whose record starts at <paramref name="start"/>.</summary>
    public ReadOnlySpan<byte> DocumentStartingAt(long start)
    {
        int frame = _offset + (int)(start - Start);
        int length = (int)Frame.ReadLength(_buffer.AsSpan(frame));
        return _buffer.AsSpan(frame + Frame.LengthBytes, length);
    }

    public ReadOnlySpan<byte> Slice(long from, long to) =>
        _buffer.AsSpan(_offset + (int)(from - Start), (int)(to - from));

    /// <summary>Forgets the frames at and after a boundary.</summary>
    public void CutAfter(long position, int documents)
    {
        Length = (int)(position - Start);
        Count -= documents;
        Debug.Assert(Count >= 0 && (Count == 0) == (Length == 0));
    }

    /// <summary>Forgets the frames before a boundary; the bytes stay, so the lead is in place.</summary>
    public void CutBefore(long position, int documents)
    {
        int bytes = (int)(position - Start);
        _offset += bytes;
        Start = position;
        Length -= bytes;
        Count -= documents;
        Debug.Assert(Count >= 0 && (Count == 0) == (Length == 0));
    }

    /// <summary>Where the record after <paramref name="documents"/> records begins.</summary>
    public long BoundaryAfter(int documents)
    {
        long position = Start;
        for (int i = 0; i < documents; i++)
            position += DocumentStartingAt(position).Length + Frame.Overhead;
        return position;
    }

    /// <summary>Fills the chunk with frames of another one: those of [from, to).</summary>
    public void CopyFrom(Chunk other, long from, long to)
    {
        Rent((int)(to - from), from, other.ChainAt(from));
        other.Slice(from, to).CopyTo(_buffer.AsSpan(_offset));
        Length = (int)(to - from);
        for (long position = from; position < to; Count++)
            position += DocumentStartingAt(position).Length + Frame.Overhead;
    }

    /// <summary>The array's part after the lead, for a reader that fills it from the store.</summary>
    public Span<byte> Space(int bytes) => _buffer.AsSpan(Frame.ChainBytes, bytes);

    /// <summary>Lead and frame of a record that lies in <see cref="Space"/>.</summary>
    public ReadOnlySpan<byte> LeadAndFrame(int offsetInSpace, int frameBytes) =>
        _buffer.AsSpan(offsetInSpace, Frame.ChainBytes + frameBytes);

    /// <summary>Declares which part of <see cref="Space"/> holds verified frames.</summary>
    public void Accept(int offsetInSpace, long start, int length, int count)
    {
        _offset = Frame.ChainBytes + offsetInSpace;
        Start = start;
        Length = length;
        Count = count;
    }
}
