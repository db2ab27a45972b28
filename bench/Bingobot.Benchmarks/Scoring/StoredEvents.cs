using System.Collections;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Scoring;

/// <summary>
/// Reads stored events back and compares all of it: each event once, every byte of its JSON, its partition, the sequence that its
/// publisher was told; and counts what the state after them must be.
/// </summary>
/// <param name="events">What was published.</param>
/// <param name="acknowledged">The sequences that publishers were told, by ordinal; null where nobody was told.</param>
/// <param name="count">How many events were published.</param>
internal sealed class StoredEvents(ScoredEvents events, IReadOnlyList<long>? acknowledged, long count)
{
    private readonly BitArray _seen = new((int)count);
    private long _found;
    private long _last;

    /// <summary>The state after what was read.</summary>
    public BoardModel Model { get; } = new(events);

    /// <exception cref="WrongContentException">The event is not as it was published.</exception>
    public void Take(long sequence, ulong partition, ReadOnlySpan<byte> json)
    {
        long ordinal = events.OrdinalOf(json);
        if (ordinal < 0 || ordinal >= count || !json.SequenceEqual(ScoredEvents.JsonOf(events.At(ordinal))))
            throw Wrong(sequence, "is none of those that were published");
        if (_seen[(int)ordinal])
            throw Wrong(sequence, $"is the event {ordinal}, which was there before");
        if (partition != ScoredEvents.PartitionOf(ordinal))
            throw Wrong(sequence, $"is in partition {partition}, not in {ScoredEvents.PartitionOf(ordinal)}");
        if (acknowledged is not null && acknowledged[(int)ordinal] != sequence)
            throw Wrong(sequence, $"was acknowledged as {acknowledged[(int)ordinal]}");
        if (sequence <= _last)
            throw Wrong(sequence, $"comes after {_last}");
        _seen[(int)ordinal] = true;
        _last = sequence;
        _found++;
        Model.Take(ordinal, sequence);
    }

    /// <exception cref="WrongContentException">An event is missing.</exception>
    public void MustBeAll()
    {
        if (_found != count)
            throw new WrongContentException($"{count} events were acknowledged, {_found} are stored.");
    }

    private static WrongContentException Wrong(long sequence, string how) => new($"The stored event {sequence} {how}.");
}
