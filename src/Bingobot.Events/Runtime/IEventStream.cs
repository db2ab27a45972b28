namespace Bingobot.Events;

/// <summary>One totally ordered, durable stream of events. Thread-safe.</summary>
public interface IEventStream
{
    /// <summary>Appends an event; it is durable, and applied to all modules, when the task completes.</summary>
    /// <returns>The event's sequence.</returns>
    /// <exception cref="InvalidOperationException"><typeparamref name="TEvent"/> is declared by no module.</exception>
    ValueTask<long> PublishAsync<TEvent>(ulong partition, TEvent e, CancellationToken ct = default);

    /// <summary>The stored events from <paramref name="fromSequence"/> on, then those to come, without a gap.</summary>
    /// <exception cref="SubscriberLaggedException">
    /// The subscriber fell too far behind; it says from which sequence to subscribe again.
    /// </exception>
    IAsyncEnumerable<Recorded> SubscribeAsync(EventFilter filter, long fromSequence, CancellationToken ct);

    /// <summary>The stored events that match, in the order that the filter asks for; by default the oldest first.</summary>
    IAsyncEnumerable<Recorded> MatchAsync(EventFilter filter, CancellationToken ct);
}

/// <summary>Takes facts from a source that has a position of its own, such as a gateway session.</summary>
public interface IEventIngest
{
    /// <summary>
    /// Appends a fact with its cursor. A fact at or before the newest cursor of the same source and session is a
    /// duplicate: it is dropped, and 0 returned.
    /// </summary>
    /// <returns>The event's sequence, once it is durable; 0 for a duplicate.</returns>
    ValueTask<long> IngestAsync<TEvent>(ulong partition, TEvent e, Cursor cursor, CancellationToken ct = default);

    /// <summary>
    /// Records that a source moved on without a fact, so that what it sent meanwhile need not come again: in quiet
    /// periods and before stopping. A cursor at or before the newest one of its session is dropped, and 0 returned.
    /// </summary>
    /// <returns>The sequence of the event that carries the cursor, once it is durable; 0 where there was nothing new.</returns>
    ValueTask<long> AdvanceAsync(Cursor cursor, CancellationToken ct = default);

    /// <summary>The newest durable cursor of the source, or null.</summary>
    Cursor? DurableCursor(string source);
}
