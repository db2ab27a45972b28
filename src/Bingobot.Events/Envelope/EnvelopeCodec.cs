using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Bingobot.Events;

/// <summary>An event as one document of the log and back: pure, no I/O. The bytes are described in docs/format.md.</summary>
internal static class EnvelopeCodec
{
    /// <summary>The most bytes of an event's JSON.</summary>
    public const int MaxDataBytes = 8 * 1024 * 1024;

    /// <summary>The most UTF-8 bytes of a type's name.</summary>
    public const int MaxTypeBytes = 256;

    /// <summary>The most UTF-8 bytes of each text of a cursor.</summary>
    public const int MaxCursorTextBytes = 4 * 1024;

    private const byte Version = 1;
    private const byte CursorFlag = 1;
    private const byte TypeVersionFlag = 2;
    private const byte KnownFlags = CursorFlag | TypeVersionFlag;
    private const int TypeLengthOffset = 2;
    private const int SequenceOffset = 4;
    private const int TimeOffset = 12;
    private const int PartitionOffset = 20;
    private const int ChainOffset = 28;
    private const int HeaderBytes = 36;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The chain's value before the first event of a stream.</summary>
    public static ulong ChainSeed(string streamId) => XxHash3.HashToUInt64(Utf8.GetBytes(streamId));

    /// <summary>Writes an event that follows <paramref name="previousChain"/>.</summary>
    /// <exception cref="ArgumentException">A text or the data is longer than the format allows.</exception>
    public static byte[] Encode(Recorded e, ulong previousChain, out ulong chain)
    {
        int type = Measure(e.Type, MaxTypeBytes, "The event type's name");
        if (e.Data.Length > MaxDataBytes)
            throw new ArgumentException($"The event {e.Type} has {e.Data.Length} bytes of JSON; at most {MaxDataBytes} are allowed.");

        if (e.TypeVersion is < 1 or > ushort.MaxValue)
            throw new ArgumentException($"The event {e.Type} has version {e.TypeVersion}; versions are 1 to {ushort.MaxValue}.");

        byte[] document = new byte[
            HeaderBytes + type + (e.TypeVersion == 1 ? 0 : sizeof(ushort)) + CursorBytes(e.Cursor) + e.Data.Length];
        document[0] = Version;
        document[1] = (byte)((e.Cursor is null ? 0 : CursorFlag) | (e.TypeVersion == 1 ? 0 : TypeVersionFlag));
        BinaryPrimitives.WriteUInt16LittleEndian(document.AsSpan(TypeLengthOffset), (ushort)type);
        BinaryPrimitives.WriteInt64LittleEndian(document.AsSpan(SequenceOffset), e.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(document.AsSpan(TimeOffset), e.Time.UtcTicks);
        BinaryPrimitives.WriteUInt64LittleEndian(document.AsSpan(PartitionOffset), e.Partition);
        int at = HeaderBytes + Utf8.GetBytes(e.Type, document.AsSpan(HeaderBytes));
        if (e.TypeVersion != 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(document.AsSpan(at), (ushort)e.TypeVersion);
            at += sizeof(ushort);
        }

        at += WriteCursor(e.Cursor, document.AsSpan(at));
        e.Data.Span.CopyTo(document.AsSpan(at));

        chain = Chain(document, previousChain);
        BinaryPrimitives.WriteUInt64LittleEndian(document.AsSpan(ChainOffset), chain);
        return document;
    }

    /// <summary>The chain's value that the document claims.</summary>
    public static ulong ReadChain(ReadOnlySpan<byte> document) => BinaryPrimitives.ReadUInt64LittleEndian(document[ChainOffset..]);

    /// <summary>Whether the document is whole and follows <paramref name="previousChain"/>.</summary>
    public static bool Follows(byte[] document, ulong previousChain)
    {
        if (document.Length < HeaderBytes)
            return false;
        ulong claimed = ReadChain(document);
        ulong actual = Chain(document, previousChain);
        BinaryPrimitives.WriteUInt64LittleEndian(document.AsSpan(ChainOffset), claimed);
        return claimed == actual;
    }

    /// <summary>Reads an event. Its data is a part of <paramref name="document"/>, which must not change afterwards.</summary>
    /// <returns>Null where it was read, else what is wrong with it.</returns>
    public static string? TryDecode(byte[] document, out Recorded? e)
    {
        e = null;
        if (document.Length < HeaderBytes)
            return $"an envelope of at least {HeaderBytes} bytes was expected, not of {document.Length}";
        if (document[0] != Version)
            return $"envelope version {Version} was expected, not {document[0]}";
        if ((document[1] & ~KnownFlags) != 0)
            return $"flags that version {Version} knows were expected, not 0x{document[1]:x2}";
        long ticks = BinaryPrimitives.ReadInt64LittleEndian(document.AsSpan(TimeOffset));
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
            return $"a time in ticks was expected, not {ticks}";
        try
        {
            var rest = new Reader(document, HeaderBytes);
            string type = rest.Text(BinaryPrimitives.ReadUInt16LittleEndian(document.AsSpan(TypeLengthOffset)));
            int version = (document[1] & TypeVersionFlag) == 0 ? 1 : rest.Length();
            if (version == 0)
                return "a version of the event type, counted from 1, was expected, not 0";
            Cursor? cursor = (document[1] & CursorFlag) == 0
                ? null
                : new Cursor(rest.Text(rest.Length()), rest.Text(rest.Length()), rest.Text(rest.Length()), rest.Position());
            e = new Recorded(
                BinaryPrimitives.ReadInt64LittleEndian(document.AsSpan(SequenceOffset)),
                new DateTimeOffset(ticks, TimeSpan.Zero),
                BinaryPrimitives.ReadUInt64LittleEndian(document.AsSpan(PartitionOffset)),
                type,
                rest.Remaining(),
                cursor)
            {
                TypeVersion = version,
            };
            return null;
        }
        catch (Exception fault) when (fault is ArgumentOutOfRangeException or DecoderFallbackException)
        {
            return $"type and cursor within the {document.Length} bytes of the envelope, in UTF-8, were expected";
        }
    }

    /// <summary>Reads the bytes of a cursor, as they lie in an envelope.</summary>
    public static Cursor ReadCursor(ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader(bytes.ToArray(), 0);
        return new Cursor(reader.Text(reader.Length()), reader.Text(reader.Length()), reader.Text(reader.Length()), reader.Position());
    }

    /// <summary>XXH3-64 of the document in which the chain's field holds the previous value. Leaves that value there.</summary>
    private static ulong Chain(byte[] document, ulong previousChain)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(document.AsSpan(ChainOffset), previousChain);
        return XxHash3.HashToUInt64(document);
    }

    private static int Measure(string text, int most, string what)
    {
        int length = Utf8.GetByteCount(text);
        return length <= most
            ? length
            : throw new ArgumentException($"{what} has {length} bytes in UTF-8; at most {most} are allowed.");
    }

    private static int CursorBytes(Cursor? cursor) => cursor is null
        ? 0
        : 3 * sizeof(ushort) + sizeof(long)
            + Measure(cursor.Source, MaxCursorTextBytes, "The cursor's source")
            + Measure(cursor.Session, MaxCursorTextBytes, "The cursor's session")
            + Measure(cursor.Endpoint, MaxCursorTextBytes, "The cursor's endpoint");

    private static int WriteCursor(Cursor? cursor, Span<byte> destination)
    {
        if (cursor is null)
            return 0;
        int at = 0;
        foreach (string text in (ReadOnlySpan<string>)[cursor.Source, cursor.Session, cursor.Endpoint])
        {
            int length = Utf8.GetBytes(text, destination[(at + sizeof(ushort))..]);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[at..], (ushort)length);
            at += sizeof(ushort) + length;
        }

        BinaryPrimitives.WriteInt64LittleEndian(destination[at..], cursor.Position);
        return at + sizeof(long);
    }

    private ref struct Reader(byte[] document, int at)
    {
        private int _at = at;

        public int Length() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

        public long Position() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

        public string Text(int length) => Utf8.GetString(Take(length));

        public readonly ReadOnlyMemory<byte> Remaining() => document.AsMemory(_at);

        private ReadOnlySpan<byte> Take(int length)
        {
            ReadOnlySpan<byte> taken = document.AsSpan(_at, length);
            _at += length;
            return taken;
        }
    }
}
