using System.Diagnostics;
using System.Runtime.CompilerServices;
using Bingobot.Storage.Cache;
using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Engine;

/// <summary>
/// The stack itself: cache above, store below. Changes memory and reads the store; writing it is <see cref="StoreWriter"/>'s,
/// but for documents that the cache cannot hold.
/// Not synchronized; whoever calls holds the gate.
/// </summary>
internal sealed partial class StackEngine
{
    private const int MostAdoptionsInARow = 10_000;
    private const int LargeFlushesToExpect = 2;

    private readonly IBackingStore _store;
    private readonly DocumentBufferOptions _options;
    private readonly EngineTuning _tuning;
    private readonly FrameCache _cache;
    private readonly OrdinalIndex _index = new();
    private readonly RecordReader _records;
    private readonly StoreOpener _opener;
    private ulong _lastSeqSeen;
    private int _adoptionsInARow;
    private long _removals;
    private long _flushedTo;
    private int _largeFlushes;

    public StackEngine(IBackingStore store, DocumentBufferOptions options)
    {
        _store = store;
        _options = options;
        _tuning = options.Tuning;
        _records = new RecordReader(store);
        _opener = new StoreOpener(store, _tuning);
        Found = _opener.Find(options.ReadOnly);
        _lastSeqSeen = Found.LastSeq;
        Ledger = new Ledger(Found.State, Math.Max(Found.LastSeq, Found.State.Seq), _tuning.Flaws);
        _cache = new FrameCache(_tuning.ChunkBytes, Found.State.TailMark);
        _flushedTo = Ledger.TailPosition;
    }

    /// <summary>What the store was found to hold when it was opened.</summary>
    public FoundState Found { get; }

    /// <summary>Reads of the store without the gate.</summary>
    public StoreReads Reads { get; } = new();

    public Ledger Ledger { get; private set; }

    public FrameCache Cache => _cache;

    public long Count => Ledger.Count;

    public int Cached => _cache.Count;

    public ulong OpNumber => Ledger.OpNumber;

    /// <summary>Grows whenever the stack's end has moved down, so that readers know when to look again.</summary>
    public long Removals => Volatile.Read(ref _removals);

    /// <summary>
    /// Grows whenever the cache's lower edge has moved down. While it is the same, everything below where the edge was is still
    /// what it was then, in the stack and on the store: only what lies above has been removed, pushed or written.
    /// </summary>
    public long Descents { get; private set; }

    public long UsefulBytes => StoreLayout.OffsetOf(Ledger.TailPosition);

    /// <summary>Pushes, where neither the cache's limits nor a full chunk need a look. Cannot fail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPush(ReadOnlySpan<byte> document)
    {
        Ledger ledger = Ledger;
        long position = ledger.TailPosition;
        if (!_cache.TryPush(document))
            return false;
        _index.Note(ledger.Count, position);
        ledger.Pushed(document.Length + Frame.Overhead);
        AssertInvariants();
        return true;
    }

    /// <summary>Moves the most recent document, where it is in memory and fits the space. Cannot fail.</summary>
    /// <returns>Its bytes; −1 where it takes a closer look.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TryPop(Span<byte> space)
    {
        if (_cache.IsEmpty)
            return -1;
        ReadOnlySpan<byte> top = _cache.Top;
        if (!top.TryCopyTo(space))
            return -1;
        RemoveTop(top.Length);
        return top.Length;
    }

    /// <summary>The most recent document; valid until the next call.</summary>
    public bool TryPeek(out ReadOnlySpan<byte> document)
    {
        document = default;
        if (Count == 0)
            return false;
        if (_cache.IsEmpty)
            Promote(Math.Max(1, _options.CacheBytes / 2));
        document = _cache.Top;
        return true;
    }

    /// <summary>Removes the most recent document, of that many bytes; it is in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RemoveTop(int documentBytes)
    {
        Ledger ledger = Ledger;
        int frameBytes = documentBytes + Frame.Overhead;
        _cache.Pop(frameBytes);
        if (ledger.Popped(ledger.TailPosition - frameBytes, 1))
            ledger.Lowered(_cache.EndChain);
        _index.CutTop(ledger.Count);
        Volatile.Write(ref _removals, _removals + 1);
        AssertInvariants();
    }

    /// <summary>Up to <paramref name="count"/> documents, the most recent first, and where the stack ends below them.</summary>
    public List<byte[]> Read(int count, out Mark boundary)
    {
        SealAll();
        var documents = new List<byte[]>((int)Math.Min(count, Math.Min(Count, 1024)));
        boundary = TailMark;
        var block = new Chunk();
        try
        {
            while (documents.Count < count && boundary.Position > Ledger.Head.Position)
            {
                int most = count - documents.Count;
                LoadBlockBefore(block, boundary.Position, boundary.Chain, WantBytes(most, long.MaxValue), most);
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
        ThrowIfReadOnly();
        long count = Count;
        long removed = count - boundary.Count;
        if (removed == 0)
            return;
        if (boundary.Position <= _cache.Start)
            ResetCache(boundary);
        else
            _cache.CutTo(boundary.Position, (int)removed);
        if (Ledger.Popped(boundary.Position, removed))
            Ledger.Lowered(boundary.Chain);
        _index.Cut(count, Count);
        Volatile.Write(ref _removals, _removals + 1);
        AssertInvariants();
    }

    public void Clear() => RemoveTo(Ledger.Head with { Count = 0 });

    public void ThrowIfReadOnly()
    {
        if (_options.ReadOnly)
            throw new InvalidOperationException("The buffer is read-only.");
    }

    /// <summary>Drops what may not stay in memory after a call; all of it is on the store.</summary>
    public void TrimAfterRead()
    {
        if (ExceedsCache(0))
            _cache.DropOldest(Ledger.Stored, _options.CacheDocuments, _options.CacheBytes);
    }

    /// <summary>Computes the chains of all documents in memory.</summary>
    public void SealAll() => _cache.Seal(_cache.End);

    /// <summary>Gives the memory back.</summary>
    public void ReleaseMemory()
    {
        _cache.Release();
        Volatile.Write(ref _removals, _removals + 1);
    }

    /// <summary>
    /// Brings some of the most recent documents into memory when the stack is opened: mostly they are wanted first. What cannot be
    /// read is told to whoever wants it.
    /// </summary>
    public void PromoteAtOpening()
    {
        if (_options.ReadOnly || _options.CacheDocuments == 0 || Count == 0)
            return;
        try
        {
            Promote(Math.Min(_options.CacheBytes / 2, _tuning.OpeningBytes));
        }
        catch (Exception e) when (e is CorruptStoreException or IOException)
        {
            return;
        }

        TrimAfterRead();
    }

    /// <summary>Brings the most recent documents of the store, about half of the cache, into memory. The store keeps its copy.</summary>
    private void Promote(long bytes)
    {
        int documents = Math.Max(1, _options.CacheDocuments / 2);
        do
        {
            try
            {
                PromoteChunk(documents - _cache.Count, bytes - _cache.Bytes);
            }
            catch (CorruptStoreException) when (!_cache.IsEmpty)
            {
                // What is above the damage can be had; it is told when the damage is reached.
                return;
            }
        }
        while (_cache.Count < documents && _cache.Bytes < bytes && _cache.Start > Ledger.Head.Position);
    }

    private void PromoteChunk(int documents, long bytes)
    {
        Chunk chunk = _cache.Take();
        bool loaded = false;
        try
        {
            LoadStored(chunk, Ledger.Head, _cache.Start, _cache.StartChain, WantBytes(documents, bytes), documents);
            CheckCount(chunk.Start, Count - _cache.Count - chunk.Count);
            loaded = true;
        }
        finally
        {
            if (!loaded)
                _cache.Give(chunk);
        }

        Descents++;
        _cache.Prepend(chunk);
    }

    private void ResetCache(Mark end)
    {
        Descents++;
        _cache.Reset(end);
    }

    /// <summary>A slot that counts other documents than its records are must not lead the stack astray.</summary>
    private void CheckCount(long position, long documentsBelow)
    {
        if (documentsBelow < 0 || (documentsBelow == 0) != (position == Ledger.Head.Position))
            throw RecordReader.Corrupt(position, $"{documentsBelow} documents below, as the slot counts them");
    }

    /// <summary>Bytes to read for that many documents: a guess by their mean size, no less than a page.</summary>
    private int WantBytes(int documents, long bytes)
    {
        const int LeastBytes = 4 * 1024;
        long mean = (Ledger.TailPosition - Ledger.Head.Position) / Math.Max(1, Count);
        long want = Math.Min(bytes, (long)documents * (mean + 1));
        return (int)Math.Clamp(want, Math.Min(LeastBytes, _tuning.ReadBytes), _tuning.ReadBytes);
    }

    [Conditional("DEBUG")]
    private void AssertInvariants()
    {
        Debug.Assert(_cache.End == Ledger.TailPosition);
        Debug.Assert(_cache.Start <= Ledger.Stored && _cache.Start <= _cache.Sealed && _cache.Sealed <= _cache.End);
        Debug.Assert(Ledger.Stored <= _cache.Sealed);
        Debug.Assert(Ledger.Low.Position >= Ledger.Head.Position && Ledger.Low.Position <= Ledger.TailPosition);
    }
}
