namespace Bingobot.Events;

/// <summary>Which events are meant, and in which order. Every condition that is set must hold.</summary>
public sealed record EventFilter
{
    /// <summary>All events.</summary>
    public static EventFilter All { get; } = new();

    /// <summary>Only these types, or null for all.</summary>
    public IReadOnlySet<string>? Types { get; init; }

    /// <summary>Only this partition, or null for all.</summary>
    public ulong? Partition { get; init; }

    /// <summary>Only from this sequence on. Default 1.</summary>
    public long FromSequence { get; init; } = 1;

    /// <summary>Only up to this sequence, inclusive. Default: no end.</summary>
    public long ToSequence { get; init; } = long.MaxValue;

    /// <summary>Only events at this time or later. Default: no begin.</summary>
    public DateTimeOffset FromTime { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Only events at this time or earlier. Default: no end.</summary>
    public DateTimeOffset ToTime { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>
    /// Only events whose data has these values: a path of names joined by dots → its value as text. A number in the path takes
    /// that element of an array, counted from 0. Data that is no JSON has none.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Where { get; init; } = [];

    /// <summary>Whether the newest event comes first. Default: the oldest. Not for subscriptions.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>
    /// The most events to answer with: from 1, or null, the default, for all. The next page begins behind the last event of
    /// this one: <see cref="FromSequence"/> is its sequence + 1, or, newest first, <see cref="ToSequence"/> its sequence − 1.
    /// </summary>
    public long? Limit { get; init; }

    /// <summary>Whether the event fulfils every condition that is set.</summary>
    public bool Matches(Recorded e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return EventMatcher.Matches(this, e);
    }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Where);
        if (Limit is { } limit)
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, nameof(Limit));
    }
}

/// <summary>A subscriber fell too far behind; nothing is lost: subscribe again from <see cref="NextSequence"/>.</summary>
public sealed class SubscriberLaggedException(long nextSequence) : Exception(
    $"The subscriber fell too far behind the stream. Nothing is lost: subscribe again from sequence {nextSequence}.")
{
    /// <summary>The first sequence the subscriber has not seen.</summary>
    public long NextSequence { get; } = nextSequence;
}
