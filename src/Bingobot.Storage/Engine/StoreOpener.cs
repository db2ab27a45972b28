using System.Buffers;
using Bingobot.Storage.Cache;
using Bingobot.Storage.Format;
using Bingobot.Storage.Protocol;

namespace Bingobot.Storage.Engine;

/// <summary>The state that a store was found in.</summary>
/// <param name="State">The slot that was taken.</param>
/// <param name="LastSeq">The highest seq of all valid copies.</param>
/// <param name="TookNewest">False when a crash had interrupted the newest commit and the slot before was taken.</param>
/// <param name="IsNew">True when the store was blank: it holds nothing, not even a slot.</param>
internal sealed record FoundState(Slot State, ulong LastSeq, bool TookNewest, bool IsNew);

/// <summary>Decides which state is the store's. Only reads.</summary>
internal sealed class StoreOpener(IBackingStore store, EngineTuning tuning)
{
    private const int MostReadsBesideWriter = 10_000;
    private readonly RecordReader _records = new(store);

    /// <exception cref="CorruptStoreException">No state can be believed.</exception>
    public FoundState Find(bool besideWriter)
    {
        SlotScan scan = Scan();
        for (int i = 0; ; i++)
        {
            FoundState? found = Judge(scan, out CorruptStoreException? fault);
            if (found is { TookNewest: true } || !besideWriter || i == MostReadsBesideWriter)
                return found ?? throw fault!;
            SlotScan again = Scan();
            if (again.HighestSeq == scan.HighestSeq)
                return found ?? throw fault!;
            scan = again;
        }
    }

    public SlotScan Scan()
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent((int)StoreLayout.DocumentsOffset);
        try
        {
            Span<byte> pages = rented.AsSpan(0, (int)StoreLayout.DocumentsOffset);
            int read = 0;
            for (int got = -1; read < pages.Length && got != 0; read += got)
                got = store.Read(read, pages[read..]);
            return SlotScan.Of(pages[..read]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private FoundState? Judge(SlotScan scan, out CorruptStoreException? fault)
    {
        fault = null;
        RefuseUnknownVersion(scan);
        IReadOnlyList<Slot> candidates = scan.Candidates();
        if (candidates.Count == 0)
            return JudgeWithoutSlot(scan, out fault);
        foreach (Slot candidate in candidates)
        {
            fault = FindFault(candidate);
            if (fault is null)
                return new FoundState(candidate, scan.HighestSeq, candidate == candidates[0], IsNew: false);
        }

        return null;
    }

    private FoundState? JudgeWithoutSlot(SlotScan scan, out CorruptStoreException? fault)
    {
        long offset = FirstNonZero();
        if (offset < 0)
        {
            fault = null;
            return new FoundState(Slot.Format(tuning.Salt()), 0, TookNewest: true, IsNew: true);
        }

        SlotCopy first = scan.Copies.FirstOrDefault(copy => !copy.IsBlank) ?? scan.Copies[0];
        fault = new CorruptStoreException(
            first.IsBlank ? offset : first.Offset,
            $"a DocumentBuffer's slot ({first.Fault}), and none of the four copies is valid",
            "If this is another kind of file, name another path; if it was a store, restore it from a copy; "
            + "if it may be overwritten, delete it (or fill the device's first 1 MiB with zeros) first.");
        return null;
    }

    private CorruptStoreException? FindFault(Slot slot)
    {
        long end = StoreLayout.OffsetOf(slot.Tail);
        if (slot.Tail > slot.Head && store.Length < end)
        {
            return new CorruptStoreException(
                store.Length,
                $"documents up to offset {end}, found the end of the store",
                "A part of the store is missing: restore it from a copy.");
        }

        if (tuning.Flaws.HasFlag(ProtocolFlaws.ChainNotChecked))
            return null;
        var scratch = new Chunk();
        try
        {
            var unproven = new Mark(slot.Unproven, slot.UnprovenChain, 0, 0);
            return _records.Proves(scratch, unproven, slot.TailMark, tuning.ReadBytes, out long position)
                ? null
                : RecordReader.Corrupt(position, $"the records that slot {slot.Id}, seq {slot.Seq} names, in an unbroken chain");
        }
        finally
        {
            scratch.Return();
        }
    }

    private static void RefuseUnknownVersion(SlotScan scan)
    {
        foreach (SlotCopy copy in scan.Copies)
        {
            if (copy.UnknownVersion is { } version)
            {
                throw new CorruptStoreException(
                    copy.Offset + 8,
                    $"format version {Slot.Version}, found {version}",
                    "The store was written by another version of this library: open it with that one.");
            }
        }
    }

    private long FirstNonZero()
    {
        byte[] block = new byte[64 * 1024];
        for (long offset = 0; offset < StoreLayout.BlankBytes;)
        {
            int read = store.Read(offset, block);
            if (read == 0)
                return -1;
            int found = block.AsSpan(0, read).IndexOfAnyExcept((byte)0);
            if (found >= 0)
                return offset + found;
            offset += read;
        }

        return -1;
    }
}
