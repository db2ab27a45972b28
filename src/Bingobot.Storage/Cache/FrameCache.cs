using System.Diagnostics;
using Bingobot.Storage.Format;

namespace Bingobot.Storage.Cache;

/// <summary>The most recent documents: consecutive chunks that end at the top of the stack. Not synchronized.</summary>
internal sealed class FrameCache(int chunkBytes)
{
    private const int SpareChunks = 4;

    private readonly List<Chunk> _chunks = [];
    private readonly Stack<Chunk> _spares = new(SpareChunks);

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    public bool IsEmpty => Count == 0;

    /// <summary>Position of the least recent document in memory. Only when not empty.</summary>
    public long Start => _chunks[0].Start;

    public long End => _chunks[^1].End;

    /// <summary>Chain before <see cref="Start"/>. Only when not empty.</summary>
    public ulong LeadChain => _chunks[0].LeadChain;

    public IReadOnlyList<Chunk> Chunks => _chunks;

    public ReadOnlySpan<byte> Top => _chunks[^1].DocumentEndingAt(End);

    public ulong Push(ReadOnlySpan<byte> document, long position, ulong leadChain)
    {
        int frameBytes = document.Length + Frame.Overhead;
        Chunk? last = _chunks.Count == 0 ? null : _chunks[^1];
        Debug.Assert(last is null || last.End == position);
        if (last is null || !last.Fits(frameBytes))
        {
            last = Take();
            last.Rent(Math.Max(chunkBytes, frameBytes), position, leadChain);
            _chunks.Add(last);
        }

        Count++;
        Bytes += frameBytes;
        return last.Append(document);
    }

    /// <summary>Removes the most recent document.</summary>
    /// <returns>Where the stack ends now.</returns>
    public (long Position, ulong Chain) Pop()
    {
        Chunk last = _chunks[^1];
        long position = last.End - last.DocumentEndingAt(last.End).Length - Frame.Overhead;
        ulong chain = last.ChainAt(position);
        CutTo(position, 1);
        return (position, chain);
    }

    /// <summary>Removes documents from the top, down to a boundary; at most all.</summary>
    public void CutTo(long position, int documents)
    {
        while (documents > 0)
        {
            Chunk last = _chunks[^1];
            if (last.Start >= position)
            {
                documents -= last.Count;
                Forget(last.Count, last.Length);
                _chunks.RemoveAt(_chunks.Count - 1);
                Give(last);
                continue;
            }

            Forget(documents, (int)(last.End - position));
            last.CutAfter(position, documents);
            documents = 0;
        }
    }

    /// <summary>The boundary that <see cref="DropOldest"/> would leave as the start.</summary>
    public long BoundaryAfterOldest(int documents)
    {
        int chunk = 0;
        for (; chunk < _chunks.Count && documents >= _chunks[chunk].Count; chunk++)
            documents -= _chunks[chunk].Count;
        return chunk == _chunks.Count ? End : _chunks[chunk].BoundaryAfter(documents);
    }

    /// <summary>Forgets the least recent documents, which must be on the store.</summary>
    public void DropOldest(int documents)
    {
        int whole = 0;
        for (; whole < _chunks.Count && documents >= _chunks[whole].Count; whole++)
        {
            documents -= _chunks[whole].Count;
            Forget(_chunks[whole].Count, _chunks[whole].Length);
            Give(_chunks[whole]);
        }

        _chunks.RemoveRange(0, whole);
        if (documents == 0)
            return;
        Chunk first = _chunks[0];
        long boundary = first.BoundaryAfter(documents);
        Forget(documents, (int)(boundary - first.Start));
        first.CutBefore(boundary, documents);
    }

    /// <summary>Takes documents that were read from the store, just below those in memory. The chunk is the cache's now.</summary>
    public void Prepend(Chunk chunk)
    {
        Debug.Assert(IsEmpty || chunk.End == Start);
        _chunks.Insert(0, chunk);
        Count += chunk.Count;
        Bytes += chunk.Length;
    }

    /// <summary>An empty chunk, to fill and then prepend or <see cref="Give"/> back.</summary>
    public Chunk Take() => _spares.TryPop(out Chunk? spare) ? spare : new Chunk();

    public void Give(Chunk chunk)
    {
        chunk.Return();
        if (_spares.Count < SpareChunks)
            _spares.Push(chunk);
    }

    /// <summary>The chunk that holds the record starting at <paramref name="position"/>; it must be in memory.</summary>
    public Chunk Holding(long position)
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

        return _chunks[low];
    }

    /// <summary>Position and chain before the record that has <paramref name="older"/> cached records before it.</summary>
    public (long Position, ulong Chain) Locate(int older)
    {
        int chunk = 0;
        for (; chunk < _chunks.Count - 1 && older >= _chunks[chunk].Count; chunk++)
            older -= _chunks[chunk].Count;
        long position = _chunks[chunk].BoundaryAfter(older);
        return (position, _chunks[chunk].ChainAt(position));
    }

    public void Clear()
    {
        foreach (Chunk chunk in _chunks)
            Give(chunk);
        _chunks.Clear();
        Count = 0;
        Bytes = 0;
    }

    private void Forget(int documents, int bytes)
    {
        Count -= documents;
        Bytes -= bytes;
    }
}
