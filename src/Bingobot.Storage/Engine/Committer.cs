using Bingobot.Storage.Cache;
using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Engine;

/// <summary>
/// Writes records, slots and barriers in the order that the <see cref="Ledger"/> allows, and poisons itself when a slot or a
/// barrier fails. Not synchronized, but for <see cref="Barrier"/>, which may run beside everything but itself.
/// </summary>
internal sealed class Committer
{
    private readonly IBackingStore _store;
    private readonly EngineTuning _tuning;
    private readonly byte[] _slotImage = new byte[Slot.Bytes];
    private FoundState? _recoveryOwed;
    private volatile StoreFailedException? _poison;

    public Committer(IBackingStore store, FoundState found, EngineTuning tuning)
    {
        _store = store;
        _tuning = tuning;
        _recoveryOwed = found;
        Ledger = new Ledger(found.State, Math.Max(found.LastSeq, found.State.Seq), tuning.Flaws);
    }

    public Ledger Ledger { get; }

    public bool IsPoisoned => _poison is not null;

    public void ThrowIfPoisoned()
    {
        if (_poison is { } poison)
            throw new StoreFailedException(poison.Message, poison.InnerException);
    }

    /// <summary>Formats a new store, or writes what was found again and names it by a fresh slot; once.</summary>
    public void Recover()
    {
        if (_recoveryOwed is not { } found)
            return;
        ThrowIfPoisoned();
        if (found.IsNew)
        {
            Poisoning("formatting", () => _store.Write(0, new byte[StoreLayout.DocumentsOffset]));
            WriteSlot(found.State);
            Barrier();
        }
        else
        {
            if (found.TookNewest && !_tuning.Flaws.HasFlag(ProtocolFlaws.NotRewrittenAfterRecovery))
            {
                Poisoning("rewriting unproven documents", () => RewriteUnproven(found.State));
                WriteSlot(found.State);
                Barrier();
            }

            if (!_tuning.Flaws.HasFlag(ProtocolFlaws.NoFreshSlotAfterRecovery))
                CommitNow(Ledger.PlanFresh());
        }

        _recoveryOwed = null;
    }

    /// <summary>
    /// Writes the cached records of [Stored, <paramref name="end"/>), after committing the lowest state where they would
    /// overwrite what the durable slot names. No commit may be pending in that case.
    /// </summary>
    public void WriteRecords(FrameCache cache, long end)
    {
        if (Ledger.Stored >= end)
            return;
        ThrowIfPoisoned();
        Recover();
        if (Ledger.MustCommitLowPoint)
            CommitLowPoint();
        foreach (Chunk chunk in cache.Chunks)
        {
            long from = Math.Max(chunk.Start, Ledger.Stored);
            long to = Math.Min(chunk.End, end);
            if (from >= to)
                continue;
            _store.Write(StoreLayout.OffsetOf(from), chunk.Slice(from, to));
            Ledger.RecordsWritten(to);
        }
    }

    private void CommitLowPoint()
    {
        if (!_tuning.Flaws.HasFlag(ProtocolFlaws.NoBarrierBehindLowPoint))
        {
            CommitNow(Ledger.PlanLowPoint());
            return;
        }

        Slot slot = Ledger.PlanLowPoint();
        Ledger.CommitBegun(slot);
        WriteSlot(slot);
        Ledger.CommitEnded();
    }

    /// <summary>Writes all that the stack's present state needs; a <see cref="Barrier"/> makes it durable.</summary>
    /// <returns>False when it is durable already.</returns>
    public bool BeginFlush(FrameCache cache)
    {
        ThrowIfPoisoned();
        if (Ledger.IsCommitted)
            return false;
        Recover();
        WriteRecords(cache, Ledger.Tail.Position);
        if (Ledger.UnprovenBytes > _tuning.UnprovenLimit)
        {
            Barrier();
            Ledger.RecordsProven();
        }

        Slot slot = Ledger.PlanTail();
        Ledger.CommitBegun(slot);
        WriteSlot(slot);
        return true;
    }

    /// <summary>The barrier behind <see cref="BeginFlush"/> returned.</summary>
    public void EndFlush() => Ledger.CommitEnded();

    public void CommitNow(Slot slot)
    {
        Ledger.CommitBegun(slot);
        WriteSlot(slot);
        Barrier();
        Ledger.CommitEnded();
    }

    /// <exception cref="StoreFailedException">The barrier failed, now or before; it is not tried again.</exception>
    public void Barrier()
    {
        ThrowIfPoisoned();
        if (_tuning.Flaws.HasFlag(ProtocolFlaws.NoBarrierBeforeAcknowledgement))
            return;
        if (_tuning.Flaws.HasFlag(ProtocolFlaws.FailedBarrierRetried))
        {
            RetryBarrier();
            return;
        }

        Poisoning("a barrier", _store.Barrier);
    }

    private void RetryBarrier()
    {
        for (int i = 0; i < 3; i++)
        {
            try
            {
                _store.Barrier();
                return;
            }
            catch (IOException) when (i < 2)
            {
                continue;
            }
        }
    }

    private void WriteSlot(Slot slot) => Poisoning("the writing of a slot", () =>
    {
        int copies = _tuning.Flaws.HasFlag(ProtocolFlaws.OneCopyOnly) ? 1 : StoreLayout.SlotCopies;
        for (int copy = 1; copy <= copies; copy++)
        {
            slot.Encode(_slotImage, copy);
            _store.Write(StoreLayout.OffsetOf(slot.Id, copy), _slotImage);
        }
    });

    private void RewriteUnproven(Slot slot)
    {
        var records = new RecordReader(_store);
        byte[] block = new byte[Math.Min(_tuning.ReadBytes, slot.Tail - slot.Unproven)];
        for (long position = slot.Unproven; position < slot.Tail;)
        {
            Span<byte> part = block.AsSpan(0, (int)Math.Min(block.Length, slot.Tail - position));
            records.ReadExactly(position, part);
            _store.Write(StoreLayout.OffsetOf(position), part);
            position += part.Length;
        }
    }

    private void Poisoning(string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            _poison = new StoreFailedException(
                $"The store failed during {what} ({e.Message}); nothing more is written to it. Open it anew.", e);
            throw new StoreFailedException(_poison.Message, e);
        }
    }
}
