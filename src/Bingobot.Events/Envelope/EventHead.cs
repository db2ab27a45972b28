namespace Bingobot.Events;

/// <summary>What a module may know of an event beside its data.</summary>
/// <param name="Sequence">Its sequence.</param>
/// <param name="Time">Its time.</param>
/// <param name="Partition">Its partition.</param>
internal readonly record struct EventHead(long Sequence, DateTimeOffset Time, ulong Partition)
{
    /// <summary>The head of an event that is an object.</summary>
    public static EventHead Of(Recorded e) => new(e.Sequence, e.Time, e.Partition);
}
