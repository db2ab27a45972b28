using Bingobot.Storage.Format;

namespace Bingobot.Storage.Protocol;

/// <summary>What the first four pages of a store say; pure, over the bytes that were read.</summary>
internal sealed class SlotScan
{
    private SlotScan(IReadOnlyList<SlotCopy> copies) => Copies = copies;

    /// <summary>The four copies in the order in which they lie on the store.</summary>
    public IReadOnlyList<SlotCopy> Copies { get; }

    public bool AnyValid => Copies.Any(copy => copy.Slot is not null);

    public ulong HighestSeq => Copies.Max(copy => copy.Slot?.Seq ?? 0);

    /// <param name="pages">The first 16 KiB of the store, or fewer where it is shorter.</param>
    public static SlotScan Of(ReadOnlySpan<byte> pages)
    {
        var copies = new List<SlotCopy>(StoreLayout.Pages);
        for (int page = 0; page < StoreLayout.Pages; page++)
        {
            var id = (SlotId)(page % 2);
            int copy = 1 + (page / 2);
            int offset = page * StoreLayout.PageBytes;
            ReadOnlySpan<byte> bytes = offset < pages.Length ? pages[offset..] : default;
            bytes = bytes[..Math.Min(bytes.Length, Slot.Bytes)];
            bool blank = bytes.IndexOfAnyExcept((byte)0) < 0;
            bool valid = Slot.TryDecode(bytes, id, copy, out Slot slot, out string? fault);
            uint? unknownVersion = Slot.IsOfUnknownVersion(bytes, out uint version) ? version : null;
            copies.Add(new SlotCopy(offset, id, copy, valid ? slot : null, blank, fault, unknownVersion));
        }

        return new SlotScan(copies);
    }

    /// <summary>The states that the store may be in, the newest first: at most one of each slot, all of the same store.</summary>
    public IReadOnlyList<Slot> Candidates()
    {
        var valid = Copies.Where(copy => copy.Slot is not null).Select(copy => copy.Slot!.Value).ToList();
        if (valid.Count == 0)
            return [];
        Slot newest = valid.MaxBy(slot => slot.Seq);
        var others = valid.Where(slot => slot.Id != newest.Id && slot.Salt == newest.Salt).ToList();
        return others.Count == 0 ? [newest] : [newest, others.MaxBy(slot => slot.Seq)];
    }
}

/// <summary>One copy of a slot, as it was found.</summary>
internal sealed record SlotCopy(
    long Offset, SlotId Id, int Copy, Slot? Slot, bool IsBlank, string? Fault, uint? UnknownVersion);
