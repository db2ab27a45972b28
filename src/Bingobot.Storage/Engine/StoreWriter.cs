using System.Diagnostics;
using Bingobot.Storage.Cache;
using Bingobot.Storage.Concurrency;
using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Engine;

/// <summary>
/// All writing to the store, in the order that the <see cref="Ledger"/> allows, from any thread. Records are written by one
/// thread at a time, slots and barriers too; records may be written while a barrier runs. The gate is not held while writing, so
/// that pushing goes on. Locks are taken in the order commit, records, gate.
/// </summary>
internal sealed class StoreWriter(IBackingStore store, StackEngine engine, Gate gate, FlushQueue flushes, EngineTuning tuning)
{
    private const int SealBytes = 64 * 1024;

    private readonly Lock _commit = new();
    private readonly Lock _records = new();
    private readonly SlotWriter _slots = new(store, tuning);
    private readonly List<Segment> _segments = [];
    private FoundState? _recoveryOwed = engine.Found;
    private volatile bool _ended;

    /// <summary>Told, under the gate, that the store is poisoned.</summary>
    public Action? Poisoned { get; init; }

    /// <summary>Whether a thread writes records, or holds them still; the simulation works on only when none does.</summary>
    public bool IsWritingRecords { get; private set; }

    /// <summary>True when the stack as it is now is durable. The gate is held.</summary>
    public bool IsAllDurable => engine.Ledger.IsCommitted && _recoveryOwed is null or { State.Clean: true };

    private Ledger Ledger => engine.Ledger;

    public bool IsPoisoned => _slots.Poison is not null;

    public void ThrowIfPoisoned() => _slots.ThrowIfPoisoned();

    /// <summary>Formats a new store. What was found in another is not touched until something is to be written.</summary>
    public void FormatIfNew()
    {
        if (_recoveryOwed is not { IsNew: true })
            return;
        lock (_commit)
            lock (_records)
                Recover();
    }

    /// <summary>Makes the stack durable as it is now, or later, and ends the waits for that.</summary>
    /// <exception cref="StoreFailedException">A barrier or slot failed, now or before.</exception>
    /// <exception cref="IOException">Writing records failed: nothing changed.</exception>
    public void Commit()
    {
        FlushQueue.Batch? durable;
        try
        {
            lock (_commit)
                durable = CommitLocked();
        }
        catch (Exception e)
        {
            FailWaiting(e);
            throw;
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

    /// <summary>Writes records out so that a push of that many bytes finds room, unless it does already.</summary>
    public void MakeRoom(int documentBytes)
    {
        WriteOut(documentBytes);
        if (tuning.Flaws.HasFlag(ProtocolFlaws.DemotionCommits))
            Commit();
    }

    /// <summary>Writes records out before a push needs room.</summary>
    public void WriteAhead() => WriteOut(null);

    /// <summary>Pushes a document that the cache cannot hold. Others wait for the store meanwhile.</summary>
    /// <param name="document">The document.</param>
    /// <param name="mayPush">Asked under the gate; throws, or says that something else is to be done first.</param>
    /// <returns>False when <paramref name="mayPush"/> said so.</returns>
    public bool PushThrough(ReadOnlySpan<byte> document, Func<bool> mayPush)
    {
        while (true)
        {
            EnterRecordsToWrite();
            try
            {
                using Gate.Scope scope = gate.EnterScope();
                if (!mayPush())
                    return false;
                if (Ledger.WouldOverwriteDurable)
                    continue;
                engine.PushToStore(document);
                return true;
            }
            finally
            {
                ExitRecords();
            }
        }
    }

    /// <summary>Whether records may be written without a commit before.</summary>
    public bool MayWriteRecords()
    {
        using Gate.Scope scope = gate.EnterScope();
        return _recoveryOwed is null && !Ledger.WouldOverwriteDurable;
    }

    /// <summary>Waits until a commit that may be under way has ended.</summary>
    public void WaitForCommit()
    {
        lock (_commit)
        {
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

    private FlushQueue.Batch? CommitLocked()
    {
        EnterRecords();
        try
        {
            if (!WriteCommit())
            {
                using (gate.EnterScope())
                    return flushes.TakeCovered();
            }
        }
        finally
        {
            ExitRecords();
        }

        Barrier();
        using (gate.EnterScope())
        {
            Ledger.CommitEnded();
            return flushes.TakeCovered();
        }
    }

    /// <summary>Waits until nothing is being written; records will not be any more.</summary>
    public void End()
    {
        lock (_commit)
        {
            lock (_records)
                _ended = true;
        }
    }

    private void WriteOut(int? roomForDocumentBytes)
    {
        while (!_ended)
        {
            EnterRecordsToWrite();
            try
            {
                using (gate.EnterScope())
                {
                    long to = roomForDocumentBytes is { } bytes ? engine.BoundaryToMakeRoom(bytes) : engine.BoundaryToWriteAhead();
                    if (to <= Ledger.Stored || IsPoisoned)
                        return;
                    if (Ledger.MustCommitLowPoint)
                        continue;
                    CaptureUpTo(to);
                }

                WriteSegments();
                return;
            }
            finally
            {
                ExitRecords();
            }
        }
    }

    /// <summary>Writes records and slot of a commit. Both locks are held.</summary>
    /// <returns>False when there is nothing to commit.</returns>
    private bool WriteCommit()
    {
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
        flushes.Planned(Ledger.OpNumber);
        if (isDurable)
            return false;
        engine.SealAll();
        Ledger.CommitBegun(Ledger.PlanTail(engine.Cache.EndChain));
        CaptureUpTo(Ledger.TailPosition);
        return true;
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
                    Ledger.CommitAbandoned();
            }
        }

        using (gate.EnterScope())
            return Ledger.Pending!.Value;
    }

    private void CaptureUpTo(long to)
    {
        Debug.Assert(_segments.Count == 0);
        engine.Cache.Seal(to);
        engine.Cache.Capture(Ledger.Stored, to, _segments);
        Ledger.WriteBegun(to);
    }

    private void WriteSegments()
    {
        bool written = false;
        try
        {
            foreach (Segment segment in _segments)
                store.Write(StoreLayout.OffsetOf(segment.Position), segment.Bytes.Span);
            written = true;
        }
        finally
        {
            using (gate.EnterScope())
            {
                engine.Cache.Unpin(_segments);
                if (written)
                    Ledger.WriteEnded();
            }
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

    /// <summary>
    /// Takes the right to write records at <see cref="Ledger.Stored"/>, after committing the lowest state where they would
    /// overwrite what the durable slot names. By the time that the gate is held, this may have to be done once more.
    /// </summary>
    private void EnterRecordsToWrite()
    {
        EnterRecords();
        if (MayWriteRecords())
            return;
        ExitRecords();
        lock (_commit)
        {
            EnterRecords();
            bool ready = false;
            try
            {
                Recover();
                if (!MayWriteRecords())
                    CommitLowPoint();
                ready = true;
            }
            finally
            {
                if (!ready)
                    ExitRecords();
            }
        }
    }

    private void EnterRecords()
    {
        Debug.Assert(!_records.IsHeldByCurrentThread);
        _records.Enter();
        IsWritingRecords = true;
    }

    private void ExitRecords()
    {
        IsWritingRecords = false;
        _records.Exit();
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

    private void TellIfPoisoned()
    {
        if (!IsPoisoned)
            return;
        using (gate.EnterScope())
            Poisoned?.Invoke();
    }
}
