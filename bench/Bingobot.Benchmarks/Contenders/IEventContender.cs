using Bingobot.Benchmarks.Scoring;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>A way to keep events and the state that follows from them.</summary>
internal interface IEventContender : IParticipant
{
    /// <summary>Makes a store in an empty folder.</summary>
    IEventStore Create(string directory, ScoredEvents events);

    /// <summary>Opens a store that was closed, for reading.</summary>
    IRecordedEvents OpenRecorded(string directory, ScoredEvents events);
}

/// <summary>Events being published. Disposing closes in good order.</summary>
internal interface IEventStore : IDisposable
{
    /// <summary>
    /// Makes the publishing of as many events as there are sequences, from <paramref name="first"/> on, ready. The action publishes them
    /// in order without waiting for one, returns when all of them are durable and applied, and has then filled in the sequences.
    /// </summary>
    Action PublishAll(int first, ArraySegment<long> sequences);

    /// <summary>Publishes an event; done, with the event's sequence, when it is durable and applied. Thread-safe.</summary>
    ValueTask<long> PublishAsync(ulong partition, Scored e);

    /// <summary>The state of a partition after all that was acknowledged.</summary>
    Board BoardOf(ulong partition);
}

/// <summary>Stored events. For one thread. Disposing closes in good order.</summary>
internal interface IRecordedEvents : IDisposable
{
    /// <summary>Reads all events through JSON and applies them; answers with the state.</summary>
    Func<ulong, Board> Replay();

    /// <summary>Shows all events where they lie, oldest first.</summary>
    void Visit(EventAction action);
}

/// <summary>Takes an event where it lies.</summary>
internal delegate void EventAction(long sequence, ulong partition, ReadOnlySpan<byte> json);
