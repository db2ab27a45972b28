namespace Bingobot.Events;

/// <summary>A timer that is set: state of the module that scheduled it.</summary>
/// <param name="Due">When it is due, UTC.</param>
/// <param name="Sequence">The event at which it was scheduled.</param>
/// <param name="Index">Its place among the timers that the module scheduled at that event.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Key">The module's own key.</param>
internal sealed record DurableTimer(DateTimeOffset Due, long Sequence, int Index, ulong Partition, string Key);

/// <summary>The order in which timers fire: by due time, then by when they were scheduled.</summary>
internal sealed class DueOrder : IComparer<DurableTimer>
{
    public static DueOrder Instance { get; } = new();

    public int Compare(DurableTimer? x, DurableTimer? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        int order = x.Due.UtcTicks.CompareTo(y.Due.UtcTicks);
        if (order == 0)
            order = x.Sequence.CompareTo(y.Sequence);
        return order != 0 ? order : x.Index.CompareTo(y.Index);
    }
}
