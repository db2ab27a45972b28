namespace Bingobot.Events;

/// <summary>
/// One query's way through a log, a piece at a time: some blocks that lie together and may hold what is meant. It knows its place
/// by sequences alone, so that segments may be sealed or replaced meanwhile. For one thread.
/// </summary>
internal sealed class LogQuery
{
    private const int MostPieceBlocks = 8;
    private const int MostTries = 16;

    private readonly DocumentLog _log;
    private readonly EventFilter _filter;
    private readonly EventMatcher _matcher;
    private readonly TypeNames _names = new();
    private long _from;
    private long _to;
    private int _pieceBlocks = 1;
    private int _tries;

    public LogQuery(DocumentLog log, EventFilter filter)
    {
        _log = log;
        _filter = filter;
        _matcher = new EventMatcher(filter);
        _from = Math.Max(1, filter.FromSequence);
        _to = Math.Min(filter.ToSequence, log.LastSequence);
    }

    /// <summary>Goes one step on.</summary>
    /// <param name="piece">Gets what matches, oldest first; empty where the step found nothing.</param>
    /// <param name="most">How many are still wanted.</param>
    /// <returns>False at the end.</returns>
    public bool Next(List<Recorded> piece, long most)
    {
        piece.Clear();
        if (_from > _to)
            return false;
        SegmentIndex index = _log.IndexOf(_filter.NewestFirst ? _to : _from);
        ulong types = index.TypeBits(_filter.Types);
        EventFilter left = _filter with { FromSequence = _from, ToSequence = _to };
        (int first, int last) = _filter.NewestFirst ? FindBackward(index, left, types) : FindForward(index, left, types);
        if (first > last)
        {
            Pass(index.Segment.First, index.Segment.Last);
            return true;
        }

        IndexBlock begin = index.Blocks[first];
        IndexBlock end = index.Blocks[last];
        var sink = new MatchSink(_matcher, _names, piece, _filter.NewestFirst ? long.MaxValue : most);
        if (_log.TryScan(index, first, last, Math.Max(_from, begin.First), Math.Min(_to, end.Last), ref sink))
        {
            Pass(begin.First, end.Last);
            _pieceBlocks = Math.Min(_pieceBlocks * 2, MostPieceBlocks);
            _tries = 0;
            return true;
        }

        piece.Clear();
        if (++_tries > MostTries)
            throw new IOException("The segments of the log were replaced again and again while they were read; try later.");
        return true;
    }

    private void Pass(long first, long last)
    {
        if (_filter.NewestFirst)
            _to = Math.Min(_to, first - 1);
        else
            _from = Math.Max(_from, last + 1);
    }

    private (int First, int Last) FindForward(SegmentIndex index, EventFilter left, ulong types)
    {
        int count = index.Blocks.Length;
        int first = Math.Max(0, index.BlockOf(_from));
        while (first < count && !index.MayHave(first, left, types))
            first++;
        if (first == count)
            return (0, -1);
        int last = first;
        while (last + 1 < count && last + 1 - first < _pieceBlocks && index.MayHave(last + 1, left, types))
            last++;
        return (first, last);
    }

    private (int First, int Last) FindBackward(SegmentIndex index, EventFilter left, ulong types)
    {
        int last = index.BlockOf(_to);
        while (last >= 0 && !index.MayHave(last, left, types))
            last--;
        if (last < 0)
            return (0, -1);
        int first = last;
        while (first > 0 && last - first + 1 < _pieceBlocks && index.MayHave(first - 1, left, types))
            first--;
        return (first, last);
    }

    /// <summary>Keeps what is meant.</summary>
    private readonly struct MatchSink(EventMatcher matcher, TypeNames names, List<Recorded> piece, long most) : IEventSink
    {
        public bool Take(in EventView e, ReadOnlySpan<byte> document)
        {
            if (!matcher.Matches(e))
                return true;
            piece.Add(e.ToRecorded(names.Of(e.TypeUtf8)));
            return piece.Count < most;
        }
    }
}
