using System.Text;

namespace Bingobot.Events;

/// <summary>Whether events are meant by a filter; the filter is prepared once for many of them. Immutable.</summary>
internal sealed class EventMatcher
{
    private readonly EventFilter _filter;
    private readonly byte[][]? _types;
    private readonly WhereCondition[] _where;

    public EventMatcher(EventFilter filter)
    {
        filter.Validate();
        _filter = filter;
        _types = filter.Types is { } types ? [.. types.Select(Encoding.UTF8.GetBytes)] : null;
        _where = [.. filter.Where.Select(pair => new WhereCondition(pair.Key, pair.Value))];
    }

    public bool Matches(in EventView e)
    {
        if (e.Sequence < _filter.FromSequence
            || e.Sequence > _filter.ToSequence
            || (_filter.Partition is { } partition && partition != e.Partition)
            || (_types is not null && !HasType(e.TypeUtf8))
            || e.Time < _filter.FromTime
            || e.Time > _filter.ToTime)
            return false;
        foreach (WhereCondition condition in _where)
        {
            if (!condition.Holds(e.Data))
                return false;
        }

        return true;
    }

    public bool Matches(Recorded e) => MatchesButForData(_filter, e) && MatchesData(e.Data.Span);

    public static bool Matches(EventFilter filter, Recorded e) =>
        MatchesButForData(filter, e) && (filter.Where.Count == 0 || new EventMatcher(filter).MatchesData(e.Data.Span));

    private static bool MatchesButForData(EventFilter filter, Recorded e) =>
        e.Sequence >= filter.FromSequence
        && e.Sequence <= filter.ToSequence
        && (filter.Partition is not { } partition || partition == e.Partition)
        && (filter.Types is not { } types || types.Contains(e.Type))
        && e.Time >= filter.FromTime
        && e.Time <= filter.ToTime;

    private bool MatchesData(ReadOnlySpan<byte> data)
    {
        foreach (WhereCondition condition in _where)
        {
            if (!condition.Holds(data))
                return false;
        }

        return true;
    }

    private bool HasType(ReadOnlySpan<byte> type)
    {
        foreach (byte[] wanted in _types!)
        {
            if (type.SequenceEqual(wanted))
                return true;
        }

        return false;
    }
}
