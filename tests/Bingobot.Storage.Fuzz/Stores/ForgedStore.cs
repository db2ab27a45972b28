using System.Buffers.Binary;

namespace Bingobot.Storage.Fuzz.Stores;

/// <summary>Makes stores by docs/format.md, without the library, so that the same call gives the same bytes for ever.</summary>
/// <param name="salt">The store's salt.</param>
/// <param name="head">Position of the least recent document; writers of version 1 always have 0, readers must take any.</param>
public sealed class ForgedStore(ulong salt, long head = 0)
{
    private readonly List<(long Position, ulong Chain)> _boundaries = [(head, salt)];
    private byte[] _bytes = new byte[Layout.DocumentsOffset];
    private ulong _changes;

    public byte[] ToArray() => (byte[])_bytes.Clone();

    /// <summary>Writes a record behind the last one.</summary>
    public ForgedStore Push(params ReadOnlySpan<byte> document)
    {
        (long position, ulong chain) = _boundaries[^1];
        byte[] record = new byte[document.Length + Layout.Overhead];
        BinaryPrimitives.WriteInt32LittleEndian(record, document.Length);
        document.CopyTo(record.AsSpan(Layout.LengthBytes));
        chain = Layout.Chain(chain, record.AsSpan(0, Layout.LengthBytes + document.Length));
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(Layout.LengthBytes + document.Length), document.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(^Layout.ChainBytes), chain);
        Write(Layout.DocumentsOffset + position, record);
        _boundaries.Add((position + record.Length, chain));
        _changes++;
        return this;
    }

    /// <summary>Removes documents; their bytes stay.</summary>
    public ForgedStore Pop(int documents)
    {
        _boundaries.RemoveRange(_boundaries.Count - documents, documents);
        _changes++;
        return this;
    }

    /// <summary>Names the present state.</summary>
    /// <param name="slot">0 for A, 1 for B.</param>
    /// <param name="seq">Number of the commit.</param>
    /// <param name="unproven">How many of the most recent documents the slot does not know to be durable.</param>
    /// <param name="clean">Whether the store was closed.</param>
    /// <param name="copies">1 leaves the second copy as it was, as a torn write does.</param>
    public ForgedStore Commit(int slot, ulong seq, int unproven = 0, bool clean = false, int copies = 2)
    {
        for (int copy = 1; copy <= copies; copy++)
            Write(((2 * (copy - 1)) + slot) * Layout.PageBytes, Slot(slot, copy, seq, unproven, clean));
        return this;
    }

    public ForgedStore Junk(int bytes)
    {
        byte[] junk = new byte[bytes];
        new Random(bytes).NextBytes(junk);
        Write(_bytes.Length, junk);
        return this;
    }

    /// <summary>Spoils the last byte but 20 of the records: the payload of the most recent one, usually.</summary>
    public ForgedStore Tear()
    {
        _bytes[(int)(Layout.DocumentsOffset + _boundaries[^1].Position) - 20] ^= 0x40;
        return this;
    }

    private byte[] Slot(int slot, int copy, ulong seq, int unproven, bool clean)
    {
        byte[] bytes = new byte[Layout.SlotBytes];
        Layout.Magic.CopyTo(bytes);
        bytes[Field.Version] = 1;
        bytes[Field.Slot] = (byte)slot;
        bytes[Field.Copy] = (byte)copy;
        bytes[Field.Flags] = clean ? (byte)1 : (byte)0;
        void Put(int field, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(field), value);
        (long position, ulong chain) = _boundaries[^1];
        (long unprovenPosition, ulong unprovenChain) = _boundaries[^(1 + unproven)];
        Put(Field.Salt, salt);
        Put(Field.Seq, seq);
        Put(Field.OpNumber, _changes);
        Put(Field.Head, (ulong)_boundaries[0].Position);
        Put(Field.HeadChain, _boundaries[0].Chain);
        Put(Field.Tail, (ulong)position);
        Put(Field.TailChain, chain);
        Put(Field.Count, (ulong)_boundaries.Count - 1);
        Put(Field.Unproven, (ulong)unprovenPosition);
        Put(Field.UnprovenChain, unprovenChain);
        Layout.WriteSum(bytes);
        return bytes;
    }

    private void Write(long offset, ReadOnlySpan<byte> source)
    {
        int end = (int)offset + source.Length;
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, end);
        source.CopyTo(_bytes.AsSpan((int)offset));
    }
}
