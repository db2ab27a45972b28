using System.Buffers.Binary;

namespace Bingobot.Events;

/// <summary>Copies of events on their way to a worker. Not thread-safe: it has one owner at a time.</summary>
internal sealed class EventBlock
{
    /// <summary>The bytes of a block; one event that is longer gets a block of its own.</summary>
    public const int UsualBytes = 256 * 1024;

    private const int HeadBytes = 3 * sizeof(long) + 4 * sizeof(int);
    private byte[] _bytes = new byte[UsualBytes];
    private int _length;

    public bool IsEmpty => _length == 0;

    /// <summary>Adds a copy, where there is room.</summary>
    /// <param name="e">The event.</param>
    /// <param name="type">The place of its type in the catalog.</param>
    /// <param name="isNoted">Whether it is only to be taken notice of: another worker applies it.</param>
    public bool TryAdd(in EventView e, int type, bool isNoted)
    {
        int length = HeadBytes + e.Data.Length;
        if (length > _bytes.Length - _length)
        {
            if (_length > 0)
                return false;
            _bytes = new byte[length];
        }

        Span<byte> at = _bytes.AsSpan(_length, length);
        BinaryPrimitives.WriteInt64LittleEndian(at, e.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(at[8..], e.Time.UtcTicks);
        BinaryPrimitives.WriteUInt64LittleEndian(at[16..], e.Partition);
        BinaryPrimitives.WriteInt32LittleEndian(at[24..], type);
        BinaryPrimitives.WriteInt32LittleEndian(at[28..], e.TypeVersion);
        BinaryPrimitives.WriteInt32LittleEndian(at[32..], isNoted ? 1 : 0);
        BinaryPrimitives.WriteInt32LittleEndian(at[36..], e.Data.Length);
        e.Data.CopyTo(at[HeadBytes..]);
        _length += length;
        return true;
    }

    /// <summary>Applies the events in it, in order.</summary>
    public void ApplyTo(Machine machine)
    {
        for (int at = 0; at < _length;)
        {
            ReadOnlySpan<byte> head = _bytes.AsSpan(at, HeadBytes);
            var e = new EventHead(
                BinaryPrimitives.ReadInt64LittleEndian(head),
                new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(head[8..]), TimeSpan.Zero),
                BinaryPrimitives.ReadUInt64LittleEndian(head[16..]));
            EventRegistration type = machine.Catalog.Types[BinaryPrimitives.ReadInt32LittleEndian(head[24..])];
            int version = BinaryPrimitives.ReadInt32LittleEndian(head[28..]);
            bool isNoted = BinaryPrimitives.ReadInt32LittleEndian(head[32..]) != 0;
            int length = BinaryPrimitives.ReadInt32LittleEndian(head[36..]);
            machine.Apply(type, version, e, _bytes.AsSpan(at + HeadBytes, length), isNoted);
            at += HeadBytes + length;
        }
    }

    /// <summary>Makes it empty again.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > UsualBytes)
            _bytes = new byte[UsualBytes];
    }
}
