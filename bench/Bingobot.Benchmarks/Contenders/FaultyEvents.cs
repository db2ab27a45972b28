using Bingobot.Benchmarks.Scoring;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>What a store of events may do wrong.</summary>
internal enum Fault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>An event is acknowledged and not stored.</summary>
    LosesAnEvent,

    /// <summary>An event is stored twice.</summary>
    StoresAnEventTwice,

    /// <summary>An event is stored with other JSON.</summary>
    ChangesAnEvent,

    /// <summary>An event is stored in another partition.</summary>
    MovesAnEvent,

    /// <summary>A publisher is told another sequence than its event has.</summary>
    TellsAnotherSequence,

    /// <summary>An event was not applied.</summary>
    ForgetsToApply,

    /// <summary>A tally of the state is of another event.</summary>
    MixesUpTallies,

    /// <summary>Replay leaves an event out.</summary>
    ForgetsInReplay,

    /// <summary>Reading leaves an event out.</summary>
    SkipsWhenReading,

    /// <summary>Reading shows an event whose last bytes are others.</summary>
    DamagesWhenReading,
}

/// <summary>A good contender with one fault, to prove that the checks notice it.</summary>
/// <param name="inner">The good one.</param>
/// <param name="fault">What goes wrong.</param>
/// <param name="fromOpening">Reading and replay go wrong only from this opening on, counted from 1.</param>
internal sealed class FaultyEvents(IEventContender inner, Fault fault, int fromOpening = 1) : IEventContender
{
    private const long Victim = ScoredEvents.FirstNumber + 7;
    private int _openings;

    public string Name => $"{inner.Name}, {fault}";

    public bool IsLimit => false;

    public bool IsDurable => inner.IsDurable;

    public IEventStore Create(string directory, ScoredEvents events) => new Store(inner.Create(directory, events), events, fault);

    public IRecordedEvents OpenRecorded(string directory, ScoredEvents events)
    {
        IRecordedEvents recorded = inner.OpenRecorded(directory, events);
        return ++_openings >= fromOpening ? new Recording(recorded, fault) : recorded;
    }

    /// <summary>The board without its newest event.</summary>
    private static Board Forgetting(Board board) => board with { Events = board.Events - 1 };

    private static Board Mixing(Board board)
    {
        (ulong user, Tally tally) = board.Users.First();
        return board with { Users = board.Users.SetItem(user, tally with { LastSequence = tally.LastSequence + 1 }) };
    }

    private sealed class Store(IEventStore store, ScoredEvents events, Fault fault) : IEventStore
    {
        public Action PublishAll(int first, ArraySegment<long> sequences) => () =>
        {
            Task<long>[] published =
            [
                .. Enumerable.Range(first, sequences.Count)
                    .Select(ordinal => PublishAsync(ScoredEvents.PartitionOf(ordinal), events.At(ordinal)).AsTask()),
            ];
            Task.WhenAll(published).GetAwaiter().GetResult().CopyTo(sequences.AsSpan());
        };

        public async ValueTask<long> PublishAsync(ulong partition, Scored e)
        {
            if (e.Number != Victim)
                return await store.PublishAsync(partition, e);
            switch (fault)
            {
                case Fault.LosesAnEvent:
                    return 1;
                case Fault.StoresAnEventTwice:
                    await store.PublishAsync(partition, e);
                    return await store.PublishAsync(partition, e);
                case Fault.ChangesAnEvent:
                    return await store.PublishAsync(partition, e with { Points = e.Points == 10 ? 11 : e.Points - 1 });
                case Fault.MovesAnEvent:
                    return await store.PublishAsync((partition % ScoredEvents.Partitions) + 1, e);
                case Fault.TellsAnotherSequence:
                    return 1 + await store.PublishAsync(partition, e);
                default:
                    return await store.PublishAsync(partition, e);
            }
        }

        public Board BoardOf(ulong partition) => fault switch
        {
            Fault.ForgetsToApply => Forgetting(store.BoardOf(partition)),
            Fault.MixesUpTallies => Mixing(store.BoardOf(partition)),
            _ => store.BoardOf(partition),
        };

        public void Dispose() => store.Dispose();
    }

    private sealed class Recording(IRecordedEvents recorded, Fault fault) : IRecordedEvents
    {
        public Func<ulong, Board> Replay()
        {
            Func<ulong, Board> boards = recorded.Replay();
            return fault == Fault.ForgetsInReplay ? partition => Forgetting(boards(partition)) : boards;
        }

        public void Visit(EventAction action)
        {
            int read = 0;
            recorded.Visit((sequence, partition, json) =>
            {
                bool hit = ++read == 8;
                if (hit && fault == Fault.SkipsWhenReading)
                    return;
                if (!hit || fault != Fault.DamagesWhenReading)
                {
                    action(sequence, partition, json);
                    return;
                }

                byte[] damaged = json.ToArray();
                damaged[^1] ^= 1;
                action(sequence, partition, damaged);
            });
        }

        public void Dispose() => recorded.Dispose();
    }
}
