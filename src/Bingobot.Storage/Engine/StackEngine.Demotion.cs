using System.Diagnostics;
using Bingobot.Storage.Cache;
using Bingobot.Storage.Format;

namespace Bingobot.Storage.Engine;

/// <summary>What a push has to wait for.</summary>
internal enum PushNeed
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>The cache is full of documents that are not on the store: some must be written out.</summary>
    Room,

    /// <summary>The cache could never hold it: the document goes to the store at once.</summary>
    Store,
}

/// <content>
/// The cache's limits. When the cache is full, the least recent of its documents that are on the store are dropped, down to
/// half of it. So that there are some, half of it is written out beforehand when as many are not on the store.
/// </content>
internal sealed partial class StackEngine
{
    /// <summary>Makes room for a push, as far as that needs no writing.</summary>
    /// <returns>What else it needs.</returns>
    public PushNeed DropForPush(int documentBytes)
    {
        int frameBytes = documentBytes + Frame.Overhead;
        if (_options.CacheDocuments == 0 || frameBytes > _options.CacheBytes)
            return PushNeed.Store;
        if (!ExceedsCache(frameBytes))
            return PushNeed.Nothing;
        long leaveBytes = Math.Min(_options.CacheBytes / 2, _options.CacheBytes - frameBytes);
        _cache.DropOldest(Ledger.Stored, _options.CacheDocuments / 2, leaveBytes);
        return ExceedsCache(frameBytes) ? PushNeed.Room : PushNeed.Nothing;
    }

    /// <summary>Pushes after <see cref="DropForPush"/> found that nothing is needed.</summary>
    public void PushPrepared(ReadOnlySpan<byte> document)
    {
        int frameBytes = document.Length + Frame.Overhead;
        if (!_cache.HasSpaceFor(frameBytes))
        {
            // Soon to be written: this thread computes the chains, so that the one that writes has less to do.
            if (Ledger.TailPosition - Ledger.Stored >= _tuning.WriteAheadBytes)
                SealAll();
            _cache.AddChunk(frameBytes);
        }

        ArmVisit();
        bool pushed = TryPush(document);
        Debug.Assert(pushed);
    }

    /// <summary>Whether enough is not on the store for writing it out ahead of need.</summary>
    public bool WantsWriteAhead
    {
        get
        {
            long unstored = Ledger.TailPosition - Ledger.Stored;
            return unstored >= _tuning.WriteAheadBytes
                && (unstored >= _options.CacheBytes / 2 || _cache.CountFrom(Ledger.Stored) >= _options.CacheDocuments / 2)
                && BoundaryToWriteAhead() > Ledger.Stored;
        }
    }

    /// <summary>Up to where to write ahead of need: a quarter of the cache, the newest, may yet be removed and is left.</summary>
    public long BoundaryToWriteAhead() =>
        _cache.StartOfNewest(_options.CacheDocuments / 4, _options.CacheBytes / 4);

    /// <summary>
    /// Whether a push of that many bytes, which begins a chunk, is to have those before it written first: they will soon be
    /// flushed, and be many, as it was the last times. The store gets to work while more is pushed, and the flush has less to wait for.
    /// </summary>
    public bool WantsWriteBeforeFlush(int documentBytes) =>
        !_cache.HasSpaceFor(documentBytes + Frame.Overhead) && BoundaryToWriteBeforeFlush() > 0;

    /// <summary>Up to where to write before a large flush that is expected; 0 where there is none, or little to write.</summary>
    public long BoundaryToWriteBeforeFlush() =>
        _largeFlushes == LargeFlushesToExpect && Ledger.TailPosition - Ledger.Stored >= _tuning.WriteAheadBytes ? Ledger.TailPosition : 0;

    /// <summary>Takes notice that all there is is being flushed.</summary>
    public void NoteFlush()
    {
        bool isLarge = Ledger.TailPosition - _flushedTo >= _tuning.LargeFlushBytes;
        _largeFlushes = isLarge ? Math.Min(_largeFlushes + 1, LargeFlushesToExpect) : 0;
        _flushedTo = Ledger.TailPosition;
    }

    /// <summary>Up to where to write so that dropping it makes room for a push; 0 where there is room.</summary>
    public long BoundaryToMakeRoom(int documentBytes)
    {
        int frameBytes = documentBytes + Frame.Overhead;
        if (!ExceedsCache(frameBytes) || Ledger.Stored > _cache.Start)
            return 0;
        int documents = _cache.Count - Math.Min(_cache.Count, _options.CacheDocuments / 2);
        long boundary = _cache.BoundaryAfterOldest(documents);
        long mostBytes = Math.Min(_options.CacheBytes / 2, _options.CacheBytes - frameBytes);
        while (documents < _cache.Count && _cache.End - boundary > mostBytes)
        {
            documents += Math.Max(1, (_cache.Count - documents) / 2);
            boundary = _cache.BoundaryAfterOldest(documents);
        }

        return boundary;
    }

    /// <summary>
    /// Pushes a document that the cache cannot hold: writes all that is not on the store, and it, and then drops it from memory.
    /// </summary>
    /// <exception cref="IOException">Writing failed: nothing was pushed.</exception>
    public void PushToStore(ReadOnlySpan<byte> document)
    {
        int frameBytes = document.Length + Frame.Overhead;
        if (!_cache.HasSpaceFor(frameBytes))
            _cache.AddChunk(frameBytes);
        _cache.VisitAt(int.MaxValue, long.MaxValue);
        bool pushed = TryPush(document);
        Debug.Assert(pushed);
        bool stored = false;
        try
        {
            WriteUnstored();
            stored = true;
        }
        finally
        {
            if (!stored)
            {
                _cache.Pop(frameBytes);
                Ledger.PushUndone(frameBytes);
                _index.CutTop(Ledger.Count);
            }

            TrimAfterRead();
            ArmVisit();
        }
    }

    private void WriteUnstored()
    {
        SealAll();
        Ledger.WriteBegun(Ledger.TailPosition);
        for (long position = Ledger.Stored; position < Ledger.TailPosition;)
        {
            Chunk chunk = _cache.Holding(position);
            _store.Write(StoreLayout.OffsetOf(position), chunk.Slice(position, chunk.End));
            position = chunk.End;
        }

        Ledger.WrittenTo(Ledger.TailPosition);
    }

    /// <summary>Has pushes look in now and then, and before a limit is passed.</summary>
    private void ArmVisit()
    {
        int count = Math.Min(_options.CacheDocuments, _cache.Count + Math.Max(1, _options.CacheDocuments / 8));
        _cache.VisitAt(count, _options.CacheBytes);
    }

    private bool ExceedsCache(int moreBytes) =>
        _cache.Count + (moreBytes > 0 ? 1 : 0) > _options.CacheDocuments || _cache.Bytes + moreBytes > _options.CacheBytes;
}
