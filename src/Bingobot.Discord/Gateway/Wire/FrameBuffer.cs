using System.Buffers;

namespace Bingobot.Discord.Gateway.Wire;

/// <summary>Bytes of a frame as they come in, in memory rented from the pool, up to a limit. Not thread-safe.</summary>
/// <param name="most">The most bytes of a frame.</param>
internal sealed class FrameBuffer(int most) : IDisposable
{
    private const int FirstBytes = 16 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);

    public int Length { get; private set; }

    /// <summary>Whether it holds more than it may: one byte at the most.</summary>
    public bool IsTooLong => Length > most;

    /// <summary>What it holds; good until the next change.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Room for at least one more byte; false once it holds more than it may.</summary>
    public bool TryReserve(out Memory<byte> free)
    {
        free = default;
        if (IsTooLong)
            return false;
        if (Length == _bytes.Length)
            Grow();
        free = _bytes.AsMemory(Length, (int)Math.Min(_bytes.Length - Length, most + 1L - Length));
        return true;
    }

    /// <summary>So many bytes were written to what was reserved.</summary>
    public void Advance(int count) => Length += count;

    /// <summary>Adds a copy; false where it would hold more than it may.</summary>
    public bool TryAppend(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > most - Length)
            return false;
        while (!bytes.IsEmpty && TryReserve(out var free))
        {
            var part = bytes[..Math.Min(free.Length, bytes.Length)];
            part.CopyTo(free.Span);
            Advance(part.Length);
            bytes = bytes[part.Length..];
        }
        return true;
    }

    public void Clear() => Length = 0;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Length * 2L, most + 1L));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
