using System.Diagnostics;
using Bingobot.Storage.Cache;
using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Engine;

/// <summary>The stack itself: cache above, store below. Not synchronized; <see cref="DocumentBuffer"/> holds the lock.</summary>
internal sealed partial class StackEngine
{
    private readonly IBackingStore _store;
    private readonly DocumentBufferOptions _options;
    private readonly EngineTuning _tuning;
    private readonly FrameCache _cache;
    private readonly OrdinalIndex _index = new();
    private readonly RecordReader _records;
    private readonly StoreOpener _opener;
    private Committer _committer;
    private ulong _lastSeqSeen;
    private long _removals;

    public StackEngine(IBackingStore store, DocumentBufferOptions options)
    {
        _store = store;
        _options = options;
        _tuning = options.Tuning;
        _cache = new FrameCache(_tuning.ChunkBytes);
        _records = new RecordReader(store);
        _opener = new StoreOpener(store, _tuning);
        FoundState found = _opener.Find(options.ReadOnly);
        _lastSeqSeen = found.LastSeq;
        _committer = new Committer(store, found, _tuning);
        if (!options.ReadOnly && !found.State.Clean)
            _committer.Recover();
    }

    public long Count => Ledger.Tail.Count;

    public int Cached => _cache.Count;

    public ulong OpNumber => Ledger.Tail.OpNumber;

    public Committer Committer => _committer;

    /// <summary>Grows whenever the stack's end has moved down, so that readers know when to look again.</summary>
    public long Removals => Volatile.Read(ref _removals);

    public long UsefulBytes => StoreLayout.OffsetOf(Ledger.Tail.Position);

    public Slot Durable => Ledger.Durable;

    private Ledger Ledger => _committer.Ledger;

    /// <summary>
    /// True when pushing would have to write where a pending commit forbids it: the caller waits until the commit ended. A
    /// commit that failed stays pending for ever; pushing throws then.
    /// </summary>
    public bool PushMustWait(int documentBytes) =>
        Ledger.Pending is not null && !_committer.IsPoisoned && Ledger.Stored < Ledger.ProtectedEnd && ExceedsCache(documentBytes + Frame.Overhead);

    public void Push(ReadOnlySpan<byte> document)
    {
        ThrowIfCannotChange();
        int frameBytes = document.Length + Frame.Overhead;
        if (!_cache.IsEmpty && ExceedsCache(frameBytes))
            MakeRoom(frameBytes);
        Mark before = Ledger.Tail;
        ulong chain = _cache.Push(document, before.Position, before.Chain);
        Ledger.Pushed(frameBytes, chain);
        if (ExceedsCache(0))
            StoreAtOnce(before);
        _index.Note(before.Count, before.Position);
        AssertInvariants();
    }

    /// <summary>The most recent document; valid until the next call.</summary>
    public bool TryPeek(out ReadOnlySpan<byte> document)
    {
        document = default;
        if (Count == 0)
            return false;
        if (_cache.IsEmpty)
            Promote();
        document = _cache.Top;
        return true;
    }

    /// <summary>Removes the most recent document, which <see cref="TryPeek"/> has just shown.</summary>
    public void RemoveTop()
    {
        long count = Count;
        (long position, ulong chain) = _cache.Pop();
        Removed(position, chain, 1, count);
    }

    /// <summary>Up to <paramref name="count"/> documents, the most recent first, and where the stack ends below them.</summary>
    public List<byte[]> Read(int count, out Mark boundary)
    {
        var documents = new List<byte[]>((int)Math.Min(count, Math.Min(Count, 1024)));
        boundary = Ledger.Tail;
        var block = new Chunk();
        try
        {
            while (documents.Count < count && boundary.Position > Ledger.Head.Position)
            {
                LoadBlockBefore(block, boundary.Position, boundary.Chain, count - documents.Count);
                while (boundary.Position > block.Start && documents.Count < count)
                {
                    byte[] document = block.DocumentEndingAt(boundary.Position).ToArray();
                    documents.Add(document);
                    long position = boundary.Position - document.Length - Frame.Overhead;
                    boundary = new Mark(position, block.ChainAt(position), boundary.Count - 1, 0);
                }

                CheckCount(boundary.Position, boundary.Count);
            }
        }
        finally
        {
            block.Return();
        }

        return documents;
    }

    /// <summary>Removes documents down to a boundary that <see cref="Read"/> named.</summary>
    public void RemoveTo(Mark boundary)
    {
        ThrowIfCannotChange();
        long removed = Count - boundary.Count;
        if (removed == 0)
            return;
        long count = Count;
        _cache.CutTo(boundary.Position, (int)Math.Min(removed, _cache.Count));
        Removed(boundary.Position, boundary.Chain, removed, count);
    }

    public void Clear() => RemoveTo(Ledger.Head with { Count = 0 });

    public void ThrowIfCannotChange()
    {
        if (_options.ReadOnly)
            throw new InvalidOperationException("The buffer is read-only.");
        _committer.ThrowIfPoisoned();
    }

    /// <summary>Drops what may not stay in memory after a call; all of it is on the store.</summary>
    public void TrimAfterRead()
    {
        while (ExceedsCache(0))
            DropStored(1);
    }

    public bool BeginFlush() => !_options.ReadOnly && _committer.BeginFlush(_cache);

    /// <summary>Names the flushed state by a slot with the clean flag, unless the durable one has it.</summary>
    public void WriteCleanSlot()
    {
        if (Durable.Clean && Ledger.IsCommitted)
            return;
        _committer.Recover();
        _committer.CommitNow(Ledger.PlanClean());
    }

    /// <summary>Gives the memory back.</summary>
    public void ReleaseMemory()
    {
        _cache.Clear();
        Volatile.Write(ref _removals, _removals + 1);
    }

    private bool ExceedsCache(int moreBytes) =>
        _cache.Count + (moreBytes > 0 ? 1 : 0) > _options.CacheDocuments || _cache.Bytes + moreBytes > _options.CacheBytes;

    /// <summary>Demotes the least recent documents, about half of the cache.</summary>
    private void MakeRoom(int frameBytes)
    {
        int documents = _cache.Count - Math.Min(_cache.Count, _options.CacheDocuments / 2);
        long boundary = _cache.BoundaryAfterOldest(documents);
        long mostBytes = Math.Min(Math.Max(_options.CacheBytes / 2, 0), _options.CacheBytes - frameBytes);
        while (documents < _cache.Count && _cache.End - boundary > mostBytes)
        {
            documents += Math.Max(1, (_cache.Count - documents) / 2);
            boundary = _cache.BoundaryAfterOldest(documents);
        }

        _committer.WriteRecords(_cache, boundary);
        CommitDemotionWhereBroken();
        _cache.DropOldest(documents);
    }

    /// <summary>The cache cannot hold the document just pushed: it goes to the store now, or was never pushed.</summary>
    private void StoreAtOnce(Mark before)
    {
        bool stored = false;
        try
        {
            _committer.WriteRecords(_cache, Ledger.Tail.Position);
            stored = true;
        }
        finally
        {
            if (!stored)
            {
                _cache.CutTo(before.Position, 1);
                Ledger.PushUndone(before);
            }
        }

        DropStored(_cache.Count);
    }

    private void CommitDemotionWhereBroken()
    {
        if (_tuning.Flaws.HasFlag(ProtocolFlaws.DemotionCommits) && Ledger.Pending is null && _committer.BeginFlush(_cache))
        {
            _committer.Barrier();
            _committer.EndFlush();
        }
    }

    private void DropStored(int documents)
    {
        Debug.Assert(_cache.BoundaryAfterOldest(documents) <= Ledger.Stored);
        _cache.DropOldest(documents);
    }

    /// <summary>Brings the most recent documents of the store, about half of the cache, into memory. The store keeps its copy.</summary>
    private void Promote()
    {
        int documents = Math.Max(1, _options.CacheDocuments / 2);
        long bytes = Math.Max(1, _options.CacheBytes / 2);
        do
        {
            Mark head = Ledger.Head;
            long end = _cache.IsEmpty ? Ledger.Tail.Position : _cache.Start;
            ulong chain = _cache.IsEmpty ? Ledger.Tail.Chain : _cache.LeadChain;
            Chunk chunk = _cache.Take();
            int most = documents - _cache.Count;
            bool loaded = false;
            try
            {
                LoadStored(chunk, head, end, chain, WantBytes(most, bytes - _cache.Bytes), most);
                CheckCount(chunk.Start, Count - _cache.Count - chunk.Count);
                loaded = true;
            }
            finally
            {
                if (!loaded)
                    _cache.Give(chunk);
            }

            _cache.Prepend(chunk);
        }
        while (_cache.Count < documents && _cache.Bytes < bytes && _cache.Start > Ledger.Head.Position);
    }

    /// <summary>A slot that counts other documents than its records are must not lead the stack astray.</summary>
    private void CheckCount(long position, long documentsBelow)
    {
        if (documentsBelow < 0 || (documentsBelow == 0) != (position == Ledger.Head.Position))
            throw RecordReader.Corrupt(position, $"{documentsBelow} documents below, as the slot counts them");
    }

    private int WantBytes(int documents, long bytes)
    {
        const int UsualDocumentBytes = 1024;
        const int LeastBytes = 4 * 1024;
        long want = Math.Min(bytes, (long)documents * UsualDocumentBytes);
        return (int)Math.Clamp(want, Math.Min(LeastBytes, _tuning.ReadBytes), _tuning.ReadBytes);
    }

    private void Removed(long position, ulong chain, long documents, long oldCount)
    {
        Ledger.Popped(position, chain, documents);
        _index.Cut(oldCount, Count);
        Volatile.Write(ref _removals, _removals + 1);
        AssertInvariants();
    }

    [Conditional("DEBUG")]
    private void AssertInvariants()
    {
        Debug.Assert(_cache.IsEmpty || _cache.End == Ledger.Tail.Position);
        Debug.Assert((_cache.IsEmpty ? Ledger.Tail.Position : _cache.Start) <= Ledger.Stored);
        Debug.Assert(Ledger.Low.Position >= Ledger.Head.Position && Ledger.Low.Position <= Ledger.Tail.Position);
    }
}
