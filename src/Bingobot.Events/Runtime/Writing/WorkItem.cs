using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Tasks.Sources;

namespace Bingobot.Events;

/// <summary>
/// What waits in the writer's queue, and the wait of whoever put it there. It is used again once its result has been taken, so
/// that publishing allocates neither item nor task.
/// </summary>
internal sealed class WorkItem : IValueTaskSource<long>
{
    private const int MostPooled = 4 * 1024;

    private static readonly ConcurrentQueue<WorkItem> Pool = new();
    private static int _pooled;

    /// <summary>One that this thread gave back: whoever goes on behind a barrier publishes next, mostly.</summary>
    [ThreadStatic]
    private static WorkItem? _spare;

    private ManualResetValueTaskSourceCore<long> _done;

    private WorkItem()
    {
    }

    /// <summary>The event to be recorded.</summary>
    public PreparedEvent Event { get; private set; }

    public ulong Partition { get; private set; }

    public Cursor? Cursor { get; private set; }

    /// <summary>The effect that the event is about, or null.</summary>
    public PendingEffect? Effect { get; private set; }

    /// <summary>
    /// Whether the event is recorded only while the effect is a dead letter; otherwise, only while it is pending. So a result is
    /// recorded once, and so is each retry.
    /// </summary>
    public bool IsOfDeadLetter { get; private set; }

    /// <summary>The publishing that somebody follows, or null.</summary>
    public Activity? Trace { get; set; }

    /// <summary>What is to be done between two events instead of recording one, or null.</summary>
    public Action<Machine>? Between { get; private set; }

    /// <summary>
    /// Completed with the event's sequence once it is durable; with 0 where nothing was to be recorded. To be awaited once.
    /// </summary>
    public ValueTask<long> Done => new(this, _done.Version);

    public static WorkItem Rent(
        PreparedEvent e, ulong partition, Cursor? cursor = null, PendingEffect? effect = null, bool isOfDeadLetter = false)
    {
        WorkItem item = Take();
        item.Event = e;
        item.Partition = partition;
        item.Cursor = cursor;
        item.Effect = effect;
        item.IsOfDeadLetter = isOfDeadLetter;
        return item;
    }

    public static WorkItem Rent(Action<Machine> between)
    {
        WorkItem item = Rent(default(PreparedEvent), 0);
        item.Between = between;
        return item;
    }

    public void SetResult(long sequence) => _done.SetResult(sequence);

    public void SetException(Exception fault) => _done.SetException(fault);

    /// <summary>Gives it back, where it was never queued.</summary>
    public void Return()
    {
        Event = default;
        Cursor = null;
        Between = null;
        Effect = null;
        Trace = null;
        _done.Reset();
        if (_spare is null)
            _spare = this;
        else if (Interlocked.Increment(ref _pooled) <= MostPooled)
            Pool.Enqueue(this);
        else
            Interlocked.Decrement(ref _pooled);
    }

    private static WorkItem Take()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        if (!Pool.TryDequeue(out WorkItem? item))
            return new WorkItem();
        Interlocked.Decrement(ref _pooled);
        return item;
    }

    long IValueTaskSource<long>.GetResult(short token)
    {
        bool isDone = _done.GetStatus(token) != ValueTaskSourceStatus.Pending;
        try
        {
            return _done.GetResult(token);
        }
        finally
        {
            if (isDone)
                Return();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<long>.GetStatus(short token) => _done.GetStatus(token);

    void IValueTaskSource<long>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _done.OnCompleted(continuation, state, token, flags);
}
