using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Engine;

/// <summary>Judges the four copies of the slots against one another.</summary>
internal static class SlotVerifier
{
    private const int SaltOffset = 16;
    private const int SeqOffset = 24;
    private const string CrashOrDecay =
        "A crash while the slot was written leaves this behind, and so does decay. The next opening that writes mends it.";

    public static void Verify(SlotScan scan, Slot? taken, FaultList faults)
    {
        foreach (SlotCopy copy in scan.Copies)
        {
            string name = $"slot {copy.Id}, copy {copy.Copy}: ";
            SlotCopy twin = scan.Copies.Single(other => other.Id == copy.Id && other.Copy != copy.Copy);
            if (copy.Slot is not { } slot)
            {
                if (!copy.IsBlank || !twin.IsBlank)
                    faults.Add(copy.Offset, null, name + copy.Fault, MeaningOfInvalid(copy, twin, taken));
                continue;
            }

            if (taken is { } state && slot.Salt != state.Salt)
            {
                faults.Add(copy.Offset + SaltOffset, null, name + $"salt {state.Salt:x16}, found {slot.Salt:x16}",
                    "The copy is of another store, or of an earlier life of this one; it is not believed.");
            }
            else if (twin.Slot is { } other && slot != other && slot.Seq <= other.Seq && !IsExplained(scan, slot, other))
            {
                faults.Add(copy.Offset + SeqOffset, null, name + $"the same as the other copy, with seq {other.Seq}, found seq {slot.Seq}",
                    "The two copies of a slot name two states, and no crash explains it: a write of one of them was lost. "
                    + "The newer one counts. The next commits mend it.");
            }

            if (FindContradiction(slot) is { } contradiction)
            {
                faults.Add(copy.Offset, null, name + contradiction,
                    "The slot contradicts itself under a right sum: it was not written by a sound writer.");
            }
        }

        VerifySeqs(scan, faults);
    }

    /// <summary>A commit ended between the copies: of the newest slot only, for the one before had its barrier.</summary>
    private static bool IsExplained(SlotScan scan, Slot older, Slot newer) => older.Seq < newer.Seq && newer.Seq == scan.HighestSeq;

    private static string MeaningOfInvalid(SlotCopy copy, SlotCopy twin, Slot? taken)
    {
        if (copy.UnknownVersion is { } version)
            return $"The store was written by a library for format version {version}, and can only be opened with that one.";
        if (taken is null)
            return "With no valid copy there is no way to tell which documents the store holds.";
        if (twin.Slot is not null)
            return $"Nothing is lost: the other copy of the slot is whole. {CrashOrDecay}";
        return $"Both copies of slot {copy.Id} are gone, and with them the state that it named; the state of the other slot counts, "
            + $"which may be an older one. {CrashOrDecay}";
    }

    private static string? FindContradiction(Slot slot)
    {
        if (slot.Head == 0 && slot.HeadChain != slot.Salt)
            return $"the salt {slot.Salt:x16} as the chain before head 0, found {slot.HeadChain:x16}";
        if (slot.Tail == slot.Head && slot.TailChain != slot.HeadChain)
            return $"chain {slot.HeadChain:x16} at the tail of no documents, found {slot.TailChain:x16}";
        if (slot.Unproven == slot.Head && slot.UnprovenChain != slot.HeadChain)
            return $"chain {slot.HeadChain:x16} where all is unproven, found {slot.UnprovenChain:x16}";
        if (slot.Unproven == slot.Tail && slot.UnprovenChain != slot.TailChain)
            return $"chain {slot.TailChain:x16} where nothing is unproven, found {slot.UnprovenChain:x16}";
        return slot.Clean && slot.Unproven != slot.Tail ? $"nothing unproven in a closed store, found {slot.Unproven} below {slot.Tail}" : null;
    }

    private static void VerifySeqs(SlotScan scan, FaultList faults)
    {
        foreach (SlotCopy first in scan.Copies.Where(copy => copy is { Id: SlotId.A, Slot: not null }))
        {
            foreach (SlotCopy second in scan.Copies.Where(copy => copy.Id == SlotId.B && copy.Slot?.Seq == first.Slot!.Value.Seq))
            {
                faults.Add(second.Offset + SeqOffset, null, $"slot B, copy {second.Copy}: another seq than slot A's, found {second.Slot!.Value.Seq} in both",
                    "A seq never repeats in the life of a store: one of the slots was not written by a sound writer.");
            }
        }
    }
}
