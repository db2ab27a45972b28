using Bingobot.Storage.Cache;
using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Engine;

/// <summary>
/// Writes slots and asks for barriers, and is poisoned when one of them fails: from then on it refuses. For one thread at a time,
/// but for <see cref="Poison"/>.
/// </summary>
internal sealed class SlotWriter(IBackingStore store, EngineTuning tuning)
{
    private readonly byte[] _image = new byte[Slot.Bytes];
    private volatile StoreFailedException? _poison;

    public StoreFailedException? Poison => _poison;

    public void ThrowIfPoisoned()
    {
        if (_poison is { } poison)
            throw new StoreFailedException(poison.Message, poison.InnerException);
    }

    /// <summary>Writes both copies of a slot.</summary>
    public void Write(Slot slot)
    {
        ThrowIfPoisoned();
        try
        {
            int copies = tuning.Flaws.HasFlag(ProtocolFlaws.OneCopyOnly) ? 1 : StoreLayout.SlotCopies;
            for (int copy = 1; copy <= copies; copy++)
            {
                slot.Encode(_image, copy);
                store.Write(StoreLayout.OffsetOf(slot.Id, copy), _image);
            }
        }
        catch (Exception e)
        {
            throw Poisoned("the writing of a slot", e);
        }
    }

    /// <exception cref="StoreFailedException">The barrier failed, now or before; it is not tried again.</exception>
    public void Barrier()
    {
        ThrowIfPoisoned();
        if (tuning.Flaws.HasFlag(ProtocolFlaws.NoBarrierBeforeAcknowledgement))
            return;
        int tries = tuning.Flaws.HasFlag(ProtocolFlaws.FailedBarrierRetried) ? 3 : 1;
        while (true)
        {
            try
            {
                store.Barrier();
                return;
            }
            catch (Exception e)
            {
                if (--tries == 0)
                    throw Poisoned("a barrier", e);
            }
        }
    }

    /// <summary>Writes the pages of a new store, behind a barrier.</summary>
    public void Format(Slot slot)
    {
        try
        {
            store.Write(0, new byte[StoreLayout.DocumentsOffset]);
        }
        catch (Exception e)
        {
            throw Poisoned("formatting", e);
        }

        Write(slot);
        Barrier();
    }

    /// <summary>Writes a slot and its unproven records again as they are read, behind a barrier.</summary>
    public void Rewrite(Slot slot)
    {
        try
        {
            RewriteUnproven(slot);
        }
        catch (Exception e)
        {
            throw Poisoned("rewriting unproven documents", e);
        }

        Write(slot);
        Barrier();
    }

    private void RewriteUnproven(Slot slot)
    {
        // Long after opening, the page cache may have dropped what it showed then: only what still fits is written.
        var records = new RecordReader(store);
        var block = new Chunk();
        try
        {
            long position = slot.Unproven;
            ulong chain = slot.UnprovenChain;
            while (position < slot.Tail)
            {
                records.LoadForward(block, position, chain, slot.Tail, tuning.ReadBytes);
                store.Write(StoreLayout.OffsetOf(position), block.Slice(block.Start, block.End));
                (position, chain) = (block.End, block.ChainAt(block.End));
            }

            if (chain != slot.TailChain)
                throw RecordReader.Corrupt(position, $"chain {slot.TailChain:x16} at the end of the documents, found {chain:x16}");
        }
        finally
        {
            block.Return();
        }
    }

    private StoreFailedException Poisoned(string what, Exception e)
    {
        _poison = new StoreFailedException(
            $"The store failed during {what} ({e.Message}); nothing more is written to it. Open it anew.", e);
        return new StoreFailedException(_poison.Message, e);
    }
}
