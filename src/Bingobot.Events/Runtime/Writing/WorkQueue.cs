using System.Diagnostics.CodeAnalysis;

namespace Bingobot.Events;

/// <summary>
/// What waits for the writer, first in, first out, and whose turn it is to be the writer. Whoever adds while it is full stands in line, without
/// a thread, and may leave the line again. Thread-safe, but for <see cref="TryTake"/>, which is for the writer.
/// </summary>
/// <param name="capacity">How much may wait before whoever comes next stands in line.</param>
internal sealed class WorkQueue(int capacity)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Standing> _line = [];
    private Queue<WorkItem> _waiting = new();

    /// <summary>What the writer took at once, and does one by one; the writer's alone.</summary>
    private Queue<WorkItem> _taken = new();

    private bool _isClosed;
    private bool _isTurnTaken;
    private bool _isNews;

    /// <summary>How much waits, without what stands in line.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Adds work. Where it has to stand in line, cancelling ends its wait; once it waits for the writer, nothing does.</summary>
    /// <param name="item">The work.</param>
    /// <param name="cancellationToken">Takes it out of the line.</param>
    /// <param name="isTurn">Whether it is the caller's turn now.</param>
    /// <returns>False where the queue is closed.</returns>
    public bool TryAdd(WorkItem item, CancellationToken cancellationToken, out bool isTurn)
    {
        isTurn = false;
        LinkedListNode<Standing> place;
        lock (_gate)
        {
            if (_isClosed)
                return false;
            if (_waiting.Count < capacity)
            {
                _waiting.Enqueue(item);
                isTurn = TakeTurnLocked();
                return true;
            }

            place = _line.AddLast(new Standing(item));
        }

        if (cancellationToken.CanBeCanceled)
            LeaveOn(place, cancellationToken);
        return true;
    }

    /// <summary>Takes what has waited longest.</summary>
    public bool TryTake([MaybeNullWhen(false)] out WorkItem item)
    {
        if (_taken.TryDequeue(out item))
            return true;
        lock (_gate)
        {
            (_taken, _waiting) = (_waiting, _taken);
            while (_waiting.Count < capacity && _line.First is { } first)
            {
                _line.RemoveFirst();
                first.Value.Leaving.Unregister();
                _waiting.Enqueue(first.Value.Item);
            }
        }

        return _taken.TryDequeue(out item);
    }

    /// <summary>
    /// Begins a turn, where nobody has it; else whoever has it is made to look again before it ends.
    /// </summary>
    /// <returns>Whether it is the caller's turn now.</returns>
    public bool TryTakeTurn()
    {
        lock (_gate)
        {
            _isNews = _isTurnTaken;
            return TakeTurnLocked();
        }
    }

    /// <summary>Ends the caller's turn, unless there is something to look at.</summary>
    /// <param name="takesMore">Whether what waits is something to look at.</param>
    public bool TryEndTurn(bool takesMore)
    {
        lock (_gate)
        {
            bool isNews = _isNews;
            _isNews = false;
            if (isNews || (takesMore && (_waiting.Count > 0 || _taken.Count > 0)))
                return false;
            _isTurnTaken = false;
            return true;
        }
    }

    /// <summary>From now on nothing is added.</summary>
    /// <returns>What stood in line; it will not be taken.</returns>
    public List<WorkItem> Close()
    {
        List<WorkItem> refused = [];
        lock (_gate)
        {
            _isClosed = true;
            foreach (Standing standing in _line)
            {
                standing.Leaving.Unregister();
                refused.Add(standing.Item);
            }

            _line.Clear();
        }

        return refused;
    }

    /// <summary>Whether it is closed, and the writer has taken all.</summary>
    public bool IsDone()
    {
        lock (_gate)
            return _isClosed && _waiting.Count == 0 && _taken.Count == 0;
    }

    private bool TakeTurnLocked()
    {
        bool isFree = !_isTurnTaken;
        _isTurnTaken = true;
        return isFree;
    }

    private void LeaveOn(LinkedListNode<Standing> place, CancellationToken cancellationToken)
    {
        // Not under the lock: where it is cancelled already, it leaves at once.
        CancellationTokenRegistration leaving = cancellationToken.UnsafeRegister((_, token) => Leave(place, token), null);
        lock (_gate)
        {
            if (place.List is not null)
            {
                place.Value.Leaving = leaving;
                return;
            }
        }

        leaving.Unregister();
    }

    private void Leave(LinkedListNode<Standing> place, CancellationToken token)
    {
        lock (_gate)
        {
            if (place.List is null)
                return;
            _line.Remove(place);
        }

        Acknowledgement.Begin([(place.Value.Item, 0)], new OperationCanceledException(token));
    }

    /// <summary>What stands in line.</summary>
    private sealed class Standing(WorkItem item)
    {
        public WorkItem Item => item;

        public CancellationTokenRegistration Leaving { get; set; }
    }
}
