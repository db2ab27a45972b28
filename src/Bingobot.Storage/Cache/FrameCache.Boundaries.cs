using System.Diagnostics;
using Bingobot.Storage.Format;

namespace Bingobot.Storage.Cache;

/// <content>Boundaries between documents in memory: finding, sealing, writing and dropping up to them.</content>
internal sealed partial class FrameCache
{
    /// <summary>
    /// Computes chains of frames up to <paramref name="to"/>, from the oldest on that has none; stops at the first boundary after
    /// about <paramref name="mostBytes"/>.
    /// </summary>
    public void Seal(long to, long mostBytes = long.MaxValue)
    {
        if (Sealed >= to)
            return;
        long stop = mostBytes < to - Sealed ? Sealed + mostBytes : to;
        for (int i = IndexHolding(Sealed); Sealed < stop; i++)
        {
            Chunk chunk = _chunks[i];
            (ulong chain, Sealed) = chunk.Seal(Sealed, Math.Min(stop, chunk.End));
            if (Sealed == chunk.End && i + 1 < _chunks.Count)
                _chunks[i + 1].LeadChain = chain;
        }
    }

    /// <summary>Pins the frames of [from, to), which must be sealed, and adds them to the segments to write.</summary>
    public void Capture(long from, long to, List<Segment> segments)
    {
        Debug.Assert(to <= Sealed && from >= Start);
        if (from >= to)
            return;
        for (int i = IndexHolding(from); from < to; i++)
        {
            Chunk chunk = _chunks[i];
            long end = Math.Min(to, chunk.End);
            segments.Add(new Segment(chunk, chunk.Pin(from, end), from));
            from = end;
        }
    }

    /// <summary>The segment has been written, or will not be.</summary>
    public void Unpin(Segment segment)
    {
        segment.Chunk.Unpin();
        if (segment.Chunk.IsOrphan)
            Give(segment.Chunk);
    }

    /// <summary>About how many documents there are in memory at and after a position.</summary>
    public int CountFrom(long position)
    {
        int count = 0;
        for (int i = _chunks.Count - 1; i >= 0 && _chunks[i].End > position; i--)
        {
            Chunk chunk = _chunks[i];
            count += position <= chunk.Start ? chunk.Count : (int)(chunk.Count * (chunk.End - position) / chunk.Length);
        }

        return count;
    }

    /// <summary>
    /// The start of the chunk up to which the cache may be written out so that no more than about that many documents, and
    /// that many bytes, of the newest remain unwritten.
    /// </summary>
    public long StartOfNewest(int documents, long bytes)
    {
        int i = _chunks.Count - 1;
        for (int count = 0; i > 0; i--)
        {
            count += _chunks[i].Count;
            if (count >= documents || End - _chunks[i].Start >= bytes)
                break;
        }

        return i < 0 ? End : _chunks[i].Start;
    }

    /// <summary>The boundary after the oldest documents.</summary>
    public long BoundaryAfterOldest(int documents)
    {
        int chunk = 0;
        for (; chunk < _chunks.Count && documents >= _chunks[chunk].Count; chunk++)
            documents -= _chunks[chunk].Count;
        return chunk == _chunks.Count ? End : _chunks[chunk].BoundaryAfter(documents);
    }

    /// <summary>Forgets the least recent documents that lie before <paramref name="limit"/>, until few enough are left.</summary>
    /// <param name="limit">Everything before it is on the store.</param>
    /// <param name="leaveDocuments">Documents to keep.</param>
    /// <param name="leaveBytes">Bytes to keep.</param>
    public void DropOldest(long limit, int leaveDocuments, long leaveBytes)
    {
        if (limit >= End && (leaveDocuments <= 0 || leaveBytes <= 0))
        {
            Reset(new Mark(End, EndChain, 0, 0));
            return;
        }

        int whole = 0;
        for (; whole < _chunks.Count - 1; whole++)
        {
            Chunk chunk = _chunks[whole];
            if (chunk.End > limit || (Count - chunk.Count < leaveDocuments && Bytes - chunk.Length < leaveBytes))
                break;
            Forget(chunk.Count, chunk.Length);
            Give(chunk);
        }

        _chunks.RemoveRange(0, whole);
        DropFromFirst(limit, leaveDocuments, leaveBytes);
    }

    /// <summary>The chunk that holds the record starting at <paramref name="position"/>; it must be in memory.</summary>
    public Chunk Holding(long position) => _chunks[IndexHolding(position)];

    /// <summary>Position and chain before the record that has <paramref name="older"/> cached records before it. All is sealed.</summary>
    public (long Position, ulong Chain) Locate(int older)
    {
        int chunk = 0;
        for (; chunk < _chunks.Count - 1 && older >= _chunks[chunk].Count; chunk++)
            older -= _chunks[chunk].Count;
        long position = _chunks[chunk].BoundaryAfter(older);
        return (position, _chunks[chunk].ChainAt(position));
    }

    private void DropFromFirst(long limit, int leaveDocuments, long leaveBytes)
    {
        if (_chunks.Count == 0)
            return;
        Chunk first = _chunks[0];
        int documents = 0;
        long position = first.Start;
        while (position < Math.Min(limit, first.End) && (Count - documents > leaveDocuments || Bytes - (position - first.Start) > leaveBytes))
        {
            long next = position + first.DocumentStartingAt(position).Length + Frame.Overhead;
            if (next > limit)
                break;
            position = next;
            documents++;
        }

        if (documents == 0)
            return;
        Forget(documents, (int)(position - first.Start));
        if (position < first.End)
        {
            first.CutBefore(position, documents);
            return;
        }

        bool wasLast = _chunks.Count == 1;
        ulong chain = first.ChainAt(position);
        _chunks.RemoveAt(0);
        Give(first);
        if (!wasLast)
            return;
        _top = null;
        _empty = new Mark(position, chain, 0, 0);
    }

    private int IndexHolding(long position)
    {
        int low = 0;
        int high = _chunks.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_chunks[middle].Start <= position)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }
}
