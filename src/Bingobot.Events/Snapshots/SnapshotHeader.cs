using System.Buffers.Binary;
using System.IO.Hashing;

namespace Bingobot.Events;

/// <summary>The first 128 bytes of a snapshot, written last. Pure, no I/O. The bytes are described in docs/format.md.</summary>
/// <param name="Sequence">The newest event in the snapshot.</param>
/// <param name="Index">Where the table of partitions begins, behind the states.</param>
/// <param name="Partitions">How many partitions it lists.</param>
/// <param name="Timers">Where the timers begin, behind the table.</param>
/// <param name="TimerCount">How many there are.</param>
/// <param name="Meta">Where the rest begins, as JSON, behind the timers.</param>
/// <param name="End">Where the snapshot ends.</param>
/// <param name="Sum">XXH3-128 of all bytes between the header and the end.</param>
internal readonly record struct SnapshotHeader(
    long Sequence, long Index, long Partitions, long Timers, long TimerCount, long Meta, long End, UInt128 Sum)
{
    /// <summary>The header's length.</summary>
    public const int Bytes = 128;

    /// <summary>The bytes of one line of the table of partitions.</summary>
    public const int IndexBytes = 40;

    /// <summary>The fewest bytes of a timer.</summary>
    public const int TimerBytes = 32;

    /// <summary>The version of the runtime's part of the state: grows when the same events give other timers or effects.</summary>
    public const uint RuntimeVersion = 1;

    private const uint Version = 1;
    private const int UsedBytes = 72;
    private const int BodySumOffset = 96;
    private const int SumOffset = 112;

    private static ReadOnlySpan<byte> Magic => "BINGOSNP"u8;

    public void Write(Span<byte> destination)
    {
        destination.Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], RuntimeVersion);
        int at = 16;
        foreach (long field in (ReadOnlySpan<long>)[Sequence, Index, Partitions, Timers, TimerCount, Meta, End])
        {
            BinaryPrimitives.WriteInt64LittleEndian(destination[at..], field);
            at += sizeof(long);
        }

        BinaryPrimitives.WriteUInt128LittleEndian(destination[BodySumOffset..], Sum);
        BinaryPrimitives.WriteUInt128LittleEndian(destination[SumOffset..], XxHash128.HashToUInt128(destination[..SumOffset]));
    }

    /// <returns>What is wrong, or null.</returns>
    public static string? TryRead(ReadOnlySpan<byte> bytes, out SnapshotHeader header)
    {
        header = default;
        if (!bytes.StartsWith(Magic))
            return "it does not begin as a snapshot does";
        if (XxHash128.HashToUInt128(bytes[..SumOffset]) != BinaryPrimitives.ReadUInt128LittleEndian(bytes[SumOffset..]))
            return "the sum over its header does not fit";
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) is var version && version != Version)
            return $"its format is version {version}, and this program knows version {Version}";
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) is var runtime && runtime != RuntimeVersion)
            return $"it was taken by version {runtime} of the runtime, and this is version {RuntimeVersion}";
        Span<long> fields = stackalloc long[7];
        for (int i = 0; i < fields.Length; i++)
            fields[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(16 + i * sizeof(long))..]);
        header = new SnapshotHeader(
            fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6],
            BinaryPrimitives.ReadUInt128LittleEndian(bytes[BodySumOffset..]));
        return bytes[UsedBytes..BodySumOffset].ContainsAnyExcept((byte)0) || !header.IsPlausible()
            ? "its header contradicts itself"
            : null;
    }

    private bool IsPlausible() =>
        Sequence > 0
        && Index >= Bytes && Partitions >= 0 && Partitions <= (Timers - Index) / IndexBytes
        && Timers == Index + Partitions * IndexBytes
        && TimerCount >= 0 && TimerCount <= (Meta - Timers) / TimerBytes
        && Meta >= Timers && End > Meta && End - Meta <= int.MaxValue / 2;
}
