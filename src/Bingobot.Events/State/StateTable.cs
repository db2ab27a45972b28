using System.Collections.Immutable;

namespace Bingobot.Events;

/// <summary>
/// One module's states by partition: in memory for those that were needed lately, in a snapshot for the others. Reading and
/// setting cost O(1), capturing what was set since the last capture. Not thread-safe.
/// </summary>
internal sealed class StateTable(StateCodec codec)
{
    /// <summary>States that are in memory. What <see cref="_all"/> has as an object is here as well.</summary>
    private readonly Dictionary<ulong, Entry> _warm = [];

    private readonly List<Entry> _dirty = [];

    private ImmutableSortedDictionary<ulong, object>.Builder _all = ImmutableSortedDictionary.CreateBuilder<ulong, object>();

    private Entry? _last;
    private long _sequence;
    private DateTimeOffset _time;

    /// <summary>The state of a partition, or null where it has none.</summary>
    /// <exception cref="StateUnreadableException">It is cold and cannot be read.</exception>
    public object? Get(ulong partition) => Find(partition)?.State;

    /// <summary>Sets the state that a partition has after an event; null where it has none any more.</summary>
    public void Set(in EventHead e, object? state)
    {
        (_sequence, _time) = (e.Sequence, e.Time);
        Entry? entry = Find(e.Partition);
        if (entry is null)
        {
            if (state is null)
                return;
            entry = Add(e.Partition);
        }

        (entry.Sequence, entry.Time) = (e.Sequence, e.Time);
        if (ReferenceEquals(entry.State, state))
            return;
        entry.State = state;
        if (entry.IsDirty)
            return;
        entry.IsDirty = true;
        _dirty.Add(entry);
    }

    /// <summary>All states as they are now, by partition: objects, or <see cref="ColdState"/>.</summary>
    public ImmutableSortedDictionary<ulong, object> Capture()
    {
        foreach (Entry entry in _dirty)
        {
            entry.IsDirty = false;
            if (entry.State is not null)
            {
                _all[entry.Partition] = entry.State;
                continue;
            }

            _all.Remove(entry.Partition);
            Forget(entry);
        }

        _dirty.Clear();
        return _all.ToImmutable();
    }

    /// <summary>Begins with these states, in place of all that there are.</summary>
    public void Restore(IEnumerable<KeyValuePair<ulong, object>> states)
    {
        _all = ImmutableSortedDictionary.CreateRange(states).ToBuilder();
        _dirty.Clear();
        _warm.Clear();
        _last = null;
        foreach ((ulong partition, object state) in _all)
        {
            if (state is not ColdState)
                Add(partition).State = state;
        }
    }

    /// <summary>
    /// A state is durable in a snapshot. Where it is still the one that was captured, it is referred to there, unless
    /// it is in memory and its partition had an event since <paramref name="quietSequence"/> or <paramref name="quietTime"/>.
    /// Call <see cref="Capture"/> first.
    /// </summary>
    public void Cool(ulong partition, object captured, ColdState stored, long quietSequence, DateTimeOffset quietTime)
    {
        if (!_all.TryGetValue(partition, out object? current) || !ReferenceEquals(current, captured))
            return;
        Entry? entry = _warm.GetValueOrDefault(partition);
        bool isQuiet = entry is null || (entry.Sequence <= quietSequence && entry.Time <= quietTime);
        if (captured is not ColdState && !isQuiet)
            return;
        _all[partition] = stored;
        if (entry is not null && isQuiet)
            Forget(entry);
    }

    private Entry? Find(ulong partition)
    {
        if (_last is { } last && last.Partition == partition)
            return last;
        if (_warm.TryGetValue(partition, out Entry? entry))
            return _last = entry;
        if (!_all.TryGetValue(partition, out object? state))
            return null;
        object loaded = ((ColdState)state).Load(codec);
        entry = Add(partition);
        entry.State = loaded;
        return _last = entry;
    }

    private Entry Add(ulong partition)
    {
        var entry = new Entry { Partition = partition, Sequence = _sequence, Time = _time };
        _warm.Add(partition, entry);
        return _last = entry;
    }

    private void Forget(Entry entry)
    {
        _warm.Remove(entry.Partition);
        if (ReferenceEquals(_last, entry))
            _last = null;
    }

    private sealed class Entry
    {
        public required ulong Partition { get; init; }

        public object? State { get; set; }

        /// <summary>The newest event of the partition that reached the module, and its time.</summary>
        public long Sequence { get; set; }

        public DateTimeOffset Time { get; set; }

        public bool IsDirty { get; set; }
    }
}
