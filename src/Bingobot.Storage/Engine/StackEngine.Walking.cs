using Bingobot.Storage.Cache;
using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Engine;

/// <summary>Walking over documents that stay: for readers and for <c>Read</c>.</summary>
internal sealed partial class StackEngine
{
    public Mark HeadMark => Ledger.Head;

    /// <summary>The end of the stack. All must be sealed.</summary>
    public Mark TailMark => Ledger.TailMark(_cache.EndChain);

    /// <summary>Fills the block with records that end at a boundary, wherever they are.</summary>
    public void LoadBlockBefore(Chunk block, long end, ulong chainAtEnd, int wantBytes, int maxDocuments)
    {
        if (!_cache.IsEmpty && end > _cache.Start)
        {
            block.CopyBefore(_cache.Holding(end - 1), end, wantBytes, maxDocuments);
            return;
        }

        LoadStored(block, Ledger.Head, end, chainAtEnd, wantBytes, maxDocuments);
    }

    /// <summary>Fills the block with records from a boundary on, none at or after the limit.</summary>
    public void LoadBlockFrom(Chunk block, Mark start, long limit, int wantBytes)
    {
        if (!_cache.IsEmpty && start.Position >= _cache.Start)
        {
            Chunk chunk = _cache.Holding(start.Position);
            block.CopyFrom(chunk, start.Position, Math.Min(chunk.End, limit));
        }
        else
        {
            long stored = Math.Min(limit, _cache.Start);
            try
            {
                _records.LoadForward(block, start.Position, start.Chain, stored, wantBytes);
            }
            catch (CorruptStoreException)
            {
                ThrowIfReplaced(afterFault: true);
                throw;
            }

            ThrowIfReplaced();
        }

        _index.Note(start.Count, start.Position);
    }

    /// <summary>Prepares reading ahead of a block that was just loaded; the caller has it begin without the gate.</summary>
    /// <param name="block">The block.</param>
    /// <param name="forward">Whether what follows lies above.</param>
    /// <param name="limit">Nothing at or after it is wanted.</param>
    /// <returns>Null where the block did not come from the store, or little of the store follows.</returns>
    public ReadAhead? PrepareReadAhead(Chunk block, bool forward, long limit)
    {
        long from = forward ? block.SpaceEnd : block.SpaceStart;
        long to = forward ? Math.Min(limit, _cache.Start) : Ledger.Head.Position;
        bool isWorthIt = block.SpaceEnd > block.SpaceStart && (forward ? to - from : from - to) > _tuning.ReadBytes;
        return isWorthIt
            ? new ReadAhead(_records, Reads, _tuning, from, to) { Descents = Descents, Head = Ledger.Head }
            : null;
    }

    /// <summary>
    /// Whether bytes that were read ahead are those of the stack as it is. What their verification finds still counts: it is
    /// done afterwards, without the gate.
    /// </summary>
    /// <exception cref="StaleStateException">They are not, and a newer state was taken.</exception>
    public bool MayBelieve(ReadAhead ahead)
    {
        if (ahead.Descents != Descents)
            return false;
        ThrowIfReplaced();
        return true;
    }

    /// <summary>Notes a boundary that a reader came to, with documents above it.</summary>
    public void NoteBoundary(Mark boundary) => _index.Note(boundary.Count, boundary.Position);

    /// <summary>The boundary that has <paramref name="ordinal"/> documents before it; 0 ≤ ordinal ≤ Count.</summary>
    public Mark Locate(long ordinal)
    {
        SealAll();
        if (ordinal >= Count)
            return TailMark;
        long onlyStored = Count - _cache.Count;
        if (ordinal >= onlyStored)
        {
            (long position, ulong chain) = _cache.Locate((int)(ordinal - onlyStored));
            return new Mark(position, chain, ordinal, 0);
        }

        try
        {
            long position = LocateStored(ordinal, onlyStored);
            var found = new Mark(position, ChainBefore(position), ordinal, 0);
            ThrowIfReplaced();
            return found;
        }
        catch (CorruptStoreException)
        {
            ThrowIfReplaced(afterFault: true);
            throw;
        }
    }

    /// <summary>True when the stack still has this boundary, with the same documents below it.</summary>
    public bool StillHas(Mark boundary)
    {
        if (boundary.Position > Ledger.TailPosition || boundary.Count > Count)
            return false;
        _cache.Seal(boundary.Position);
        return ChainBefore(boundary.Position) == boundary.Chain;
    }

    private ulong ChainBefore(long position)
    {
        if (position == _cache.Start)
            return _cache.StartChain;
        if (position == Ledger.Head.Position)
            return Ledger.Head.Chain;
        if (position > _cache.Start)
            return _cache.Holding(position).ChainAt(position);
        Span<byte> chain = stackalloc byte[Frame.ChainBytes];
        _records.ReadExactly(position - Frame.ChainBytes, chain);
        return Frame.ReadChain(chain);
    }

    private long LocateStored(long ordinal, long onlyStored)
    {
        if (!_index.TryFindAtOrBefore(ordinal, out long below, out long belowPosition))
            (below, belowPosition) = (0, Ledger.Head.Position);
        long end = _cache.Start;
        if (!_index.TryFindAtOrAfter(ordinal, out long above, out long abovePosition) || above > onlyStored)
            (above, abovePosition) = (onlyStored, end);
        if (below == ordinal)
            return belowPosition;
        if (above == ordinal)
            return abovePosition;
        using var walker = new LengthWalker(_records, Ledger.Head.Position, end, _tuning.ReadBytes, _index);
        return ordinal - below <= above - ordinal
            ? walker.Forward(below, belowPosition, ordinal)
            : walker.Backward(above, abovePosition, ordinal);
    }

    private void LoadStored(Chunk block, Mark head, long end, ulong chainAtEnd, int wantBytes, int maxDocuments)
    {
        try
        {
            _records.LoadBackward(block, head, end, chainAtEnd, wantBytes, maxDocuments);
        }
        catch (CorruptStoreException)
        {
            ThrowIfReplaced(afterFault: true);
            throw;
        }

        ThrowIfReplaced();
    }

    /// <summary>
    /// Read-only, beside a writer, after a read: what was read may have been replaced if there is a newer state that lacks some of
    /// the documents, since a writer leaves alone what the newest one names. Takes that state, and has the caller begin again.
    /// </summary>
    /// <exception cref="StaleStateException">There is such a state.</exception>
    private void ThrowIfReplaced(bool afterFault = false)
    {
        if (!_options.ReadOnly)
            return;
        SlotScan scan = _opener.Scan();
        if (scan.HighestSeq == _lastSeqSeen || StillHasAll(scan))
        {
            _lastSeqSeen = scan.HighestSeq;
            _adoptionsInARow = 0;
            return;
        }

        if (_adoptionsInARow == MostAdoptionsInARow)
        {
            _adoptionsInARow = 0;
            if (afterFault)
                return;
            throw new IOException("A writer replaced the documents again and again while they were read; try later.");
        }

        _adoptionsInARow++;
        FoundState found = _opener.Find(besideWriter: true);
        _lastSeqSeen = found.LastSeq;
        _index.Cut(Count, 0);
        Ledger = new Ledger(found.State, found.LastSeq, _tuning.Flaws);
        ResetCache(found.State.TailMark);
        Volatile.Write(ref _removals, _removals + 1);
        throw new StaleStateException();
    }

    /// <summary>Whether the newest state goes on from this one: then nothing of this one has been overwritten.</summary>
    private bool StillHasAll(SlotScan scan)
    {
        Slot own = Ledger.Durable;
        if (scan.Candidates() is not [Slot newest, ..] || newest.Salt != own.Salt || newest.Tail < own.Tail)
            return false;
        if (newest.Tail == own.Tail)
            return newest.TailChain == own.TailChain;
        if (own.Tail == own.Head)
            return true;
        Span<byte> chain = stackalloc byte[Frame.ChainBytes];
        _records.ReadExactly(own.Tail - Frame.ChainBytes, chain);
        return Frame.ReadChain(chain) == own.TailChain;
    }
}
