using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;

namespace Bingobot.Events;

/// <summary>A snapshot that was found whole. Its states are cold.</summary>
internal sealed record SnapshotContent(
    SnapshotMeta Meta, ImmutableSortedDictionary<ulong, object> States, ImmutableSortedSet<DurableTimer> Timers)
{
    /// <summary>The newest event in it.</summary>
    public long Sequence => Meta.Stream.Sequence;

    /// <summary>All that belongs to the module.</summary>
    public ModuleSnapshot For(ModuleRunner module) => new(
        module.Name, module.Version, null, Meta.IsOfItsTime, module.Empty, States, Timers, Meta.Effects, Meta.Superseded, module.Codec);
}

/// <summary>Reads one module's snapshot, and looks at every byte of it.</summary>
internal static class SnapshotReader
{
    private const int PieceBytes = 256 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="SnapshotException">It is not whole, or not of a version that is known.</exception>
    public static SnapshotContent Read(SnapshotSource source)
    {
        try
        {
            if (source.Length < SnapshotHeader.Bytes)
                throw new SnapshotException("it is too short");
            byte[] head = new byte[SnapshotHeader.Bytes];
            source.Read(0, head);
            if (SnapshotHeader.TryRead(head, out SnapshotHeader header) is { } fault)
                throw new SnapshotException(fault);
            if (source.Length < header.End)
                throw new SnapshotException($"it has {source.Length} bytes, and {header.End} were written");
            CheckSum(source, header);
            byte[] meta = new byte[header.End - header.Meta];
            source.Read(header.Meta, meta);
            SnapshotMeta read = SnapshotMeta.Read(meta);
            return read.Stream.Sequence == header.Sequence
                ? new SnapshotContent(read, ReadIndex(source, header), ReadTimers(source, header))
                : throw new SnapshotException("its parts contradict each other");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotException($"it cannot be read: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or KeyNotFoundException
            or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            throw new SnapshotException($"a part of it cannot be understood: {fault.Message}", fault);
        }
    }

    private static void CheckSum(SnapshotSource source, in SnapshotHeader header)
    {
        var sum = new XxHash128();
        byte[] piece = new byte[PieceBytes];
        for (long at = SnapshotHeader.Bytes; at < header.End; at += piece.Length)
        {
            Span<byte> part = piece.AsSpan(0, (int)Math.Min(piece.Length, header.End - at));
            source.Read(at, part);
            sum.Append(part);
        }

        if (sum.GetCurrentHashAsUInt128() != header.Sum)
            throw new SnapshotException("the sum over its bytes does not fit");
    }

    private static ImmutableSortedDictionary<ulong, object> ReadIndex(SnapshotSource source, in SnapshotHeader header)
    {
        var section = new SnapshotSection(source, header.Index, header.Timers);
        var states = new KeyValuePair<ulong, object>[header.Partitions];
        long expected = SnapshotHeader.Bytes;
        for (int i = 0; i < states.Length; i++)
        {
            ulong partition = (ulong)section.Int64();
            long position = section.Int64();
            int length = section.Int32();
            int reserved = section.Int32();
            UInt128 hash = section.UInt128();
            if (position != expected || length < 0 || reserved != 0 || position + length > header.Index
                || (i > 0 && states[i - 1].Key >= partition))
                throw new SnapshotException("its table of partitions contradicts itself");
            states[i] = new(partition, new ColdState(source, position, length, hash));
            expected = position + length;
        }

        return expected == header.Index
            ? ImmutableSortedDictionary.CreateRange(states)
            : throw new SnapshotException("its table of partitions contradicts itself");
    }

    private static ImmutableSortedSet<DurableTimer> ReadTimers(SnapshotSource source, in SnapshotHeader header)
    {
        var section = new SnapshotSection(source, header.Timers, header.Meta);
        var timers = new DurableTimer[header.TimerCount];
        for (int i = 0; i < timers.Length; i++)
        {
            var due = new DateTimeOffset(section.Int64(), TimeSpan.Zero);
            long sequence = section.Int64();
            ulong partition = (ulong)section.Int64();
            int index = section.Int32();
            int length = section.Int32();
            timers[i] = new DurableTimer(due, sequence, index, partition, Utf8.GetString(section.Take(length)));
        }

        return section.Position == header.Meta
            ? ImmutableSortedSet.CreateRange(DueOrder.Instance, timers)
            : throw new SnapshotException("its timers contradict themselves");
    }
}
