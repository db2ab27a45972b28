using Bingobot.Storage.Format;

namespace Bingobot.Storage.Engine;

/// <summary>
/// Looks byte by byte for where records go on behind damage. What it may read and hash is bounded, so that bytes made to look
/// like records everywhere cost no more than a few times their number.
/// </summary>
internal sealed class RecordSearch(VerifySource source, VerifyWindow window, long bytesToSearch)
{
    private const int BlockBytes = 256 * 1024;
    private const int FreeBytes = 256;
    private const int FarReadCost = 4 * 1024;
    private readonly byte[] _block = new byte[(int)Math.Clamp(bytesToSearch, 1, BlockBytes)];
    private long _effort = (8 * bytesToSearch) + (64L * 1024 * 1024);

    /// <summary>True when it gave up.</summary>
    public bool IsExhausted => _effort <= 0;

    /// <summary>
    /// The first position in [from, limit) at which a whole record fits the chain that stands before it. After it gave up it
    /// only reads on, since all of the medium is to be read.
    /// </summary>
    /// <returns>The limit where there is none.</returns>
    public long FindNext(long from, long limit)
    {
        while (limit - from >= Frame.Overhead)
        {
            int read = source.ReadAll(StoreLayout.OffsetOf(from), _block.AsSpan(0, (int)Math.Min(_block.Length, limit - from)));
            if (read < Frame.Overhead)
                break;
            int candidates = read - Frame.LengthBytes + 1;
            for (int i = 0; i < candidates && !IsExhausted; i++)
            {
                if (_block[i + 3] == 0 && IsRecord(_block.AsSpan(0, read), i, from, limit))
                    return from + i;
            }

            from += candidates;
        }

        return limit;
    }

    private bool IsRecord(ReadOnlySpan<byte> block, int at, long blockStart, long limit)
    {
        long start = blockStart + at;
        uint length = Frame.ReadLength(block[at..]);
        if (length > Frame.MaxDocumentBytes || length > limit - start - Frame.Overhead || LastLength(block, at, blockStart, length) != length)
            return false;
        _effort -= Math.Max(0L, (long)length - FreeBytes);
        Span<byte> lead = window.At(start - Frame.ChainBytes, Frame.ChainBytes);
        return lead.Length == Frame.ChainBytes
            && RecordLook.TryAhead(window, start, Frame.ReadChain(lead), limit, out RecordLook look)
            && look.IsSound;
    }

    private uint LastLength(ReadOnlySpan<byte> block, int at, long blockStart, uint length)
    {
        long last = at + Frame.LengthBytes + length;
        if (last + Frame.LengthBytes <= block.Length)
            return Frame.ReadLength(block[(int)last..]);
        _effort -= FarReadCost;
        Span<byte> bytes = stackalloc byte[Frame.LengthBytes];
        return source.ReadAll(StoreLayout.OffsetOf(blockStart + last), bytes) == bytes.Length ? Frame.ReadLength(bytes) : uint.MaxValue;
    }
}
