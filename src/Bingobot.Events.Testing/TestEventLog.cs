using System.Collections.Immutable;

namespace Bingobot.Events.Testing;

/// <summary>
/// An event log in memory. It outlives the stream that writes it, so that a stream can be opened on it, or on a part of it, again.
/// Thread-safe.
/// </summary>
public sealed class TestEventLog : IEventLog
{
    private ImmutableList<Recorded> _events;
    private ImmutableList<int> _batches = [];
    private volatile bool _isCutOff;

    /// <summary>An empty log.</summary>
    public TestEventLog() => _events = [];

    /// <summary>A log of recorded events.</summary>
    /// <param name="events">Their sequences ascend; there may be holes, as a compacted stream has them.</param>
    /// <exception cref="ArgumentException">They do not ascend.</exception>
    public TestEventLog(IEnumerable<Recorded> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        _events = [.. events];
        for (int i = 1; i < _events.Count; i++)
        {
            if (_events[i].Sequence <= _events[i - 1].Sequence)
                throw new ArgumentException($"Event {_events[i].Sequence} follows event {_events[i - 1].Sequence}; sequences ascend.", nameof(events));
        }
    }

    /// <summary>What is durable, oldest first.</summary>
    public IReadOnlyList<Recorded> Events => Volatile.Read(ref _events);

    /// <summary>The sizes of the batches that were appended, in order: one barrier each.</summary>
    public IReadOnlyList<int> Batches => Volatile.Read(ref _batches);

    /// <inheritdoc/>
    public long LastSequence => Volatile.Read(ref _events) is { IsEmpty: false } events ? events[^1].Sequence : 0;

    /// <summary>What a crash would leave that came after this event was durable, and before the next was: a log of its own.</summary>
    /// <param name="sequence">The last event that is left; 0 for none.</param>
    public TestEventLog CutAfter(long sequence) => new(Events.TakeWhile(e => e.Sequence <= sequence));

    /// <inheritdoc/>
    public ValueTask AppendAsync(IReadOnlyList<Recorded> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (_isCutOff)
            throw new IOException("The test has let the program crash.");
        if (events.Count == 0)
            return ValueTask.CompletedTask;
        if (events[0].Sequence != LastSequence + 1)
            throw new ArgumentException($"Event {LastSequence + 1} follows, not {events[0].Sequence}.", nameof(events));
        Volatile.Write(ref _events, _events.AddRange(events));
        Volatile.Write(ref _batches, _batches.Add(events.Count));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IEnumerable<Recorded> Read(long fromSequence)
    {
        for (int at = IndexOf(fromSequence); at < Events.Count; at++)
            yield return Events[at];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>From now on nothing becomes durable.</summary>
    internal void CutOff() => _isCutOff = true;

    private int IndexOf(long sequence)
    {
        IReadOnlyList<Recorded> events = Events;
        int low = 0;
        int high = events.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (events[middle].Sequence < sequence)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
