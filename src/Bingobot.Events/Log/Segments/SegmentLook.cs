using System.Text.Json;
using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>Finds out what a segment holds from its first and its last document.</summary>
internal static class SegmentLook
{
    /// <summary>Looks at an open segment, and holds it to its name and to the chain of the segment before it.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="first">The sequence that it is named by.</param>
    /// <param name="chainBefore">The event chain that it has to go on from; null where its first event tells.</param>
    /// <exception cref="CorruptStreamException">It is damaged, is another one's, or does not follow.</exception>
    public static SegmentInfo At(SegmentHandle segment, long first, ulong? chainBefore)
    {
        string name = SegmentName.Of(first);
        try
        {
            long documents = segment.Buffer.Count;
            if (documents == 0)
                return new SegmentInfo(first, first - 1, 0, chainBefore ?? 0, chainBefore ?? 0, false);
            byte[] oldest = Only(segment.Buffer.ReadForward());
            if (CompactionHeader.IsHeader(oldest))
                return Compacted(name, oldest, Only(segment.Buffer.ReadBackward()), documents, first, chainBefore);
            ulong before = CheckFirst(name, oldest, first, chainBefore);
            byte[] newest = Only(segment.Buffer.ReadBackward());
            long last = first + documents - 1;
            CheckLast(name, newest, last);
            return new SegmentInfo(first, last, documents, before, EnvelopeCodec.ReadChain(newest), false);
        }
        catch (CorruptStoreException damage)
        {
            throw new CorruptStreamException(name, first, damage.Message, damage);
        }
    }

    /// <summary>The id of a stream that begins with this event; null where none does.</summary>
    public static string? StreamIdOf(in EventView first)
    {
        if (!first.TypeUtf8.SequenceEqual("StreamCreated"u8))
            return null;
        try
        {
            return JsonSerializer.Deserialize(first.Data, RuntimeJson.Default.StreamCreated)?.Stream;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The chain before the first event of a stream.</summary>
    /// <exception cref="CorruptStreamException">No stream begins with it.</exception>
    public static ulong SeedOf(string name, in EventView first) => StreamIdOf(first) is { } stream
        ? EnvelopeCodec.ChainSeed(stream)
        : throw new CorruptStreamException(
            name, 1, $"StreamCreated was expected as first event, not {System.Text.Encoding.UTF8.GetString(first.TypeUtf8)}");

    private static byte[] Only(DocumentReader reader)
    {
        using (reader)
            return reader.MoveNext() ? reader.Current.ToArray() : [];
    }

    private static ulong CheckFirst(string name, byte[] document, long first, ulong? chainBefore)
    {
        if (EnvelopeCodec.TryView(document, out EventView e) is { } fault)
            throw new CorruptStreamException(name, first, fault);
        if (e.Sequence != first)
        {
            throw new CorruptStreamException(
                name, first, $"sequence {first} was expected as its first event, as its name says, not {e.Sequence}");
        }

        ulong? seed = first == 1 ? SeedOf(name, e) : null;
        ulong before = chainBefore ?? seed ?? 0;
        if (chainBefore is null && seed is null)
            throw new CorruptStreamException(name, first, "the segments before it were expected to be there");
        if (!EnvelopeCodec.Follows(document, before))
        {
            throw new CorruptStreamException(
                name, first,
                $"an event that continues the chain {before:x16} of what comes before it was expected; it claims {EnvelopeCodec.ReadChain(document):x16}, "
                + "so this segment or the one before it is another stream's");
        }

        return before;
    }

    private static void CheckLast(string name, byte[] document, long last)
    {
        string? fault = EnvelopeCodec.TryView(document, out EventView e);
        if (fault is null && e.Sequence != last)
            fault = $"sequence {last} was expected as its last event, not {e.Sequence}";
        if (fault is not null)
            throw new CorruptStreamException(name, last, fault);
    }

    private static SegmentInfo Compacted(
        string name, byte[] oldest, byte[] newest, long documents, long first, ulong? chainBefore)
    {
        string? fault = CompactionHeader.TryDecode(oldest, out CompactionHeader header);
        if (fault is null && header.First != first)
            fault = $"a compacted segment from sequence {first} on was expected, as its name says, not from {header.First}";
        if (fault is null && chainBefore is { } before && header.ChainBefore != before)
        {
            fault = $"a compacted segment that continues the chain {before:x16} of what comes before it was expected, not {header.ChainBefore:x16}; "
                + "this segment or the one before it is another stream's";
        }

        if (fault is null && header.Kept != documents - 1)
            fault = $"{header.Kept} events were expected, as its header says, not {documents - 1}";
        if (fault is null && documents > 1)
        {
            fault = EnvelopeCodec.TryView(newest, out EventView e);
            if (fault is null && (e.Sequence < first || e.Sequence > header.Last))
                fault = $"events of the sequences {first} to {header.Last} were expected, not {e.Sequence}";
        }

        return fault is null
            ? new SegmentInfo(first, header.Last, documents, header.ChainBefore, header.ChainAfter, true)
            : throw new CorruptStreamException(name, first, fault);
    }
}
