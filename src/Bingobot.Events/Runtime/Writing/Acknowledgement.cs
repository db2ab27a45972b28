namespace Bingobot.Events;

/// <summary>
/// Ends the waits of a batch on the thread pool's threads, many on each: a work item for every wait would cost more than what
/// most of those who wait do next. Whoever goes on may block or take long without keeping the others waiting, since there
/// is always another work item that goes on behind it. After some a thread does what else is to be done, so that the writer takes what
/// the first publish while the last are still being told.
/// </summary>
internal sealed class Acknowledgement : IThreadPoolWorkItem
{
    /// <summary>How many are told in one go.</summary>
    private const int InOneGo = 64;

    private readonly List<(WorkItem Item, long Sequence)> _waiting;
    private readonly Exception? _failure;
    private readonly Action? _whenBegun;
    private int _taken = -1;
    private int _isQueued;

    private Acknowledgement(List<(WorkItem Item, long Sequence)> waiting, Exception? failure, Action? whenBegun)
    {
        _waiting = waiting;
        _failure = failure;
        _whenBegun = whenBegun;
    }

    /// <summary>Whether all have been told, or are being told now.</summary>
    public bool IsBegun => Volatile.Read(ref _taken) >= _waiting.Count - 1;

    /// <summary>Ends the waits, well or with a failure.</summary>
    /// <param name="waiting">Who waits; the list is no longer the caller's.</param>
    /// <param name="failure">Why it failed, or null.</param>
    /// <param name="whenBegun">Called when <see cref="IsBegun"/> becomes true, before the last one is told.</param>
    /// <returns>Null where nobody waits.</returns>
    public static Acknowledgement? Begin(
        List<(WorkItem Item, long Sequence)> waiting, Exception? failure, Action? whenBegun = null)
    {
        if (waiting.Count == 0)
            return null;
        var begun = new Acknowledgement(waiting, failure, whenBegun);
        begun.QueueAnother();
        return begun;
    }

    /// <inheritdoc/>
    public void Execute()
    {
        Volatile.Write(ref _isQueued, 0);
        for (int told = 0; told < InOneGo; told++)
        {
            int next = Interlocked.Increment(ref _taken);
            if (next >= _waiting.Count)
                return;
            if (next < _waiting.Count - 1)
                QueueAnother();
            else
                _whenBegun?.Invoke();
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
