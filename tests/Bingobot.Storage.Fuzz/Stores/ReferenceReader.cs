using System.Buffers.Binary;

namespace Bingobot.Storage.Fuzz.Stores;

/// <summary>What docs/format.md says of a store's bytes: the documents, least recent first, or why there are none.</summary>
/// <param name="Documents">Null where the store is damaged or none.</param>
/// <param name="Fault">What is wrong, without numbers; null where nothing is.</param>
/// <param name="IsAtTheEnd">The numbers of commits or changes are nearly used up, which no writer gets to: not to be written to.</param>
public sealed record Verdict(IReadOnlyList<byte[]>? Documents, string? Fault, bool IsAtTheEnd = false);

/// <summary>A reader as simple as the format's page allows, to hold the library's answers against.</summary>
public static class ReferenceReader
{
    private const ulong NumbersToWorkWith = 1000;

    public static Verdict Read(ReadOnlySpan<byte> store)
    {
        var slots = new List<SlotView>();
        for (int page = 0; page < Layout.Pages; page++)
        {
            ReadOnlySpan<byte> slot = Cut(store, page * Layout.PageBytes, Layout.SlotBytes);
            if (slot.Length < Layout.SlotBytes || !slot.StartsWith(Layout.Magic) || !Layout.SumFits(slot))
                continue;
            if (BinaryPrimitives.ReadUInt32LittleEndian(slot[Field.Version..]) != 1)
                return new Verdict(null, "unknown version");
            if (SlotView.TryRead(slot, page) is { } view)
                slots.Add(view);
        }

        if (slots.Count == 0)
            return Cut(store, 0, Layout.BlankBytes).IndexOfAnyExcept((byte)0) < 0 ? new Verdict([], null) : new Verdict(null, "no slot");
        bool isAtTheEnd = slots.Any(slot => Math.Max(slot.Seq, slot.OpNumber) > Layout.MaxNumber - NumbersToWorkWith);
        return Judge(store, slots) with { IsAtTheEnd = isAtTheEnd };
    }

    private static Verdict Judge(ReadOnlySpan<byte> store, List<SlotView> slots)
    {
        SlotView newest = slots.MaxBy(slot => slot.Seq)!;
        if (IsProven(store, newest))
            return ReadAll(store, newest);
        SlotView? older = slots.Where(slot => slot.Id != newest.Id && slot.Salt == newest.Salt).MaxBy(slot => slot.Seq);
        return older is not null && IsProven(store, older) ? ReadAll(store, older) : new Verdict(null, "no proven slot");
    }

    private static bool IsProven(ReadOnlySpan<byte> store, SlotView slot) =>
        (slot.Tail == slot.Head || (ulong)store.Length >= Layout.DocumentsOffset + slot.Tail)
        && Walk(store, slot.Unproven, slot.UnprovenChain, slot, null);

    private static Verdict ReadAll(ReadOnlySpan<byte> store, SlotView slot)
    {
        var documents = new List<byte[]>();
        if (!Walk(store, slot.Head, slot.HeadChain, slot, documents))
            return new Verdict(null, "damaged record");
        return (ulong)documents.Count == slot.Count ? new Verdict(documents, null) : new Verdict(null, "other count");
    }

    private static bool Walk(ReadOnlySpan<byte> store, ulong position, ulong chain, SlotView slot, List<byte[]>? documents)
    {
        while (position < slot.Tail)
        {
            ulong offset = Layout.DocumentsOffset + position;
            if (slot.Tail - position < Layout.Overhead || offset + Layout.Overhead > (ulong)store.Length)
                return false;
            ReadOnlySpan<byte> rest = store[(int)offset..];
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            if (length > Layout.MaxLength || position + length + Layout.Overhead > slot.Tail || length + Layout.Overhead > rest.Length)
                return false;
            ReadOnlySpan<byte> trailer = rest[(Layout.LengthBytes + (int)length)..];
            chain = Layout.Chain(chain, rest[..(Layout.LengthBytes + (int)length)]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != length
                || BinaryPrimitives.ReadUInt64LittleEndian(trailer[Layout.LengthBytes..]) != chain)
                return false;
            documents?.Add(rest.Slice(Layout.LengthBytes, (int)length).ToArray());
            position += length + Layout.Overhead;
        }

        return chain == slot.TailChain;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> store, int offset, int length) =>
        offset >= store.Length ? [] : store.Slice(offset, Math.Min(length, store.Length - offset));

    private sealed record SlotView(
        int Id, ulong Salt, ulong Seq, ulong OpNumber, ulong Head, ulong HeadChain, ulong Tail, ulong TailChain, ulong Count, ulong Unproven, ulong UnprovenChain)
    {
        /// <summary>The slot of a page whose magic, version and sum are right, or null where it is not valid.</summary>
        public static SlotView? TryRead(ReadOnlySpan<byte> bytes, int page)
        {
            ulong[] fields = new ulong[Field.Wide.Length];
            for (int i = 0; i < fields.Length; i++)
                fields[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[Field.Wide[i]..]);
            var slot = new SlotView(
                bytes[Field.Slot], fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], fields[7], fields[8], fields[9]);
            bool isValid = bytes[Field.Slot] == page % 2 && bytes[Field.Copy] == 1 + (page / 2)
                && bytes[Field.Flags] <= 1 && bytes[Field.Flags + 1] == 0
                && bytes[Field.Reserved..Layout.SumOffset].IndexOfAnyExcept((byte)0) < 0
                && slot.Seq is >= 1 and <= Layout.MaxNumber && slot.OpNumber <= Layout.MaxNumber
                && slot.Head <= slot.Unproven && slot.Unproven <= slot.Tail && slot.Tail <= Layout.MaxPosition
                && slot.Count <= (slot.Tail - slot.Head) / Layout.Overhead
                && (slot.Count == 0) == (slot.Head == slot.Tail);
            return isValid ? slot : null;
        }
    }
}
