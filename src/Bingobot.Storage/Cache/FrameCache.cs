using System.Diagnostics;
using System.Runtime.CompilerServices;
using Bingobot.Storage.Format;

namespace Bingobot.Storage.Cache;

/// <summary>The most recent documents: consecutive chunks that end at the top of the stack. Not synchronized.</summary>
internal sealed partial class FrameCache
{
    private const int SpareChunks = 4;
    private const int SideChunkBytes = 4 * 1024;

    private readonly int _chunkBytes;
    private readonly List<Chunk> _chunks = [];
    private readonly Stack<Chunk> _spares = new(SpareChunks);
    private Chunk? _top;
    private Mark _empty;
    private int _visitAtCount;
    private long _visitAtBytes;

    /// <param name="chunkBytes">Bytes of frames in a chunk; a larger document gets a chunk of its own.</param>
    /// <param name="end">The top of the stack, none of which is in memory yet.</param>
    public FrameCache(int chunkBytes, Mark end)
    {
        _chunkBytes = chunkBytes;
        Reset(end);
    }

    public int Count { get; private set; }

    /// <summary>Bytes of frames in memory.</summary>
    public long Bytes { get; private set; }

    public bool IsEmpty => Count == 0;

    /// <summary>Position of the least recent document in memory; the top of the stack when there is none.</summary>
    public long Start => IsEmpty ? _empty.Position : _chunks[0].Start;

    public long End => IsEmpty ? _empty.Position : _top!.End;

    /// <summary>Chain before <see cref="Start"/>.</summary>
    public ulong StartChain => IsEmpty ? _empty.Chain : _chunks[0].LeadChain;

    /// <summary>Frames before this position have their chains.</summary>
    public long Sealed { get; private set; }

    /// <summary>The chain at the top of the stack. Only when all is sealed.</summary>
    public ulong EndChain => IsEmpty ? _empty.Chain : _top!.ChainAt(End);

    /// <summary>The most recent document. Only when not empty.</summary>
    public ReadOnlySpan<byte> Top => _top!.Top;

    /// <summary>Appends a document, unless that needs a chunk or is <see cref="VisitAt">due for a visit</see>. Cannot fail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPush(ReadOnlySpan<byte> document)
    {
        Chunk? top = _top;
        int frameBytes = document.Length + Frame.Overhead;
        if (top is null || Count >= _visitAtCount || Bytes + frameBytes > _visitAtBytes || !top.TryAppend(document))
            return false;
        Count++;
        Bytes += frameBytes;
        return true;
    }

    /// <summary>
    /// From this many documents or bytes on, <see cref="TryPush"/> refuses, so that the caller looks after the cache's limits.
    /// </summary>
    public void VisitAt(int count, long bytes)
    {
        _visitAtCount = count;
        _visitAtBytes = bytes;
    }

    /// <summary>Makes a chunk the top one that a frame can be appended to. The top of the stack is its start.</summary>
    public void AddChunk(int frameBytes)
    {
        long end = End;
        bool isSealed = Sealed == end;
        ulong chain = isSealed ? EndChain : 0;

        // One that begins only because the space above the top is being written is small: there may be many of them.
        int usual = _top is not null && _top.IsFrozen(frameBytes) ? Math.Min(SideChunkBytes, _chunkBytes) : _chunkBytes;
        Chunk chunk = Take();
        chunk.Rent(Math.Max(usual, frameBytes), end);
        if (isSealed)
            chunk.LeadChain = chain;
        _chunks.Add(chunk);
        _top = chunk;
    }

    /// <summary>Whether the top chunk can take that many bytes of a frame, limits aside.</summary>
    public bool HasSpaceFor(int frameBytes) => _top is not null && _top.HasSpaceFor(frameBytes);

    /// <summary>Removes the most recent document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Pop(int frameBytes)
    {
        Chunk top = _top!;
        Count--;
        Bytes -= frameBytes;
        if (top.Count == 1)
        {
            RemoveTopChunk();
        }
        else
        {
            top.CutTop(frameBytes);
            if (top.End < Sealed)
                Sealed = top.End;
        }
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
                RemoveTopChunk();
                continue;
            }

            Forget(documents, (int)(last.End - position));
            last.CutAfter(position, documents);
            documents = 0;
        }

        Sealed = Math.Min(Sealed, End);
    }

    /// <summary>Takes documents that were read from the store, just below those in memory. The chunk is the cache's now.</summary>
    public void Prepend(Chunk chunk)
    {
        Debug.Assert(chunk.End == Start);
        if (IsEmpty)
        {
            DropEmptyChunks();
            _top = chunk;
        }

        _chunks.Insert(0, chunk);
        Count += chunk.Count;
        Bytes += chunk.Length;
    }

    /// <summary>Forgets all, where the stack ends at a boundary of which none is in memory.</summary>
    public void Reset(Mark end)
    {
        foreach (Chunk chunk in _chunks)
            Give(chunk);
        _chunks.Clear();
        _top = null;
        _empty = end;
        Sealed = end.Position;
        Count = 0;
        Bytes = 0;
    }

    /// <summary>Gives all memory back.</summary>
    public void Release()
    {
        Reset(new Mark(End, 0, 0, 0));
        VisitAt(0, 0);
        while (_spares.TryPop(out Chunk? spare))
            spare.Return();
    }

    /// <summary>An empty chunk, to fill and then prepend or <see cref="Give"/> back.</summary>
    public Chunk Take() => _spares.TryPop(out Chunk? spare) ? spare : new Chunk();

    public void Give(Chunk chunk)
    {
        if (chunk.IsPinned)
        {
            chunk.IsOrphan = true;
            return;
        }

        chunk.IsOrphan = false;
        if (_spares.Count < SpareChunks && !chunk.IsLargerThan(2 * _chunkBytes))
            _spares.Push(chunk);
        else
            chunk.Return();
    }

    private void DropEmptyChunks()
    {
        foreach (Chunk chunk in _chunks)
            Give(chunk);
        _chunks.Clear();
        _top = null;
    }

    private void RemoveTopChunk()
    {
        Chunk top = _chunks[^1];
        _chunks.RemoveAt(_chunks.Count - 1);
        if (_chunks.Count == 0)
            _empty = new Mark(top.Start, top.LeadChain, 0, 0);
        _top = _chunks.Count == 0 ? null : _chunks[^1];
        Sealed = Math.Min(Sealed, top.Start);
        Give(top);
    }

    private void Forget(int documents, int bytes)
    {
        Count -= documents;
        Bytes -= bytes;
    }
}
