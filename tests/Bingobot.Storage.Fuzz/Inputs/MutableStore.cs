using System.Buffers.Binary;
using Bingobot.Storage.Fuzz.Stores;

namespace Bingobot.Storage.Fuzz.Inputs;

/// <summary>A store that is being changed. Everything that is asked for is brought into range, so that nothing throws.</summary>
public sealed class MutableStore(byte[] bytes)
{
    private const int MostRecords = 4 * 1024;
    private byte[] _bytes = (byte[])bytes.Clone();

    public int Length => _bytes.Length;

    public byte[] ToArray() => _bytes;

    public void Flip(int offset, int bit)
    {
        if (offset < Length)
            _bytes[offset] ^= (byte)(1 << (bit % 8));
    }

    public void SetNumber(int offset, ulong value)
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(number, value);
        number[..Math.Clamp(Length - offset, 0, number.Length)].CopyTo(_bytes.AsSpan(Math.Min(offset, Length)));
    }

    public ulong FieldOf(int page, int field) =>
        SlotAt(page % Layout.Pages, out Span<byte> slot) ? BinaryPrimitives.ReadUInt64LittleEndian(slot[FieldAt(field)..]) : 0;

    /// <summary>Sets a field of a slot in one copy, or with a page of 128 or more in both.</summary>
    public void SetField(int page, int field, ulong value)
    {
        const int BothCopies = 128;
        for (int at = page % Layout.Pages; at < Layout.Pages; at += 2)
        {
            if (SlotAt(at, out Span<byte> slot))
                BinaryPrimitives.WriteUInt64LittleEndian(slot[FieldAt(field)..], value);
            if (page < BothCopies)
                return;
        }
    }

    /// <summary>Sets one of the bytes between magic and salt, or a reserved one.</summary>
    public void SetSlotByte(int page, int which, byte value)
    {
        int at = which % 16 < 8 ? Field.Version + (which % 8) : Field.Reserved + which;
        if (SlotAt(page % Layout.Pages, out Span<byte> slot))
            slot[at] = value;
    }

    public uint LengthOf(int record) =>
        FindRecord(record, out int offset, out _) ? BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(offset)) : 0;

    /// <summary>Sets the first length of a record, the last one, or both.</summary>
    public void SetLength(int record, int which, uint value)
    {
        if (!FindRecord(record, out int offset, out int length))
            return;
        if (which % 3 != 1)
            BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(offset), value);
        if (which % 3 != 0)
            BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(offset + Layout.LengthBytes + length), value);
    }

    public void Cut(int length) => _bytes = _bytes[..Math.Min(length, Length)];

    public void Append(byte value, int count, int longest)
    {
        int before = Length;
        Array.Resize(ref _bytes, Math.Min(longest, before + count));
        if (Length > before)
            _bytes.AsSpan(before).Fill(value);
    }

    /// <summary>Copies one slot over another; the slot and copy that it names become right where the second page is odd.</summary>
    public void CopyPage(int from, int to)
    {
        int target = to / 2 % Layout.Pages;
        if (!SlotAt(from % Layout.Pages, out Span<byte> source) || !SlotAt(target, out Span<byte> destination))
            return;
        source.CopyTo(destination);
        if (to % 2 == 0)
            return;
        destination[Field.Slot] = (byte)(target % 2);
        destination[Field.Copy] = (byte)(1 + (target / 2));
    }

    public void Move(int from, int to, int count)
    {
        count = Math.Clamp(count, 0, Length - Math.Min(Length, Math.Max(from, to)));
        _bytes.AsSpan(Math.Min(from, Length), count).CopyTo(_bytes.AsSpan(Math.Min(to, Length)));
    }

    public void Zero(int from, int count)
    {
        from = Math.Min(from, Length);
        _bytes.AsSpan(from, Math.Min(count, Length - from)).Clear();
    }

    public void Repair(Repairs repairs)
    {
        var boundaries = new Dictionary<ulong, (ulong Chain, ulong Count)>();
        ulong end = RepairRecords(repairs, boundaries);
        for (int page = 0; page < Layout.Pages; page++)
        {
            if (SlotAt(page, out Span<byte> slot) && slot.StartsWith(Layout.Magic))
                RepairSlot(slot, repairs, boundaries, end);
        }
    }

    private static void RepairSlot(Span<byte> slot, Repairs repairs, Dictionary<ulong, (ulong Chain, ulong Count)> boundaries, ulong end)
    {
        if (repairs.HasFlag(Repairs.Tails))
            BinaryPrimitives.WriteUInt64LittleEndian(slot[Field.Tail..], end);
        if (boundaries.TryGetValue(BinaryPrimitives.ReadUInt64LittleEndian(slot[Field.Tail..]), out (ulong Chain, ulong Count) tail))
        {
            if (repairs.HasFlag(Repairs.Chains))
                BinaryPrimitives.WriteUInt64LittleEndian(slot[Field.TailChain..], tail.Chain);
            if (repairs.HasFlag(Repairs.Counts))
                BinaryPrimitives.WriteUInt64LittleEndian(slot[Field.Count..], tail.Count);
        }

        if (repairs.HasFlag(Repairs.Chains)
            && boundaries.TryGetValue(BinaryPrimitives.ReadUInt64LittleEndian(slot[Field.Unproven..]), out (ulong Chain, ulong Count) unproven))
            BinaryPrimitives.WriteUInt64LittleEndian(slot[Field.UnprovenChain..], unproven.Chain);
        if (repairs.HasFlag(Repairs.Sums))
            Layout.WriteSum(slot);
    }

    /// <summary>Walks by first lengths, as they are now, and notes the boundaries. Returns where the records end.</summary>
    private ulong RepairRecords(Repairs repairs, Dictionary<ulong, (ulong Chain, ulong Count)> boundaries)
    {
        ulong position = Head(out ulong chain);
        ulong count = 0;
        boundaries[position] = (chain, 0);
        while (position < (ulong)Length && count < MostRecords && RecordAt(Layout.DocumentsOffset + (int)position, out int length))
        {
            Span<byte> record = _bytes.AsSpan(Layout.DocumentsOffset + (int)position, length + Layout.Overhead);
            if (repairs.HasFlag(Repairs.Lengths))
                record[..Layout.LengthBytes].CopyTo(record[^Layout.TrailerBytes..]);
            if (repairs.HasFlag(Repairs.Chains))
            {
                chain = Layout.Chain(chain, record[..(Layout.LengthBytes + length)]);
                BinaryPrimitives.WriteUInt64LittleEndian(record[^Layout.ChainBytes..], chain);
            }

            position += (ulong)record.Length;
            count++;
            boundaries[position] = (BinaryPrimitives.ReadUInt64LittleEndian(record[^Layout.ChainBytes..]), count);
        }

        return position;
    }

    /// <summary>Where the records begin and the chain before them, by the first slot that has the magic.</summary>
    private ulong Head(out ulong chain)
    {
        for (int page = 0; page < Layout.Pages; page++)
        {
            if (!SlotAt(page, out Span<byte> slot) || !slot.StartsWith(Layout.Magic))
                continue;
            chain = BinaryPrimitives.ReadUInt64LittleEndian(slot[Field.HeadChain..]);
            return BinaryPrimitives.ReadUInt64LittleEndian(slot[Field.Head..]);
        }

        chain = 0;
        return 0;
    }

    private bool FindRecord(int record, out int offset, out int length)
    {
        ulong head = Head(out _);
        offset = Layout.DocumentsOffset + (int)Math.Min(head, (ulong)Length);
        while (RecordAt(offset, out length))
        {
            if (record-- <= 0)
                return true;
            offset += length + Layout.Overhead;
        }

        return false;
    }

    private bool RecordAt(int offset, out int length)
    {
        length = 0;
        if (offset < 0 || offset + Layout.Overhead > Length)
            return false;
        uint said = BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(offset));
        length = (int)Math.Min(said, int.MaxValue);
        return said <= (uint)(Length - offset - Layout.Overhead);
    }

    private bool SlotAt(int page, out Span<byte> slot)
    {
        int offset = page * Layout.PageBytes;
        bool isThere = offset + Layout.SlotBytes <= Length;
        slot = isThere ? _bytes.AsSpan(offset, Layout.SlotBytes) : default;
        return isThere;
    }

    private static int FieldAt(int field) => Field.Wide[field % Field.Wide.Length];
}
