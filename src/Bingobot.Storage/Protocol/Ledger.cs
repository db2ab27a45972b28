using System.Diagnostics;
using System.Runtime.CompilerServices;
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
    private Mark _lowBefore;

    /// <summary>What is being written ends here, less what has been removed since.</summary>
    private long _writtenEnd;

    public Ledger(Slot durable, ulong lastSeq, ProtocolFlaws flaws = ProtocolFlaws.None)
    {
        Durable = durable;
        TailPosition = durable.Tail;
        Count = durable.Count;
        OpNumber = durable.OpNumber;
        Low = durable.TailMark;
        Stored = TailPosition;
        _writtenEnd = TailPosition;
        _lastSeq = lastSeq;
        _flaws = flaws;
    }

    /// <summary>Slot <em>k</em>: durable, whole, with everything it names.</summary>
    public Slot Durable { get; private set; }

    /// <summary>Slot <em>k+1</em> from its planning until its barrier has returned.</summary>
    public Slot? Pending { get; private set; }

    /// <summary>Where the stack ends now.</summary>
    public long TailPosition { get; private set; }

    /// <summary>Documents in the stack now.</summary>
    public long Count { get; private set; }

    /// <summary>Changes that led to the stack as it is now.</summary>
    public ulong OpNumber { get; private set; }

    /// <summary>The lowest end of the stack since the newest slot was planned; everything below it is in that slot too.</summary>
    public Mark Low { get; private set; }

    /// <summary>Records of [head, Stored) have been written to the store and are those of the stack.</summary>
    public long Stored { get; private set; }

    public Mark Head => Durable.HeadMark;

    /// <summary>True when the durable slot says all there is to say.</summary>
    public bool IsCommitted => Durable.OpNumber == OpNumber && Pending is null;

    /// <summary>No write may touch records before this position.</summary>
    public long ProtectedEnd => Math.Max(Durable.Tail, Pending?.Tail ?? 0);

    /// <summary>
    /// True when a record written next would lie in a range that the durable slot names: the state at <see cref="Low"/> must
    /// be committed first.
    /// </summary>
    public bool WouldOverwriteDurable => Stored < ProtectedEnd && !_flaws.HasFlag(ProtocolFlaws.LowPointNotCommitted);

    /// <summary>As <see cref="WouldOverwriteDurable"/>, and there is a record to write.</summary>
    public bool MustCommitLowPoint => Stored < TailPosition && WouldOverwriteDurable;

    /// <summary>The end of the stack as it is now.</summary>
    /// <param name="chain">The chain of its most recent document.</param>
    public Mark TailMark(ulong chain) => new(TailPosition, chain, Count, OpNumber);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Pushed(int frameBytes)
    {
        TailPosition += frameBytes;
        Count++;
        OpNumber++;
    }

    /// <summary>Takes back the push that was just recorded; nothing may have happened since.</summary>
    public void PushUndone(int frameBytes)
    {
        TailPosition -= frameBytes;
        Count--;
        OpNumber--;
        Debug.Assert(Low.Position <= TailPosition);
        Stored = Math.Min(Stored, TailPosition);
        _writtenEnd = Stored;
    }

    /// <summary>The stack now ends at an earlier boundary.</summary>
    /// <returns>True when that is as low as it has been: the caller tells of it by <see cref="Lowered"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Popped(long position, long documents)
    {
        Debug.Assert(position >= Head.Position && position <= TailPosition);
        TailPosition = position;
        Count -= documents;
        OpNumber++;
        if (position < Stored)
            Stored = position;
        if (position < _writtenEnd)
            _writtenEnd = position;
        return position <= Low.Position;
    }

    /// <param name="chain">The chain at the end of the stack.</param>
    public void Lowered(ulong chain) => Low = TailMark(chain);

    /// <summary>Records from <see cref="Stored"/> on are about to be written up to a boundary.</summary>
    public void WriteBegun(long end)
    {
        Debug.Assert(end >= Stored && end <= TailPosition);
        _writtenEnd = end;
    }

    /// <summary>They were written up to here; those that were removed meanwhile do not count.</summary>
    public void WrittenTo(long position) => Stored = Math.Max(Stored, Math.Min(position, _writtenEnd));

    /// <summary>The slot that commits the lowest state; all its records are durable already.</summary>
    public Slot PlanLowPoint() => Next(Low, Low, clean: false);

    /// <summary>The slot that commits the stack as it is; its records are written next.</summary>
    /// <param name="tailChain">The chain of its most recent document.</param>
    public Slot PlanTail(ulong tailChain)
    {
        Mark tail = TailMark(tailChain);
        return Next(tail, _flaws.HasFlag(ProtocolFlaws.EverythingClaimedProven) ? tail : Low, clean: false);
    }

    /// <summary>The slot that closes the store; what it names is durable already.</summary>
    public Slot PlanClean()
    {
        Debug.Assert(IsCommitted);
        return Next(Durable.TailMark, Durable.TailMark, clean: true);
    }

    /// <summary>The slot that follows recovery: the state as it was found, nothing unproven.</summary>
    public Slot PlanFresh() => Next(Durable.TailMark, Durable.TailMark, clean: false);

    /// <summary>The planned slot is going to be written; from now on both it and the durable one are protected.</summary>
    public void CommitBegun(Slot slot)
    {
        Debug.Assert(Pending is null);
        Debug.Assert(slot.Id != Durable.Id || _flaws != ProtocolFlaws.None);
        Pending = slot;
        _lastSeq = slot.Seq;
        _lowBefore = Low;
        if (slot.OpNumber == OpNumber)
            Low = slot.TailMark;
    }

    /// <summary>The records that the pending slot names went through a barrier of their own.</summary>
    /// <returns>The slot, which vouches for all of them now.</returns>
    public Slot RecordsProven()
    {
        Slot slot = Pending!.Value;
        slot = slot with { Unproven = slot.Tail, UnprovenChain = slot.TailChain };
        Pending = slot;
        return slot;
    }

    /// <summary>Nothing of the pending slot was written, and nothing will be: a full disk kept its records off.</summary>
    public void CommitAbandoned()
    {
        Pending = null;
        if (_lowBefore.Position < Low.Position)
            Low = _lowBefore;
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
            Seq = _flaws.HasFlag(ProtocolFlaws.SeqReused) && tail.OpNumber != OpNumber ? Durable.Seq : _lastSeq + 1,
            OpNumber = tail.OpNumber,
            Tail = tail.Position,
            TailChain = tail.Chain,
            Count = tail.Count,
            Unproven = unproven.Position,
            UnprovenChain = unproven.Chain,
        };
    }
}
