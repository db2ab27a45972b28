using System.Buffers.Binary;
using System.IO.Hashing;

namespace Bingobot.Storage.Format;

internal enum SlotId : byte
{
    A = 0,
    B = 1,
}

/// <summary>One state of the stack, as a slot names it. Fields as in docs/format.md.</summary>
internal readonly record struct Slot
{
    public const int Bytes = 512;
    public const uint Version = 1;
    private const byte CleanFlag = 1;
    private const ulong MaxNumber = 1UL << 62;
    private const int SumOffset = Bytes - 16;
    private const int ReservedOffset = 96;

    public required SlotId Id { get; init; }
    public required bool Clean { get; init; }
    public required ulong Salt { get; init; }
    public required ulong Seq { get; init; }
    public required ulong OpNumber { get; init; }
    public required long Head { get; init; }
    public required ulong HeadChain { get; init; }
    public required long Tail { get; init; }
    public required ulong TailChain { get; init; }
    public required long Count { get; init; }
    public required long Unproven { get; init; }
    public required ulong UnprovenChain { get; init; }

    private static ReadOnlySpan<byte> Magic => "BINGODOC"u8;

    public Mark HeadMark => new(Head, HeadChain, 0, 0);

    public Mark TailMark => new(Tail, TailChain, Count, OpNumber);

    public static Slot Format(ulong salt) => new()
    {
        Id = SlotId.A,
        Clean = false,
        Salt = salt,
        Seq = 1,
        OpNumber = 0,
        Head = 0,
        HeadChain = salt,
        Tail = 0,
        TailChain = salt,
        Count = 0,
        Unproven = 0,
        UnprovenChain = salt,
    };

    public void Encode(Span<byte> destination, int copy)
    {
        destination = destination[..Bytes];
        destination.Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], Version);
        destination[12] = (byte)Id;
        destination[13] = (byte)copy;
        destination[14] = Clean ? CleanFlag : (byte)0;
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], Salt);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], Seq);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[32..], OpNumber);
        BinaryPrimitives.WriteInt64LittleEndian(destination[40..], Head);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[48..], HeadChain);
        BinaryPrimitives.WriteInt64LittleEndian(destination[56..], Tail);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[64..], TailChain);
        BinaryPrimitives.WriteInt64LittleEndian(destination[72..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(destination[80..], Unproven);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[88..], UnprovenChain);
        WriteSum(destination);
    }

    /// <summary>Decodes a page; <paramref name="fault"/> says what keeps it from being valid.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> page, SlotId id, int copy, out Slot slot, out string? fault)
    {
        slot = default;
        fault = FindFault(page, id, copy);
        if (fault is not null)
            return false;
        slot = new Slot
        {
            Id = id,
            Clean = page[14] == CleanFlag,
            Salt = BinaryPrimitives.ReadUInt64LittleEndian(page[16..]),
            Seq = BinaryPrimitives.ReadUInt64LittleEndian(page[24..]),
            OpNumber = BinaryPrimitives.ReadUInt64LittleEndian(page[32..]),
            Head = BinaryPrimitives.ReadInt64LittleEndian(page[40..]),
            HeadChain = BinaryPrimitives.ReadUInt64LittleEndian(page[48..]),
            Tail = BinaryPrimitives.ReadInt64LittleEndian(page[56..]),
            TailChain = BinaryPrimitives.ReadUInt64LittleEndian(page[64..]),
            Count = BinaryPrimitives.ReadInt64LittleEndian(page[72..]),
            Unproven = BinaryPrimitives.ReadInt64LittleEndian(page[80..]),
            UnprovenChain = BinaryPrimitives.ReadUInt64LittleEndian(page[88..]),
        };
        fault = slot.FindContradiction();
        return fault is null;
    }

    /// <summary>True when a right magic and sum name a version that this library does not know.</summary>
    public static bool IsOfUnknownVersion(ReadOnlySpan<byte> page, out uint version)
    {
        version = 0;
        if (page.Length < Bytes || !page.StartsWith(Magic) || !SumFits(page))
            return false;
        version = BinaryPrimitives.ReadUInt32LittleEndian(page[8..]);
        return version != Version;
    }

    private static string? FindFault(ReadOnlySpan<byte> page, SlotId id, int copy)
    {
        if (page.Length < Bytes)
            return $"{Bytes} bytes of slot, found {page.Length}";
        page = page[..Bytes];
        if (!page.StartsWith(Magic))
            return "the magic bytes 'BINGODOC'";
        if (!SumFits(page))
            return "the sum over the slot to fit";
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(page[8..]);
        if (version != Version)
            return $"format version {Version}, found {version}";
        if (page[12] != (byte)id || page[13] != copy)
            return $"slot {id}, copy {copy}, found slot {page[12]}, copy {page[13]}";
        bool reservedIsZero = page[14] <= CleanFlag && page[15] == 0
            && page[ReservedOffset..SumOffset].IndexOfAnyExcept((byte)0) < 0;
        return reservedIsZero ? null : "reserved bytes of the slot to be zero";
    }

    private string? FindContradiction()
    {
        if (Seq is < 1 or > MaxNumber || OpNumber > MaxNumber)
            return $"seq from 1 and opNumber from 0 to {MaxNumber}, found {Seq} and {OpNumber}";
        if (Head < 0 || Unproven < Head || Tail < Unproven || Tail > StoreLayout.MaxPosition)
            return $"head ≤ unproven ≤ tail, found {Head}, {Unproven}, {Tail}";
        if (Count < 0 || Count > (Tail - Head) / Frame.Overhead || (Count == 0) != (Head == Tail))
            return $"a count that fits {Tail - Head} bytes of records, found {Count}";
        return null;
    }

    private static void WriteSum(Span<byte> slot)
    {
        UInt128 sum = XxHash128.HashToUInt128(slot[..SumOffset]);
        BinaryPrimitives.WriteUInt128LittleEndian(slot[SumOffset..], sum);
    }

    private static bool SumFits(ReadOnlySpan<byte> slot) =>
        BinaryPrimitives.ReadUInt128LittleEndian(slot[SumOffset..Bytes]) == XxHash128.HashToUInt128(slot[..SumOffset]);
}
