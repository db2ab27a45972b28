using System.Runtime.CompilerServices;

namespace Bingobot.Events;

/// <summary>Where the events of one stream are kept. One writer at a time; readers run beside it.</summary>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>The newest sequence that is durable; 0 for an empty log.</summary>
    long LastSequence { get; }

    /// <summary>
    /// Appends events that follow <see cref="LastSequence"/> without a hole. They are durable, behind one barrier, when
    /// the task completes; after a crash all of them are there or none. Called by one writer, one call at a time, on a thread that
    /// may wait for the disk.
    /// </summary>
    /// <exception cref="Exception">Whatever the store throws. The log is not to be written any more then.</exception>
    ValueTask AppendAsync(IReadOnlyList<Recorded> events);

    /// <summary>
    /// The durable events from <paramref name="fromSequence"/> on, in order, up to those that are durable when the end
    /// is reached. Nothing is locked between two of them.
    /// </summary>
    /// <exception cref="CorruptStreamException">An event is missing, or is not the one that was written.</exception>
    IEnumerable<Recorded> Read(long fromSequence);

    /// <summary>
    /// As <see cref="Read"/>, for whoever looks at many events and keeps few: the events are shown where they lie. Sequences
    /// ascend; where the log was compacted, they have holes.
    /// </summary>
    /// <param name="fromSequence">The first sequence of interest.</param>
    /// <param name="visitor">Is shown the events until it returns false, or the end is reached; called under no lock.</param>
    /// <exception cref="CorruptStreamException">An event is missing, or is not the one that was written.</exception>
    void Visit(long fromSequence, EventVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        foreach (Recorded e in Read(fromSequence))
        {
            if (!visitor(new EventView(e, System.Text.Encoding.UTF8.GetBytes(e.Type))))
                return;
        }
    }

    /// <summary>
    /// The durable events that a filter means, in its order, up to those that are durable when the enumeration begins. It may
    /// stop at any event; nothing is locked between two of them.
    /// </summary>
    /// <param name="filter">Which events are meant, in which order, and how many of them at most.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <exception cref="CorruptStreamException">An event is missing, or is not the one that was written.</exception>
    async IAsyncEnumerable<Recorded> MatchAsync(
        EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var matcher = new EventMatcher(filter);
        long last = LastSequence;
        long left = filter.Limit ?? long.MaxValue;
        await Task.Yield();
        IEnumerable<Recorded> matching = Read(filter.FromSequence)
            .TakeWhile(e => e.Sequence <= last && e.Sequence <= filter.ToSequence)
            .Where(matcher.Matches);
        foreach (Recorded e in filter.NewestFirst ? matching.Reverse() : matching)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return e;
            if (--left == 0)
                yield break;
        }
    }
}
