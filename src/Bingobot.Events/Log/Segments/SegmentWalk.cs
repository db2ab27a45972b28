using System.Runtime.CompilerServices;
using System.Text;
using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>How a walk over events ended.</summary>
internal enum WalkEnd
{
    /// <summary>At the last event that was asked for.</summary>
    Done,

    /// <summary>The sink wanted no more.</summary>
    Stopped,

    /// <summary>The documents were closed or taken back meanwhile; the caller goes on with what is there now.</summary>
    Moved,
}

/// <summary>Where a walk begins.</summary>
internal readonly record struct WalkStart
{
    /// <summary>The first document to read.</summary>
    public DocumentPlace Place { get; init; }

    /// <summary>Whether only the ordinal of <see cref="Place"/> is known.</summary>
    public bool IsOrdinalOnly { get; init; }

    /// <summary>Where to end at the latest; null for the end of the segment.</summary>
    public DocumentPlace? End { get; init; }

    /// <summary>The chain before the first document; null where it is not known: then the first one is only held to its store's chain.</summary>
    public ulong? Chain { get; init; }
}

/// <summary>
/// Walks over the events of one segment, in order, and proves each: its place, and the chain of events. Allocates nothing per
/// event. For one thread.
/// </summary>
/// <param name="handle">The segment's documents.</param>
/// <param name="segment">What it is expected to hold.</param>
/// <param name="next">The first sequence to show.</param>
internal sealed class SegmentWalk(SegmentHandle handle, SegmentInfo segment, long next)
{
    /// <summary>The first sequence that was not shown yet.</summary>
    public long Next { get; private set; } = next;

    /// <summary>Whether the sink was called; before that, a fault may be one of the place that the walk began at.</summary>
    public bool HasShown { get; private set; }

    /// <summary>Shows events from <see cref="Next"/> up to <paramref name="to"/>, inclusive.</summary>
    /// <exception cref="CorruptStreamException">An event is missing, or is not the one that was written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public WalkEnd Run<TSink>(WalkStart start, long to, ref TSink sink)
        where TSink : IEventSink, allows ref struct
    {
        Span<byte> scratch = stackalloc byte[EnvelopeCodec.ChainScratchBytes];
        bool isCompacted = segment.IsCompacted;
        bool isHeader = isCompacted && start.Place.Ordinal == 0;
        bool hasChain = start.Chain is not null;
        ulong chain = start.Chain ?? 0;
        long expected = isCompacted ? segment.First : segment.First + start.Place.Ordinal;
        long wanted = Next;
        bool atSink = false;
        try
        {
            foreach (ReadOnlySpan<byte> document in Reader(start))
            {
                if (isHeader)
                {
                    chain = CheckHeader(document);
                    hasChain = true;
                    isHeader = false;
                    continue;
                }

                if (EnvelopeCodec.TryView(document, out EventView e) is { } fault)
                    throw Corrupt(expected, fault);
                if (isCompacted ? e.Sequence < expected || e.Sequence > segment.Last : e.Sequence != expected)
                    throw Unexpected(expected, e.Sequence);
                if (hasChain && !EnvelopeCodec.Follows(document, chain, scratch))
                    throw Broken(e.Sequence, chain, document);
                chain = EnvelopeCodec.ReadChain(document);
                hasChain = true;
                expected = e.Sequence + 1;
                if (e.Sequence < wanted)
                    continue;
                if (e.Sequence > to)
                    return WalkEnd.Done;
                HasShown = true;
                Next = expected;
                atSink = true;
                bool more = sink.Take(e, document);
                atSink = false;
                if (!more)
                    return WalkEnd.Stopped;
            }
        }
        catch (CorruptStoreException damage) when (!atSink)
        {
            throw new CorruptStreamException(segment.Name, Math.Max(expected, segment.First), damage.Message, damage);
        }
        catch (InvalidOperationException) when (!atSink)
        {
            return WalkEnd.Moved;
        }

        if (!isCompacted && start.End is null && expected <= to)
            throw Corrupt(expected, "an event was expected, and the segment ends");
        return WalkEnd.Done;
    }

    private DocumentReader Reader(WalkStart start)
    {
        if (start.IsOrdinalOnly || (start.Place.Ordinal == 0 && start.End is null))
            return handle.Buffer.ReadForward(start.Place.Ordinal);
        return start.End is { } end ? handle.Buffer.ReadBetween(start.Place, end) : handle.Buffer.ReadFrom(start.Place);
    }

    private ulong CheckHeader(ReadOnlySpan<byte> document)
    {
        string? fault = CompactionHeader.TryDecode(document, out CompactionHeader header);
        if (fault is null && (header.First != segment.First || header.Last != segment.Last))
            fault = $"the header of a segment of the sequences {segment.First} to {segment.Last} was expected, not of {header.First} to {header.Last}";
        return fault is null ? CompactionHeader.Seed(document) : throw Corrupt(segment.First, fault);
    }

    private CorruptStreamException Corrupt(long sequence, string expectation) => new(segment.Name, sequence, expectation);

    private CorruptStreamException Unexpected(long expected, long found) => Corrupt(
        expected,
        segment.IsCompacted
            ? $"a sequence from {expected} to {segment.Last} was expected, not {found}"
            : $"sequence {expected} was expected, not {found}");

    private CorruptStreamException Broken(long sequence, ulong chain, ReadOnlySpan<byte> document) => Corrupt(
        sequence,
        $"an event that continues the chain {chain:x16} was expected; it claims {EnvelopeCodec.ReadChain(document):x16}");
}

/// <summary>The names of types, as they occur again and again.</summary>
internal sealed class TypeNames
{
    private const int Most = 64;
    private readonly List<(byte[] Utf8, string Name)> _names = [];
    private int _last;

    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (_last < _names.Count && utf8.SequenceEqual(_names[_last].Utf8))
            return _names[_last].Name;
        for (int i = 0; i < _names.Count; i++)
        {
            if (utf8.SequenceEqual(_names[i].Utf8))
            {
                _last = i;
                return _names[i].Name;
            }
        }

        string name = Encoding.UTF8.GetString(utf8);
        if (_names.Count < Most)
            _names.Add((utf8.ToArray(), name));
        return name;
    }
}
