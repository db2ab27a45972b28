namespace Bingobot.Events;

/// <summary>
/// The newest durable events, in memory, while anybody subscribes: live subscribers read them from here, each at its own pace. The
/// writer never waits for a subscriber. Thread-safe.
/// </summary>
internal sealed class RecentEvents(int capacity, long lastSequence)
{
    private readonly Lock _gate = new();
    private readonly Recorded[] _events = new Recorded[capacity];
    private TaskCompletionSource _more = NewSignal();
    private long _last = lastSequence;
    private int _count;
    private int _readers;
    private bool _ended;
    private Exception? _failure;

    /// <summary>The newest durable sequence.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    /// <summary>Somebody subscribes: what is added from now on is kept, until the last one has left.</summary>
    /// <returns>To be disposed when the subscription ends.</returns>
    public Reader Join()
    {
        lock (_gate)
            _readers++;
        return new Reader(this);
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_readers > 0)
                return;
            _count = 0;
            Array.Clear(_events);
        }
    }

    /// <summary>Adds events that are durable, and wakes who waits for them.</summary>
    public void Add(IReadOnlyList<Recorded> events)
    {
        TaskCompletionSource woken;
        lock (_gate)
        {
            _last += events.Count;
            if (_readers > 0)
                KeepUnsynchronized(events);
            woken = _more;
            _more = NewSignal();
        }

        woken.TrySetResult();
    }

    /// <summary>No events will come any more; with a failure, or in good order.</summary>
    public void End(Exception? failure)
    {
        TaskCompletionSource woken;
        lock (_gate)
        {
            _ended = true;
            _failure ??= failure;
            woken = _more;
        }

        woken.TrySetResult();
    }

    /// <summary>Copies events from <paramref name="sequence"/> on, as many as there are and fit.</summary>
    /// <returns>How many; −1 where that sequence is no longer here.</returns>
    public int Copy(long sequence, Span<Recorded> destination)
    {
        lock (_gate)
        {
            if (sequence <= _last - _count)
                return -1;
            int copied = 0;
            for (; copied < destination.Length && sequence + copied <= _last; copied++)
                destination[copied] = _events[(sequence + copied) % capacity];
            return copied;
        }
    }

    /// <summary>Waits until <paramref name="sequence"/> is durable.</summary>
    /// <returns>False where no more events will come.</returns>
    /// <exception cref="StreamFailedException">The stream failed.</exception>
    public async ValueTask<bool> WaitForAsync(long sequence, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (sequence <= _last)
                    return true;
                if (_failure is not null)
                    throw new StreamFailedException(_failure.Message, _failure);
                if (_ended)
                    return false;
                more = _more.Task;
            }

            await more.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void KeepUnsynchronized(IReadOnlyList<Recorded> events)
    {
        foreach (Recorded e in events)
            _events[e.Sequence % capacity] = e;
        _count = (int)Math.Min((long)_count + events.Count, capacity);
    }

    /// <summary>A subscription.</summary>
    internal readonly struct Reader(RecentEvents events) : IDisposable
    {
        /// <summary>It ended.</summary>
        public void Dispose() => events.Leave();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
