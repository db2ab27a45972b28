using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
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

    /// <summary>The space for a copy of a document that makes proving its chain fastest.</summary>
    public const int ChainScratchBytes = 4 * 1024;

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
    private const long MaxTicks = 3_155_378_975_999_999_999;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The chain's value before the first event of a stream.</summary>
    public static ulong ChainSeed(string streamId) => XxHash3.HashToUInt64(Utf8.GetBytes(streamId));

    /// <summary>Writes an event that follows <paramref name="previousChain"/>, as a document of its own.</summary>
    /// <exception cref="ArgumentException">A text or the data is longer than the format allows.</exception>
    public static byte[] Encode(Recorded e, ulong previousChain, out ulong chain)
    {
        byte[] document = new byte[MeasureDocument(e)];
        Encode(e, document, previousChain, out chain);
        return document;
    }

    /// <summary>The bytes that <see cref="Encode(Recorded, Span{byte}, ulong, out ulong)"/> needs.</summary>
    /// <exception cref="ArgumentException">A text or the data is longer than the format allows.</exception>
    public static int MeasureDocument(Recorded e)
    {
        if (e.Data.Length > MaxDataBytes)
            throw new ArgumentException($"The event {e.Type} has {e.Data.Length} bytes of JSON; at most {MaxDataBytes} are allowed.");
        if (e.TypeVersion is < 1 or > ushort.MaxValue)
            throw new ArgumentException($"The event {e.Type} has version {e.TypeVersion}; versions are 1 to {ushort.MaxValue}.");
        return HeaderBytes + Measure(e.Type, MaxTypeBytes, "The event type's name")
            + (e.TypeVersion == 1 ? 0 : sizeof(ushort)) + CursorBytes(e.Cursor) + e.Data.Length;
    }

    /// <summary>Writes an event that follows <paramref name="previousChain"/>. Allocates nothing.</summary>
    /// <param name="e">The event.</param>
    /// <param name="document">Exactly the bytes that <see cref="MeasureDocument"/> names.</param>
    /// <param name="previousChain">The chain before it.</param>
    /// <param name="chain">The chain after it.</param>
    public static void Encode(Recorded e, Span<byte> document, ulong previousChain, out ulong chain)
    {
        document[0] = Version;
        document[1] = (byte)((e.Cursor is null ? 0 : CursorFlag) | (e.TypeVersion == 1 ? 0 : TypeVersionFlag));
        BinaryPrimitives.WriteInt64LittleEndian(document[SequenceOffset..], e.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(document[TimeOffset..], e.Time.UtcTicks);
        BinaryPrimitives.WriteUInt64LittleEndian(document[PartitionOffset..], e.Partition);
        int at = HeaderBytes + Utf8.GetBytes(e.Type, document[HeaderBytes..]);
        BinaryPrimitives.WriteUInt16LittleEndian(document[TypeLengthOffset..], (ushort)(at - HeaderBytes));
        if (e.TypeVersion != 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(document[at..], (ushort)e.TypeVersion);
            at += sizeof(ushort);
        }

        at += WriteCursor(e.Cursor, document[at..]);
        e.Data.Span.CopyTo(document[at..]);
        chain = Rechain(document, previousChain);
    }

    /// <summary>Makes a document follow <paramref name="previousChain"/>; nothing else of it changes.</summary>
    /// <returns>The chain after it.</returns>
    public static ulong Rechain(Span<byte> document, ulong previousChain)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(document[ChainOffset..], previousChain);
        ulong chain = XxHash3.HashToUInt64(document);
        BinaryPrimitives.WriteUInt64LittleEndian(document[ChainOffset..], chain);
        return chain;
    }

    /// <summary>The chain's value that the document claims.</summary>
    public static ulong ReadChain(ReadOnlySpan<byte> document) => BinaryPrimitives.ReadUInt64LittleEndian(document[ChainOffset..]);

    /// <summary>Whether the document is whole and follows <paramref name="previousChain"/>.</summary>
    public static bool Follows(ReadOnlySpan<byte> document, ulong previousChain)
    {
        if (document.Length < HeaderBytes)
            return false;
        return document.Length <= ChainScratchBytes
            ? Follows(document, previousChain, stackalloc byte[document.Length])
            : FollowsLong(document, previousChain);
    }

    /// <summary>As <see cref="Follows(ReadOnlySpan{byte}, ulong)"/>, for whoever asks often.</summary>
    /// <param name="document">At least as long as an envelope's header.</param>
    /// <param name="previousChain">The chain before it.</param>
    /// <param name="scratch">Space for a copy; where the document does not fit, it is hashed in pieces.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Follows(ReadOnlySpan<byte> document, ulong previousChain, Span<byte> scratch)
    {
        if (!document.TryCopyTo(scratch))
            return FollowsLong(document, previousChain);
        BinaryPrimitives.WriteUInt64LittleEndian(scratch[ChainOffset..], previousChain);
        return XxHash3.HashToUInt64(scratch[..document.Length]) == ReadChain(document);
    }

    /// <summary>Reads an event. Its data is a part of <paramref name="document"/>, which must not change afterwards.</summary>
    /// <returns>Null where it was read, else what is wrong with it.</returns>
    public static string? TryDecode(byte[] document, out Recorded? e)
    {
        e = null;
        if (TryView(document, out EventView view) is { } fault)
            return fault;
        try
        {
            e = new Recorded(
                view.Sequence, view.Time, view.Partition, Utf8.GetString(view.TypeUtf8),
                document.AsMemory(document.Length - view.Data.Length), view.ReadCursor())
            {
                TypeVersion = view.TypeVersion,
            };
            return null;
        }
        catch (DecoderFallbackException)
        {
            return OutOfEnvelope(document.Length);
        }
    }

    /// <summary>Shows an event where it lies. Whether its texts are UTF-8 is not looked at: the chain proves what was written.</summary>
    /// <returns>Null where it was read, else what is wrong with it.</returns>
    public static string? TryView(ReadOnlySpan<byte> document, out EventView e)
    {
        e = default;
        if (document.Length < HeaderBytes)
            return $"an envelope of at least {HeaderBytes} bytes was expected, not of {document.Length}";
        int flags = document[1];
        ulong ticks = BinaryPrimitives.ReadUInt64LittleEndian(document[TimeOffset..]);
        if (document[0] != Version || (flags & ~KnownFlags) != 0 || ticks > (ulong)MaxTicks)
            return HeaderFault(document);
        int typeEnd = HeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(document[TypeLengthOffset..]);
        int at = typeEnd;
        int typeVersion = 1;
        int cursorStart = at;
        if (flags != 0)
        {
            if ((flags & TypeVersionFlag) != 0)
            {
                if (document.Length - at < sizeof(ushort))
                    return OutOfEnvelope(document.Length);
                typeVersion = BinaryPrimitives.ReadUInt16LittleEndian(document[at..]);
                at += sizeof(ushort);
                if (typeVersion == 0)
                    return "a version of the event type, counted from 1, was expected, not 0";
            }

            cursorStart = at;
            if ((flags & CursorFlag) != 0 && !TrySkipCursor(document, ref at))
                return OutOfEnvelope(document.Length);
        }

        if (at > document.Length)
            return OutOfEnvelope(document.Length);
        e = new EventView(
            BinaryPrimitives.ReadInt64LittleEndian(document[SequenceOffset..]),
            new DateTimeOffset((long)ticks, TimeSpan.Zero),
            BinaryPrimitives.ReadUInt64LittleEndian(document[PartitionOffset..]),
            document[HeaderBytes..typeEnd],
            typeVersion,
            document[cursorStart..at],
            document[at..]);
        return null;
    }

    /// <summary>Reads the bytes of a cursor, as they lie in an envelope.</summary>
    public static Cursor ReadCursor(ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader(bytes.ToArray());
        return new Cursor(reader.Text(reader.Length()), reader.Text(reader.Length()), reader.Text(reader.Length()), reader.Position());
    }

    private static bool FollowsLong(ReadOnlySpan<byte> document, ulong previousChain)
    {
        Span<byte> chain = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(chain, previousChain);
        var hash = new XxHash3();
        hash.Append(document[..ChainOffset]);
        hash.Append(chain);
        hash.Append(document[(ChainOffset + sizeof(ulong))..]);
        return hash.GetCurrentHashAsUInt64() == ReadChain(document);
    }

    private static string HeaderFault(ReadOnlySpan<byte> document)
    {
        if (document[0] != Version)
            return $"envelope version {Version} was expected, not {document[0]}";
        return (document[1] & ~KnownFlags) != 0
            ? $"flags that version {Version} knows were expected, not 0x{document[1]:x2}"
            : $"a time in ticks was expected, not {BinaryPrimitives.ReadInt64LittleEndian(document[TimeOffset..])}";
    }

    private static string OutOfEnvelope(int bytes) =>
        $"type and cursor within the {bytes} bytes of the envelope, in UTF-8, were expected";

    private static bool TrySkipCursor(ReadOnlySpan<byte> document, ref int at)
    {
        for (int text = 0; text < 3; text++)
        {
            if (document.Length - at < sizeof(ushort))
                return false;
            at += sizeof(ushort) + BinaryPrimitives.ReadUInt16LittleEndian(document[at..]);
        }

        at += sizeof(long);
        return at <= document.Length;
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

    private ref struct Reader(byte[] document)
    {
        private int _at;

        public int Length() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

        public long Position() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

        public string Text(int length) => Utf8.GetString(Take(length));

        private ReadOnlySpan<byte> Take(int length)
        {
            ReadOnlySpan<byte> taken = document.AsSpan(_at, length);
            _at += length;
            return taken;
        }
    }
}
