using System.Buffers.Binary;

namespace Bingobot.Events;

/// <summary>Reads numbers one after the other. Past the end it reads zeros and says so.</summary>
internal ref struct BytesReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public bool IsPastEnd { get; private set; }

    public readonly int Remaining => _rest.Length;

    public int Int16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > _rest.Length)
        {
            IsPastEnd = true;
            _rest = default;
            return new byte[Math.Clamp(length, sizeof(ulong), 1024)];
        }

        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
