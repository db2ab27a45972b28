using Bingobot.Storage.Format;

namespace Bingobot.Storage.Engine;

/// <summary>A part of the store in memory, moved to where the verifier looks; at most a block and the longest record.</summary>
internal sealed class VerifyWindow(VerifySource source, int blockBytes)
{
    private byte[] _bytes = [];
    private long _start;
    private int _length;

    /// <summary>
    /// Bytes [<paramref name="position"/>, + <paramref name="count"/>); position −8 is the last of the slots' pages. The caller
    /// may change them for a while. Reads on ahead, or before where <paramref name="backward"/>.
    /// </summary>
    /// <returns>Fewer bytes where the store ends.</returns>
    public Span<byte> At(long position, int count, bool backward = false)
    {
        if (position < _start || position + count > _start + _length)
            Move(position, count, backward);
        int from = (int)(position - _start);
        return _bytes.AsSpan(from, Math.Min(count, Math.Max(0, _length - from)));
    }

    private void Move(long position, int count, bool backward)
    {
        int want = Math.Max(count, blockBytes);
        _start = backward ? Math.Max(-Frame.ChainBytes, position + count - want) : position;

        // No memory is taken for a length that the store cannot hold.
        want = (int)Math.Clamp(source.Length - StoreLayout.OffsetOf(_start), 0, want);
        if (_bytes.Length < want)
            _bytes = new byte[want];
        _length = source.ReadAll(StoreLayout.OffsetOf(_start), _bytes.AsSpan(0, want));
    }
}
