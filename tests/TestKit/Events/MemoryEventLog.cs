using System.Collections.Immutable;
using Bingobot.Events;

namespace Bingobot.TestKit.Events;

/// <summary>
/// An event log in memory that outlives the stream that writes it, so that a stream can be opened on it again. Its barrier
/// can be held up or made to fail.
/// </summary>
public sealed class MemoryEventLog : IEventLog
{
    private ImmutableList<Recorded> _events = [];

    public MemoryEventLog()
    {
    }

    private MemoryEventLog(ImmutableList<Recorded> events) => _events = events;

    /// <summary>What every append waits for; throw there and the barrier fails. Default: nothing.</summary>
    public Func<IReadOnlyList<Recorded>, Task> Barrier { get; set; } = _ => Task.CompletedTask;

    /// <summary>The sizes of the batches, in order: one barrier each.</summary>
    public IReadOnlyList<int> Batches => _batches;

    private ImmutableList<int> _batches = [];

    /// <summary>What is durable.</summary>
    public IReadOnlyList<Recorded> Events => Volatile.Read(ref _events);

    public long LastSequence => Events.Count;

    /// <summary>What a crash would leave if it came after the first <paramref name="events"/> events.</summary>
    public MemoryEventLog CutAfter(int events) => new(Volatile.Read(ref _events).GetRange(0, events));

    public async ValueTask AppendAsync(IReadOnlyList<Recorded> events)
    {
        await Barrier(events);
        if (events[0].Sequence != LastSequence + 1)
            throw new InvalidOperationException($"Event {LastSequence + 1} should follow, not {events[0].Sequence}.");
        Volatile.Write(ref _events, _events.AddRange(events));
        _batches = _batches.Add(events.Count);
    }

    public IEnumerable<Recorded> Read(long fromSequence)
    {
        for (long sequence = fromSequence; sequence <= LastSequence; sequence++)
            yield return Events[(int)sequence - 1];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
