using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Bingobot.Storage.Format;

namespace Bingobot.Storage.Cache;

/// <summary>
/// Consecutive frames in a pooled array, exactly as on the store, with the 8 bytes before them (the lead). Frames that were
/// pushed get their chains when they are sealed, before they are first written.
/// </summary>
internal sealed class Chunk
{
    private byte[] _buffer = [];

    /// <summary>Where the first frame is in the array; its lead is just before.</summary>
    private int _offset;

    /// <summary>Where the bytes that come from the store begin in the array; there is room for a lead before.</summary>
    private int _spaceOffset = Frame.ChainBytes;

    /// <summary>Bytes of the array below this are being written to the store and stay as they are.</summary>
    private int _frozenEnd;
    private int _pins;

    public long Start { get; private set; }

    public int Length { get; private set; }

    public int Count { get; private set; }

    public long End => Start + Length;

    /// <summary>Position of the first byte that came from the store, whether it belongs to an accepted frame or not.</summary>
    public long SpaceStart { get; private set; }

    /// <summary>Position after the last byte that came from the store; <see cref="SpaceStart"/> where none did.</summary>
    public long SpaceEnd { get; private set; }

    public bool IsPinned => _pins > 0;

    /// <summary>Forgotten while pinned: whoever unpins it gives it back.</summary>
    public bool IsOrphan { get; set; }

    public ulong LeadChain
    {
        get => Frame.ReadChain(_buffer.AsSpan(_offset - Frame.ChainBytes));
        set => Frame.WriteChain(_buffer.AsSpan(_offset - Frame.ChainBytes), value);
    }

    /// <summary>The most recent document. Only when not empty.</summary>
    public ReadOnlySpan<byte> Top
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            int trailer = _offset + Length - Frame.TrailerBytes;
            int length = (int)Frame.ReadLength(_buffer.AsSpan(trailer));
            return _buffer.AsSpan(trailer - length, length);
        }
    }

    /// <summary>Rents an empty chunk.</summary>
    public void Rent(int frameBytes, long start)
    {
        Debug.Assert(!IsPinned);
        int needed = frameBytes + Frame.ChainBytes;
        if (_buffer.Length < needed)
        {
            Return();
            _buffer = ArrayPool<byte>.Shared.Rent(needed);
        }

        _offset = Frame.ChainBytes;
        _spaceOffset = Frame.ChainBytes;
        _frozenEnd = 0;
        Start = start;
        SpaceStart = start;
        SpaceEnd = start;
        Length = 0;
        Count = 0;
    }

    /// <summary>Gives the array back; the chunk may be rented anew.</summary>
    public void Return()
    {
        Debug.Assert(!IsPinned);
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        Length = 0;
        Count = 0;
    }

    public bool IsLargerThan(int bytes) => _buffer.Length > bytes;

    /// <summary>Whether <see cref="TryAppend"/> would take a frame of that many bytes.</summary>
    public bool HasSpaceFor(int frameBytes) =>
        _offset + Length >= _frozenEnd && frameBytes <= _buffer.Length - _offset - Length;

    /// <summary>Whether a frame would find space, were it not being written.</summary>
    public bool IsFrozen(int frameBytes) => _offset + Length < _frozenEnd && frameBytes <= _buffer.Length - _offset - Length;

    /// <summary>Appends an unsealed frame, where there is room that is not being written to the store.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAppend(ReadOnlySpan<byte> document)
    {
        int frame = _offset + Length;
        int frameBytes = document.Length + Frame.Overhead;
        if (frame < _frozenEnd || frameBytes > _buffer.Length - frame)
            return false;
        Frame.WriteUnsealed(_buffer.AsSpan(frame, frameBytes), document);
        Length += frameBytes;
        Count++;
        return true;
    }

    /// <summary>Computes the chains of the frames in [from, to), of which <paramref name="from"/> is a boundary.</summary>
    /// <returns>The chain and the boundary at or after <paramref name="to"/> that the frames end at.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (ulong Chain, long Position) Seal(long from, long to)
    {
        int lead = _offset + (int)(from - Start) - Frame.ChainBytes;
        int end = _offset + (int)(to - Start) - Frame.ChainBytes;
        ulong chain = Frame.ReadChain(_buffer.AsSpan(lead));
        while (lead < end)
            lead += Frame.Seal(_buffer.AsSpan(lead), out chain);
        return (chain, Start + lead + Frame.ChainBytes - _offset);
    }

    /// <summary>Forgets the most recent frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CutTop(int frameBytes)
    {
        Length -= frameBytes;
        Count--;
        Debug.Assert(Count >= 0 && (Count == 0) == (Length == 0));
    }

    /// <summary>The chain before <paramref name="position"/>, which must be a sealed boundary within or at the ends.</summary>
    public ulong ChainAt(long position)
    {
        Debug.Assert(position >= Start && position <= End);
        return Frame.ReadChain(_buffer.AsSpan(_offset + (int)(position - Start) - Frame.ChainBytes));
    }

    /// <summary>The document whose record ends at <paramref name="end"/>.</summary>
    public ReadOnlySpan<byte> DocumentEndingAt(long end)
    {
        int trailer = _offset + (int)(end - Start) - Frame.TrailerBytes;
        int length = (int)Frame.ReadLength(_buffer.AsSpan(trailer));
        return _buffer.AsSpan(trailer - length, length);
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

    /// <summary>Keeps the bytes of [from, to) as they are, and the array, until <see cref="Unpin"/>.</summary>
    public ReadOnlyMemory<byte> Pin(long from, long to)
    {
        _pins++;
        int start = _offset + (int)(from - Start);
        int end = _offset + (int)(to - Start);
        _frozenEnd = Math.Max(_frozenEnd, end);
        return _buffer.AsMemory(start, end - start);
    }

    public void Unpin()
    {
        Debug.Assert(IsPinned);
        if (--_pins == 0)
            _frozenEnd = 0;
    }

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
        if (documents == Count)
            return End;
        long position = Start;
        for (int i = 0; i < documents; i++)
            position += DocumentStartingAt(position).Length + Frame.Overhead;
        return position;
    }

    /// <summary>Fills the chunk with sealed frames of another one: those of [from, to).</summary>
    public void CopyFrom(Chunk other, long from, long to)
    {
        Copy(other, from, to);
        for (long position = from; position < to; Count++)
            position += DocumentStartingAt(position).Length + Frame.Overhead;
    }

    /// <summary>
    /// Fills the chunk with sealed frames of another one that end at <paramref name="to"/>: as many as lie in
    /// <paramref name="wantBytes"/>, at least one, at most <paramref name="maxDocuments"/>.
    /// </summary>
    public void CopyBefore(Chunk other, long to, int wantBytes, int maxDocuments)
    {
        long from = to;
        int count = 0;
        while (from > other.Start && count < maxDocuments)
        {
            long next = from - other.DocumentEndingAt(from).Length - Frame.Overhead;
            if (count > 0 && to - next > wantBytes)
                break;
            from = next;
            count++;
        }

        Copy(other, from, to);
        Count = count;
    }

    private void Copy(Chunk other, long from, long to)
    {
        Rent((int)(to - from), from);
        LeadChain = other.ChainAt(from);
        other.Slice(from, to).CopyTo(_buffer.AsSpan(_offset));
        Length = (int)(to - from);
    }

    /// <summary>Rents a chunk for the store's bytes from <paramref name="start"/> on.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="start">Position of the first one.</param>
    /// <param name="leadChain">The chain before them, where a record begins there.</param>
    /// <param name="roomBefore">Bytes of the array to leave for <see cref="TryContinue"/>.</param>
    /// <param name="roomAfter">Bytes of the array to leave for <see cref="TryPrecede"/>.</param>
    /// <returns>Where to read them to.</returns>
    public Span<byte> RentSpace(int bytes, long start, ulong leadChain, int roomBefore = 0, int roomAfter = 0)
    {
        Rent(roomBefore + bytes + roomAfter, start);
        _spaceOffset = Frame.ChainBytes + roomBefore;
        _offset = _spaceOffset;
        SpaceEnd = start + bytes;
        LeadChain = leadChain;
        return Space;
    }

    /// <summary>Puts what the chunk before holds after its last frame, the beginning of a record, before this chunk's bytes.</summary>
    /// <returns>False where that is not next to them, or too long.</returns>
    public bool TryContinue(Chunk before)
    {
        long bytes = before.SpaceEnd - before.End;
        if (before.SpaceEnd != SpaceStart || bytes < 0 || bytes > _spaceOffset - Frame.ChainBytes)
            return false;
        int leadAndBytes = Frame.ChainBytes + (int)bytes;
        before._buffer.AsSpan(before._offset + before.Length - Frame.ChainBytes, leadAndBytes)
            .CopyTo(_buffer.AsSpan(_spaceOffset - leadAndBytes));
        _spaceOffset -= (int)bytes;
        SpaceStart -= bytes;
        return true;
    }

    /// <summary>Puts what the chunk after holds before its first frame, the end of a record, after this chunk's bytes.</summary>
    /// <returns>False where that is not next to them, or too long.</returns>
    public bool TryPrecede(Chunk after)
    {
        long bytes = after.Start - after.SpaceStart;
        int end = _spaceOffset + (int)(SpaceEnd - SpaceStart);
        if (after.SpaceStart != SpaceEnd || bytes < 0 || bytes > _buffer.Length - end)
            return false;
        after._buffer.AsSpan(after._spaceOffset, (int)bytes).CopyTo(_buffer.AsSpan(end));
        SpaceEnd += bytes;
        return true;
    }

    /// <summary>The bytes that came, or are to come, from the store.</summary>
    public Span<byte> Space => _buffer.AsSpan(_spaceOffset, (int)(SpaceEnd - SpaceStart));

    /// <summary>Lead and frame of a record that lies in <see cref="Space"/>.</summary>
    public ReadOnlySpan<byte> LeadAndFrame(int offsetInSpace, int frameBytes) =>
        _buffer.AsSpan(_spaceOffset - Frame.ChainBytes + offsetInSpace, Frame.ChainBytes + frameBytes);

    /// <summary>Declares which part of <see cref="Space"/> holds verified frames.</summary>
    public void Accept(int offsetInSpace, int length, int count)
    {
        _offset = _spaceOffset + offsetInSpace;
        Start = SpaceStart + offsetInSpace;
        Length = length;
        Count = count;
    }
}
