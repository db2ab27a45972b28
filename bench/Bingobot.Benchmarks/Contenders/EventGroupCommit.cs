using Bingobot.Benchmarks.Scoring;

namespace Bingobot.Benchmarks.Contenders;

/// <summary>
/// What an expert puts before a store with one writer: publishers write their JSON, a thread takes all that wait, appends and applies
/// them, and flushes once for all.
/// </summary>
internal sealed class EventGroupCommit : IDisposable
{
    private readonly AppendEvent _append;
    private readonly Action _flush;
    private readonly CommitThread<Waiter> _thread;

    public EventGroupCommit(AppendEvent append, Action flush)
    {
        (_append, _flush) = (append, flush);
        _thread = new CommitThread<Waiter>(Commit);
    }

    public ValueTask<long> PublishAsync(ulong partition, Scored e)
    {
        var waiter = new Waiter(partition, e, ScoredEvents.JsonOf(e));
        _thread.Add(waiter);
        return new ValueTask<long>(waiter.Task);
    }

    /// <summary>Ends the thread; what still waits is not appended.</summary>
    public void Dispose() => _thread.Dispose();

    private void Commit(List<Waiter> waiters)
    {
        try
        {
            foreach (Waiter waiter in waiters)
                waiter.Sequence = _append(waiter.Partition, waiter.Event, waiter.Json);
            _flush();
            foreach (Waiter waiter in waiters)
                waiter.SetResult(waiter.Sequence);
        }
        catch (Exception e)
        {
            foreach (Waiter waiter in waiters)
                waiter.TrySetException(e);
        }
    }

    private sealed class Waiter(ulong partition, Scored e, byte[] json)
        : TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public ulong Partition => partition;

        public Scored Event => e;

        public byte[] Json => json;

        public long Sequence { get; set; }
    }
}

/// <summary>Appends and applies an event; answers with its sequence.</summary>
internal delegate long AppendEvent(ulong partition, Scored e, ReadOnlySpan<byte> json);
