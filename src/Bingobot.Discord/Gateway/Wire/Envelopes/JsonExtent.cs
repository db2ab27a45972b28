using System.Numerics;
using System.Runtime.Intrinsics;

namespace Bingobot.Discord.Gateway.Wire.Envelopes;

/// <summary>
/// Finds where a JSON object or array ends without reading what is in it: brackets outside of strings are counted, 64 bytes at a time.
/// Of what is JSON the end is found exactly; what is not may have an end as well.
/// </summary>
internal ref struct JsonExtent
{
    /// <summary>Nesting up to which <see cref="EndOf"/> finds an end; a little less where many brackets lie close together.</summary>
    public const int MostDepth = 63;

    private const int BlockBytes = 64;
    private const int NotHere = -1;
    private const int TooDeep = -2;

    private int _depth;

    /// <summary>All bits where a block begins within a string, otherwise none.</summary>
    private ulong _inString;

    /// <summary>The lowest bit where a block's first byte is escaped by the last of the one before.</summary>
    private ulong _isFirstEscaped;

    /// <summary>The index behind the bracket that closes the one that <paramref name="json"/> begins with; -1 where it is not found.</summary>
    public static int EndOf(ReadOnlySpan<byte> json)
    {
        var extent = default(JsonExtent);
        var at = 0;
        for (; json.Length - at >= BlockBytes; at += BlockBytes)
        {
            var end = extent.Next(json.Slice(at, BlockBytes));
            if (end != NotHere)
                return end == TooDeep ? NotHere : at + end;
        }

        Span<byte> last = stackalloc byte[BlockBytes];
        last.Clear();
        json[at..].CopyTo(last);
        var endOfLast = extent.Next(last);
        return endOfLast < 0 ? NotHere : at + endOfLast;
    }

    private int Next(scoped ReadOnlySpan<byte> block)
    {
        Marks.Of(block, out var marks);
        var quotes = marks.Quotes & ~Escaped(marks.Backslashes);
        // Within a string an odd number of quotes came before.
        var strings = ParityUpTo(quotes) ^ _inString;
        _inString = (ulong)((long)strings >> (BlockBytes - 1));
        var opens = marks.Opens & ~strings;
        var closes = marks.Closes & ~strings;

        var opened = BitOperations.PopCount(opens);
        var closed = BitOperations.PopCount(closes);
        if (_depth + opened > MostDepth)
            return TooDeep;
        if (closed >= _depth)
            return Walk(opens, closes);
        _depth += opened - closed;
        return NotHere;
    }

    /// <summary>Bracket by bracket, where the last may be closed.</summary>
    private int Walk(ulong opens, ulong closes)
    {
        for (var brackets = opens | closes; brackets != 0; brackets &= brackets - 1)
        {
            var at = BitOperations.TrailingZeroCount(brackets);
            _depth += (opens >> at & 1) != 0 ? 1 : -1;
            if (_depth <= 0)
                return at + 1;
        }
        return NotHere;
    }

    /// <summary>The bytes behind backslashes that are not themselves behind one.</summary>
    private ulong Escaped(ulong backslashes)
    {
        var escaped = _isFirstEscaped;
        backslashes &= ~escaped;
        _isFirstEscaped = 0;
        while (backslashes != 0)
        {
            var backslash = backslashes & (0 - backslashes);
            var next = backslash << 1;
            if (next == 0)
                _isFirstEscaped = 1;
            escaped |= next;
            backslashes &= ~(backslash | next);
        }
        return escaped;
    }

    /// <summary>Of each bit, whether the bits up to it are odd in number.</summary>
    private static ulong ParityUpTo(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }

    /// <summary>Where in a block the bytes are that structure is made of: a bit for each byte.</summary>
    private readonly record struct Marks(ulong Quotes, ulong Backslashes, ulong Opens, ulong Closes)
    {
        /// <summary>With this bit set, brackets and braces are the same.</summary>
        private const byte BraceBit = 0x20;

        public static void Of(ReadOnlySpan<byte> block, out Marks marks)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                var bytes = Vector512.Create(block);
                var braces = bytes | Vector512.Create(BraceBit);
                marks = new Marks(
                    Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits(),
                    Vector512.Equals(bytes, Vector512.Create((byte)'\\')).ExtractMostSignificantBits(),
                    Vector512.Equals(braces, Vector512.Create((byte)'{')).ExtractMostSignificantBits(),
                    Vector512.Equals(braces, Vector512.Create((byte)'}')).ExtractMostSignificantBits());
                return;
            }
            var (low, high) = (Half(Vector256.Create(block)), Half(Vector256.Create(block[Vector256<byte>.Count..])));
            marks = new Marks(
                low.Quotes | high.Quotes << Vector256<byte>.Count,
                low.Backslashes | high.Backslashes << Vector256<byte>.Count,
                low.Opens | high.Opens << Vector256<byte>.Count,
                low.Closes | high.Closes << Vector256<byte>.Count);
        }

        private static Marks Half(Vector256<byte> bytes)
        {
            var braces = bytes | Vector256.Create(BraceBit);
            return new Marks(
                Vector256.Equals(bytes, Vector256.Create((byte)'"')).ExtractMostSignificantBits(),
                Vector256.Equals(bytes, Vector256.Create((byte)'\\')).ExtractMostSignificantBits(),
                Vector256.Equals(braces, Vector256.Create((byte)'{')).ExtractMostSignificantBits(),
                Vector256.Equals(braces, Vector256.Create((byte)'}')).ExtractMostSignificantBits());
        }
    }
}
