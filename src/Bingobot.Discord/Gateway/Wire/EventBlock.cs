using System.Buffers;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>
/// Memory of the pool that events lie in one behind the other; it goes back when nobody adds to it any more and the last of them is
/// returned. One adds, another returns.
/// </summary>
/// <param name="leastBytes">How many bytes it has at least.</param>
internal sealed class EventBlock(int leastBytes)
{
    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(leastBytes);
    private int _used;

    /// <summary>Its events, and one for whoever adds to it.</summary>
    private int _holders = 1;

    /// <summary>Adds a copy; false where there is no room.</summary>
    public bool TryAdd(ReadOnlySpan<byte> data, out int offset)
    {
        offset = _used;
        if (data.Length > _bytes.Length - _used)
            return false;
        data.CopyTo(_bytes.AsSpan(_used));
        _used += data.Length;
        Interlocked.Increment(ref _holders);
        return true;
    }

    public ReadOnlyMemory<byte> At(int offset, int length) => _bytes.AsMemory(offset, length);

    /// <summary>An event is done with, or nothing is added any more.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            ArrayPool<byte>.Shared.Return(_bytes);
    }
}
