namespace Bingobot.Events;

/// <summary>
/// Ends the waits of a batch on the thread pool's threads, many on each: a work item for every wait would cost more than what
/// most of those who wait do next. Whoever goes on may block or take long without keeping the others waiting, since there
/// is always another work item that goes on behind it.
/// </summary>
internal sealed class Acknowledgement : IThreadPoolWorkItem
{
    private readonly List<(WorkItem Item, long Sequence)> _waiting;
    private readonly Exception? _failure;
    private int _taken = -1;
    private int _isQueued;

    private Acknowledgement(List<(WorkItem Item, long Sequence)> waiting, Exception? failure)
    {
        _waiting = waiting;
        _failure = failure;
    }

    /// <summary>Ends the waits, well or with a failure. The list is no longer the caller's.</summary>
    public static void Begin(List<(WorkItem Item, long Sequence)> waiting, Exception? failure)
    {
        if (waiting.Count > 0)
            new Acknowledgement(waiting, failure).QueueAnother();
    }

    /// <inheritdoc/>
    public void Execute()
    {
        Volatile.Write(ref _isQueued, 0);
        int next;
        while ((next = Interlocked.Increment(ref _taken)) < _waiting.Count)
        {
            if (next + 1 < _waiting.Count)
                QueueAnother();
            (WorkItem item, long sequence) = _waiting[next];
            if (_failure is null)
                item.SetResult(sequence);
            else
                item.SetException(_failure);
        }
    }

    private void QueueAnother()
    {
        if (Volatile.Read(ref _isQueued) == 0 && Interlocked.Exchange(ref _isQueued, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
