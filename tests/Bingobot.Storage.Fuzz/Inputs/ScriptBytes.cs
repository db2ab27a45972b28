using Bingobot.Storage.Fuzz.Stores;

namespace Bingobot.Storage.Fuzz.Inputs;

/// <summary>Takes numbers from a script; behind its end there are zeros, so that every byte string is a script.</summary>
public ref struct ScriptBytes(ReadOnlySpan<byte> bytes)
{
    private static readonly ulong[] Interesting =
    [
        0, 1, 4, 8, 15, 16, 17, 24, 32, 255, 512, 4096, Layout.DocumentsOffset, 0xffff, Layout.MaxLength - 1, Layout.MaxLength,
        Layout.MaxLength + 1, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, Layout.MaxPosition - 1, Layout.MaxPosition,
        Layout.MaxPosition + 1, long.MaxValue, 1UL << 63, ulong.MaxValue - 15, ulong.MaxValue,
    ];

    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte()
    {
        if (_rest.IsEmpty)
            return 0;
        byte first = _rest[0];
        _rest = _rest[1..];
        return first;
    }

    public int TwoBytes() => Byte() | (Byte() << 8);

    /// <summary>A number below the limit, which is at least 1.</summary>
    public int Below(int limit) => limit <= 256 ? Byte() % limit : (TwoBytes() | (Byte() << 16)) % limit;

    /// <summary>A value for a field: a number that is at an edge of something, a neighbour of the present one, or any.</summary>
    public ulong Value(ulong present)
    {
        byte kind = Byte();
        switch (kind % 4)
        {
            case 0:
                return Interesting[Byte() % Interesting.Length];
            case 1:
                return present + (ulong)(sbyte)Byte();
            case 2:
                return present + (ulong)((sbyte)Byte() * Layout.Overhead);
            default:
                ulong any = 0;
                for (int i = 0; i < sizeof(ulong); i++)
                    any = (any << 8) | Byte();
                return any;
        }
    }
}
