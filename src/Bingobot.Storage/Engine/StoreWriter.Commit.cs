using Bingobot.Storage.Cache;
using Bingobot.Storage.Concurrency;
using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Engine;

/// <content>Commits: records, slot, barrier, in this order; and recovery, which is two of them.</content>
internal sealed partial class StoreWriter
{
    /// <summary>Makes the stack durable as it is now, or later, and ends the waits for that.</summary>
    /// <exception cref="StoreFailedException">A barrier or slot failed, now or before.</exception>
    /// <exception cref="IOException">Writing records failed: nothing changed.</exception>
    public void Commit()
    {
        FlushQueue.Batch? durable;
        lock (_commit)
        {
            try
            {
                durable = CommitLocked();
            }
            catch (Exception e)
            {
                // Before the next commit can begin; whoever waits goes on on another thread.
                FailCommitted(e);
                throw;
            }
        }

        durable?.SetResult();
    }

    /// <summary>Names the committed state by a slot with the clean flag, unless the durable one has it. Nothing changes any more.</summary>
    public void CommitClean()
    {
        lock (_commit)
        {
            lock (_records)
            {
                if (Ledger.Durable.Clean)
                    return;
                Recover();
                CommitNow(static ledger => ledger.PlanClean());
            }
        }
    }

    /// <summary>Nobody waits any longer.</summary>
    public void FailWaiting(Exception e)
    {
        FlushQueue.Batch? covered;
        FlushQueue.Batch? next;
        using (gate.EnterScope())
            (covered, next) = (flushes.TakeCovered(), flushes.TakeNext());
        covered?.Fail(e);
        next?.Fail(e);
    }

    /// <summary>Fails those whom the failed commit would have served; all, where none can come any more.</summary>
    private void FailCommitted(Exception e)
    {
        FlushQueue.Batch? covered;
        FlushQueue.Batch? next;
        using (gate.EnterScope())
        {
            next = IsPoisoned || !flushes.IsPlanned ? flushes.TakeNext() : null;
            covered = flushes.TakeCovered();
        }

        covered?.Fail(e);
        next?.Fail(e);
    }

    private FlushQueue.Batch? CommitLocked()
    {
        EnterRecords();
        try
        {
            ObjectDisposedException.ThrowIf(_ended && !IsAllDurable, typeof(DocumentBuffer));
            if (!WriteCommit())
            {
                using (gate.EnterScope())
                    return flushes.TakeCovered();
            }
        }
        finally
        {
            ReleaseSegments();
            ExitRecords();
        }

        Barrier();
        using (gate.EnterScope())
        {
            Ledger.CommitEnded();
            return flushes.TakeCovered();
        }
    }

    /// <summary>Writes records and slot of a commit. Both locks are held.</summary>
    /// <returns>False when there is nothing to commit.</returns>
    private bool WriteCommit()
    {
        TellIfPoisoned();
        ThrowIfPoisoned();
        if (IsAllDurableNow())
            return false;
        Recover();
        SealMost();
        while (!TryPlan(out bool isDurable))
        {
            if (isDurable)
                return false;
            CommitLowPoint();
        }

        Slot slot = WritePlanned();
        if (slot.Tail - slot.Unproven > tuning.UnprovenLimit)
        {
            Barrier();
            using (gate.EnterScope())
                slot = Ledger.RecordsProven();
        }

        WriteSlot(slot);
        return true;
    }

    private bool IsAllDurableNow()
    {
        using Gate.Scope scope = gate.EnterScope();
        if (!IsAllDurable)
            return false;
        flushes.Planned(Ledger.OpNumber);
        return true;
    }

    /// <summary>Fixes the state to commit and captures the records that it lacks; not while the low point must go first.</summary>
    private bool TryPlan(out bool isDurable)
    {
        using Gate.Scope scope = gate.EnterScope();
        isDurable = IsAllDurable;
        if (!isDurable && Ledger.MustCommitLowPoint)
            return false;
        if (!isDurable)
        {
            engine.SealAll();
            engine.NoteFlush();
            CaptureUpTo(Ledger.TailPosition);
            Ledger.CommitBegun(Ledger.PlanTail(engine.Cache.EndChain));
        }

        flushes.Planned(Ledger.OpNumber);
        return !isDurable;
    }

    private Slot WritePlanned()
    {
        bool written = false;
        try
        {
            WriteSegments();
            written = true;
        }
        finally
        {
            if (!written)
            {
                using (gate.EnterScope())
                {
                    SettleSegments();
                    Ledger.CommitAbandoned();
                }
            }
        }

        using (gate.EnterScope())
        {
            SettleSegments();
            return Ledger.Pending!.Value;
        }
    }

    /// <summary>Computes chains in short steps, so that pushes get in between.</summary>
    private void SealMost()
    {
        for (int steps = int.MaxValue; steps > 0; steps--)
        {
            using Gate.Scope scope = gate.EnterScope();
            FrameCache cache = engine.Cache;
            long left = cache.End - cache.Sealed;
            if (left <= SealBytes)
                return;
            steps = (int)Math.Min(steps, left / SealBytes);
            cache.Seal(cache.End, SealBytes);
        }
    }

    private void CommitLowPoint() => CommitNow(
        static ledger => ledger.PlanLowPoint(), withBarrier: !tuning.Flaws.HasFlag(ProtocolFlaws.NoBarrierBehindLowPoint));

    private void CommitNow(Func<Ledger, Slot> plan, bool withBarrier = true)
    {
        Slot slot;
        using (gate.EnterScope())
        {
            slot = plan(Ledger);
            Ledger.CommitBegun(slot);
        }

        WriteSlot(slot);
        if (withBarrier)
            Barrier();
        using (gate.EnterScope())
            Ledger.CommitEnded();
    }

    /// <summary>Formats a new store, or writes what was found again and names it by a fresh slot; once. Both locks are held.</summary>
    private void Recover()
    {
        if (_recoveryOwed is not { } found)
            return;
        TellIfPoisoned();
        ThrowIfPoisoned();
        try
        {
            if (found.IsNew)
                _slots.Format(found.State);
            else if (found.TookNewest && !tuning.Flaws.HasFlag(ProtocolFlaws.NotRewrittenAfterRecovery))
                _slots.Rewrite(found.State);
        }
        finally
        {
            TellIfPoisoned();
        }

        if (!found.IsNew && !tuning.Flaws.HasFlag(ProtocolFlaws.NoFreshSlotAfterRecovery))
            CommitNow(static ledger => ledger.PlanFresh());
        using (gate.EnterScope())
            _recoveryOwed = null;
    }

    private void WriteSlot(Slot slot)
    {
        try
        {
            _slots.Write(slot);
        }
        finally
        {
            TellIfPoisoned();
        }
    }

    private void Barrier()
    {
        try
        {
            _slots.Barrier();
        }
        finally
        {
            TellIfPoisoned();
        }
    }
}
