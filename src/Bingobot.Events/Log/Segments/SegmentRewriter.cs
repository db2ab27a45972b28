using System.Collections.Immutable;
using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>
/// Writes a compacted segment under a temporary name: its header, then the events that stay, with a chain of their own. What was
/// written is durable, and was read back, when it is done. Replaces nothing.
/// </summary>
/// <param name="files">The folder.</param>
/// <param name="olds">Neighbouring segments, in order.</param>
/// <param name="cancellationToken">Ends it.</param>
internal sealed class SegmentRewriter(
    SegmentFiles files, ImmutableArray<SegmentInfo> olds, CancellationToken cancellationToken)
{
    private readonly string _name = SegmentName.Temporary(SegmentName.Of(olds[0].First));

    /// <summary>Writes it.</summary>
    /// <param name="stays">Is asked once for each event.</param>
    /// <param name="open">Opens one of the segments.</param>
    /// <returns>The new segment's index.</returns>
    public SegmentIndex Write(EventVisitor stays, Func<SegmentInfo, SegmentHandle> open)
    {
        // Which stay must be known before the first is written, for the header counts them.
        var judge = new JudgeSink(stays, cancellationToken);
        foreach (SegmentInfo old in olds)
            Walk(old, open, ref judge);
        var header = new CompactionHeader(olds[0].First, olds[^1].Last, olds[0].ChainBefore, olds[^1].ChainAfter, judge.Kept.Count);
        byte[] first = header.Encode();
        var builder = new SegmentIndexBuilder(first.Length);
        files.Folder.Delete(_name);
        ulong chain = CompactionHeader.Seed(first);
        using (SegmentHandle written = files.Open(_name, header.First, readOnly: false))
        {
            written.Buffer.Push(first);
            var copy = new CopySink(written.Buffer, builder, judge.Kept, chain, cancellationToken);
            foreach (SegmentInfo old in olds)
                Walk(old, open, ref copy);
            chain = copy.Chain;

            // Also where it fails: a part of a segment under a temporary name is removed at the next opening.
            written.Buffer.Close();
        }

        var whole = new SegmentInfo(header.First, header.Last, header.Kept + 1, header.ChainBefore, header.ChainAfter, true);
        ReadBack(whole, chain);
        return builder.Build(whole);
    }

    private static void Walk<TSink>(SegmentInfo segment, Func<SegmentInfo, SegmentHandle> open, ref TSink sink)
        where TSink : IEventSink
    {
        using SegmentHandle handle = open(segment);
        var walk = new SegmentWalk(handle, segment, segment.First);
        WalkEnd end = walk.Run(new WalkStart { Chain = segment.ChainBefore }, segment.Last, ref sink);
        ObjectDisposedException.ThrowIf(end != WalkEnd.Done, typeof(DocumentLog));
    }

    /// <summary>The chain at the end proves every event before it.</summary>
    private void ReadBack(SegmentInfo whole, ulong chain)
    {
        using SegmentHandle written = files.Open(_name, whole.First, readOnly: true);
        SegmentInfo found = SegmentLook.At(written, whole.First, whole.ChainBefore);
        var sink = new LastChainSink { Chain = CompactionHeader.Seed(Header(whole)) };
        var walk = new SegmentWalk(written, whole, whole.First);
        walk.Run(default, whole.Last, ref sink);
        if (found != whole || sink.Chain != chain || sink.Count != whole.Documents - 1)
            throw new CorruptStreamException(_name, whole.First, "the events that were just written were expected");
    }

    private static byte[] Header(SegmentInfo whole) =>
        new CompactionHeader(whole.First, whole.Last, whole.ChainBefore, whole.ChainAfter, whole.Documents - 1).Encode();

    private readonly struct JudgeSink(EventVisitor stays, CancellationToken cancellationToken) : IEventSink
    {
        /// <summary>The sequences that stay: few where compaction pays.</summary>
        public List<long> Kept { get; } = [];

        public bool Take(in EventView e, ReadOnlySpan<byte> document)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (stays(e))
                Kept.Add(e.Sequence);
            return true;
        }
    }

    private struct CopySink(
        DocumentBuffer buffer, SegmentIndexBuilder builder, List<long> kept, ulong chain, CancellationToken cancellationToken)
        : IEventSink
    {
        private byte[] _document = new byte[4 * 1024];
        private int _next;

        public ulong Chain { get; private set; } = chain;

        public bool Take(in EventView e, ReadOnlySpan<byte> document)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_next == kept.Count || kept[_next] != e.Sequence)
                return true;
            _next++;
            if (_document.Length < document.Length)
                _document = new byte[document.Length * 2];
            Span<byte> copy = _document.AsSpan(0, document.Length);
            document.CopyTo(copy);
            Chain = EnvelopeCodec.Rechain(copy, Chain);
            buffer.Push(copy);
            builder.Add(e, copy.Length);
            return true;
        }
    }

    private struct LastChainSink : IEventSink
    {
        public ulong Chain { get; set; }

        public long Count { get; private set; }

        public bool Take(in EventView e, ReadOnlySpan<byte> document)
        {
            Chain = EnvelopeCodec.ReadChain(document);
            Count++;
            return true;
        }
    }
}
