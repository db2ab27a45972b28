using System.Diagnostics;
using Bingobot.Storage.Format;

namespace Bingobot.Storage.Protocol;

/// <summary>
/// The rules of docs/format.md as a state machine without I/O: what is durable, what is about to be, where records may be
/// written, and what the next slot must say.
/// </summary>
internal sealed class Ledger
{
    private readonly ProtocolFlaws _flaws;
    private ulong _lastSeq;

    public Ledger(Slot durable, ulong lastSeq, ProtocolFlaws flaws = ProtocolFlaws.None)
    {
        Durable = durable;
        Tail = durable.TailMark;
        Low = Tail;
        Stored = Tail.Position;
        _lastSeq = lastSeq;
        _flaws = flaws;
    }

    /// <summary>Slot <em>k</em>: durable, whole, with everything it names.</summary>
    public Slot Durable { get; private set; }

    /// <summary>Slot <em>k+1</em> while its barrier has not returned.</summary>
    public Slot? Pending { get; private set; }

    /// <summary>The end of the stack as it is now.</summary>
    public Mark Tail { get; private set; }

    /// <summary>The lowest end of the stack since the newest slot was planned; everything below it is in that slot too.</summary>
    public Mark Low { get; private set; }

    /// <summary>Records of [head, Stored) have been written to the store and are those of the stack.</summary>
    public long Stored { get; private set; }

    public Mark Head => Durable.HeadMark;

    /// <summary>True when the durable slot says all there is to say.</summary>
    public bool IsCommitted => Durable.OpNumber == Tail.OpNumber && Pending is null;

    /// <summary>Bytes that the next slot cannot vouch for.</summary>
    public long UnprovenBytes => Tail.Position - Low.Position;

    /// <summary>No write may touch records before this position.</summary>
    public long ProtectedEnd => Math.Max(Durable.Tail, Pending?.Tail ?? 0);

    /// <summary>
    /// True when the next record to write lies in a range that the durable slot names: the state at <see cref="Low"/> must
    /// be committed first.
    /// </summary>
    public bool MustCommitLowPoint =>
        Stored < ProtectedEnd && Stored < Tail.Position && !_flaws.HasFlag(ProtocolFlaws.LowPointNotCommitted);

    public void Pushed(int frameBytes, ulong chain) =>
        Tail = new Mark(Tail.Position + frameBytes, chain, Tail.Count + 1, Tail.OpNumber + 1);

    /// <summary>Takes back the push that was just recorded; nothing may have happened since.</summary>
    public void PushUndone(Mark before)
    {
        Debug.Assert(Low.Position <= before.Position);
        Tail = before;
        Stored = Math.Min(Stored, before.Position);
    }

    /// <summary>The stack now ends at an earlier boundary.</summary>
    public void Popped(long position, ulong chain, long documents)
    {
        Debug.Assert(position >= Head.Position && position <= Tail.Position);
        Tail = new Mark(position, chain, Tail.Count - documents, Tail.OpNumber + 1);
        Stored = Math.Min(Stored, position);
        if (position <= Low.Position)
            Low = Tail;
    }

    public void RecordsWritten(long end)
    {
        Debug.Assert(end >= Stored && end <= Tail.Position);
        Stored = end;
    }

    /// <summary>All records written so far went through a barrier.</summary>
    public void RecordsProven()
    {
        Debug.Assert(Stored == Tail.Position);
        Low = Tail;
    }

    /// <summary>The slot that commits the lowest state; all its records are durable already.</summary>
    public Slot PlanLowPoint() => Next(Low, Low, clean: false);

    /// <summary>The slot that commits the stack as it is.</summary>
    public Slot PlanTail()
    {
        Debug.Assert(Stored == Tail.Position);
        return Next(Tail, _flaws.HasFlag(ProtocolFlaws.EverythingClaimedProven) ? Tail : Low, clean: false);
    }

    /// <summary>The slot that closes the store; what it names is durable already.</summary>
    public Slot PlanClean()
    {
        Debug.Assert(IsCommitted);
        return Next(Tail, Tail, clean: true);
    }

    /// <summary>The slot that follows recovery: the state as it was found, nothing unproven.</summary>
    public Slot PlanFresh() => Next(Durable.TailMark, Durable.TailMark, clean: false);

    /// <summary>The planned slot is being written; from now on both it and the durable one are protected.</summary>
    public void CommitBegun(Slot slot)
    {
        Debug.Assert(Pending is null);
        Debug.Assert(slot.Id != Durable.Id || _flaws != ProtocolFlaws.None);
        Pending = slot;
        _lastSeq = slot.Seq;
        if (slot.OpNumber == Tail.OpNumber)
            Low = Tail;
    }

    /// <summary>The barrier behind the pending slot returned.</summary>
    public void CommitEnded()
    {
        Debug.Assert(Pending is not null);
        Durable = Pending.Value;
        Pending = null;
    }

    private Slot Next(Mark tail, Mark unproven, bool clean)
    {
        SlotId other = Durable.Id == SlotId.A ? SlotId.B : SlotId.A;
        if (_flaws.HasFlag(ProtocolFlaws.WrongSlotOverwritten) && _lastSeq % 4 == 0)
            other = Durable.Id;
        if (_flaws.HasFlag(ProtocolFlaws.OneSlotOnly))
            other = SlotId.A;
        return Durable with
        {
            Id = other,
            Clean = clean,
            Seq = _flaws.HasFlag(ProtocolFlaws.SeqReused) && tail != Tail ? Durable.Seq : _lastSeq + 1,
            OpNumber = tail.OpNumber,
            Tail = tail.Position,
            TailChain = tail.Chain,
            Count = tail.Count,
            Unproven = unproven.Position,
            UnprovenChain = unproven.Chain,
        };
    }
}
