using System.Collections.Immutable;

namespace Bingobot.Events;

/// <summary>The timers of one module. Setting, removing and finding the next one cost O(log n).</summary>
internal sealed class TimerTable
{
    private readonly ImmutableSortedSet<DurableTimer>.Builder _byDue =
        ImmutableSortedSet.CreateBuilder<DurableTimer>(DueOrder.Instance);

    private readonly Dictionary<(ulong Partition, string Key), DurableTimer> _byKey = [];

    /// <summary>The timer that is due first, or null.</summary>
    public DurableTimer? Next => _byDue.Count == 0 ? null : _byDue.Min;

    public void Set(DurableTimer timer)
    {
        Remove(timer.Partition, timer.Key);
        _byKey.Add((timer.Partition, timer.Key), timer);
        _byDue.Add(timer);
    }

    public void Remove(ulong partition, string key)
    {
        if (_byKey.Remove((partition, key), out DurableTimer? timer))
            _byDue.Remove(timer);
    }

    /// <summary>The timers as they are now, in the order they are due. Costs O(1).</summary>
    public ImmutableSortedSet<DurableTimer> Capture() => _byDue.ToImmutable();
}
