using System.Collections.Immutable;

namespace Bingobot.Events;

/// <summary>
/// The timers of one module. Setting and removing cost O(log n), the next one O(1) while nothing before it changes; each
/// timer takes about 200 bytes and its key. Not thread-safe.
/// </summary>
internal sealed class TimerTable
{
    private readonly Dictionary<(ulong Partition, string Key), DurableTimer> _byKey = [];

    private ImmutableSortedSet<DurableTimer>.Builder _byDue = ImmutableSortedSet.CreateBuilder<DurableTimer>(DueOrder.Instance);

    private DurableTimer? _next;

    /// <summary>The timer that is due first, or null.</summary>
    public DurableTimer? Next => _byDue.Count == 0 ? null : _next ??= _byDue.Min;

    public void Set(DurableTimer timer)
    {
        Remove(timer.Partition, timer.Key);
        _byKey.Add((timer.Partition, timer.Key), timer);
        _byDue.Add(timer);
        if (_next is not null && DueOrder.Instance.Compare(timer, _next) < 0)
            _next = timer;
    }

    public void Remove(ulong partition, string key)
    {
        if (!_byKey.Remove((partition, key), out DurableTimer? timer))
            return;
        _byDue.Remove(timer);
        if (ReferenceEquals(timer, _next))
            _next = null;
    }

    /// <summary>Begins with these timers, in place of all that there are.</summary>
    public void Restore(IEnumerable<DurableTimer> timers)
    {
        _byDue = ImmutableSortedSet.CreateRange(DueOrder.Instance, timers).ToBuilder();
        _next = null;
        _byKey.Clear();
        _byKey.EnsureCapacity(_byDue.Count);
        foreach (DurableTimer timer in _byDue)
            _byKey.Add((timer.Partition, timer.Key), timer);
    }

    /// <summary>The timers as they are now, in the order they are due. Costs O(1).</summary>
    public ImmutableSortedSet<DurableTimer> Capture() => _byDue.ToImmutable();
}
