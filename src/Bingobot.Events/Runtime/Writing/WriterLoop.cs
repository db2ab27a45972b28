using System.Diagnostics;

namespace Bingobot.Events;

/// <summary>
/// The one writer: takes work and due timers in turn, and commits a batch with one barrier while the next one fills.
/// </summary>
/// <remarks>
/// It has no thread of its own: whoever finds that there is something to do, and that it is nobody's turn, has the pool take a turn. A thread
/// that has filled a batch commits it, after its turn; whatever comes meanwhile begins another turn. So a lone event is written, committed
/// and acknowledged without a change of threads, which would cost as much as a fast barrier.
/// </remarks>
internal sealed class WriterLoop : IAsyncDisposable, IThreadPoolWorkItem
{
    /// <summary>A wall clock may be set while a timer waits, so the writer looks at it at least this often.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    /// <summary>After so many items the writer looks whether the batch is late.</summary>
    private const int ItemsBetweenLooks = 64;

    private readonly Machine _machine;
    private readonly Cascade _cascade;
    private readonly IEventLog _log;
    private readonly EventStreamOptions _options;
    private readonly StreamTelemetry _telemetry;
    private readonly Action<Batch> _release;
    private readonly WorkQueue _queue;
    private readonly ITimer _alarm;
    private readonly Gathering _gathering;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Batch _batch = new();
    private Acknowledgement? _acknowledgement;
    private StreamFailedException? _failure;
    private volatile bool _isCommitting;
    private volatile bool _closing;

    /// <param name="machine">The state; from now on the loop's alone.</param>
    /// <param name="cascade">Turns work into events.</param>
    /// <param name="log">Where they are kept.</param>
    /// <param name="options">Bounds and clock.</param>
    /// <param name="telemetry">Counts and traces.</param>
    /// <param name="release">Called for each batch behind its barrier, in order, before its acknowledgements.</param>
    public WriterLoop(
        Machine machine, Cascade cascade, IEventLog log, EventStreamOptions options, StreamTelemetry telemetry, Action<Batch> release)
    {
        _machine = machine;
        _cascade = cascade;
        _log = log;
        _options = options;
        _telemetry = telemetry;
        _release = release;
        _queue = new WorkQueue(options.QueueCapacity);
        _gathering = new Gathering(options.TimeProvider);
        _alarm = options.TimeProvider.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Completes when the loop has ended: in good order, or with <see cref="StreamFailedException"/>.</summary>
    public Task Completion => _completion.Task;

    /// <summary>How much waits for the writer.</summary>
    public int QueueDepth => _queue.Count;

    public void Start() => Wake();

    /// <summary>Queues work, and waits until it is durable. Cancelling is of effect until it is queued, not after.</summary>
    public ValueTask<long> DoAsync(WorkItem item, CancellationToken cancellationToken) =>
        item.Between is null && _telemetry.IsPublishWatched
        ? _telemetry.WatchPublishAsync(item, DoUnwatchedAsync, cancellationToken)
        : DoUnwatchedAsync(item, cancellationToken);

    /// <summary>Accepts nothing more, fires no more timers, commits what was accepted, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _closing = true;
        Close();
        await _completion.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _alarm.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>One turn, and the commit of what it has filled.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        if (TakeTurn() is { } batch)
            _ = CommitAsync(batch);
    }

    private ValueTask<long> DoUnwatchedAsync(WorkItem item, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            item.Return();
            return ValueTask.FromCanceled<long>(cancellationToken);
        }

        // Taken before it is queued: from then on it may be done, and used again, at any time.
        ValueTask<long> done = item.Done;
        if (!_queue.TryAdd(item, cancellationToken, out bool isTurn))
        {
            item.Return();
            return ValueTask.FromException<long>(Refusal());
        }

        if (isTurn)
            QueueTurn();
        return done;
    }

    private void Wake()
    {
        if (_queue.TryTakeTurn())
            QueueTurn();
    }

    private void QueueTurn() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    /// <returns>What is to be committed, by the caller; null where there is nothing yet, or nothing more.</returns>
    private Batch? TakeTurn()
    {
        while (true)
        {
            try
            {
                return Gather();
            }
            catch (Exception fault)
            {
                Fail(fault, _batch);
            }
        }
    }

    private Batch? Gather()
    {
        while (true)
        {
            bool takesMore = _failure is null;
            if (takesMore)
            {
                Fill(_batch);
                takesMore = !IsFull(_batch);
            }

            if (!_isCommitting)
            {
                if (_failure is not null || (!_batch.HasWork && _queue.IsDone()))
                {
                    End();
                    return null;
                }

                if (_batch.HasWork && (!takesMore || _gathering.IsEnough(_batch.Waiting, _acknowledgement is { IsBegun: false })))
                    return BeginCommit();
            }

            if (takesMore)
            {
                SetAlarm();
                if (DueTimer() is not null)
                    continue;
            }

            if (_queue.TryEndTurn(takesMore))
                return null;
        }
    }

    /// <summary>Ends the turn with a batch that is to be committed.</summary>
    private Batch BeginCommit()
    {
        Batch batch = _batch;
        batch.State = _machine.Capture();
        _batch = new Batch(batch.Waiting);
        _isCommitting = true;
        if (!_queue.TryEndTurn(takesMore: true))
            QueueTurn();
        return batch;
    }

    /// <summary>Commits, on the thread that asks as long as the log does; then others have their turn. Never throws.</summary>
    private async Task CommitAsync(Batch batch)
    {
        try
        {
            await CommitTracedAsync(batch).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            Fail(fault, batch);
        }

        _isCommitting = false;
        Wake();
    }

    private async ValueTask CommitTracedAsync(Batch batch)
    {
        using Activity? span = StreamTelemetry.TraceBatch(batch);
        long began = _options.TimeProvider.GetTimestamp();
        try
        {
            if (batch.Events.Count > 0)
            {
                long measured = StreamTelemetry.Start(_telemetry.BarrierDuration);
                await _log.AppendAsync(batch.Events).ConfigureAwait(false);
                _telemetry.Committed(measured, batch);
            }
        }
        catch (Exception fault)
        {
            span?.SetStatus(ActivityStatusCode.Error, fault.GetType().Name);
            throw;
        }

        _release(batch);
        _gathering.Begin(began, batch.Waiting);
        _acknowledgement = batch.Acknowledge(Wake);
    }

    /// <summary>The turn is not ended any more, so that there is no other.</summary>
    private void End()
    {
        if (_failure is not { } failure)
        {
            _completion.TrySetResult();
            return;
        }

        _batch.Fail(failure);
        RefuseQueued(failure);
        _completion.TrySetException(failure);
    }

    private bool IsFull(Batch batch) =>
        batch.Events.Count >= _options.BatchEvents || batch.Bytes >= _options.BatchBytes || batch.Waiting >= _options.BatchEvents;

    private void Fill(Batch batch)
    {
        for (int taken = 1; !IsFull(batch); taken++)
        {
            if (taken % ItemsBetweenLooks == 0 && !_isCommitting && _gathering.IsLate)
                return;
            bool fired = FireDueTimer(batch);
            if (_queue.TryTake(out WorkItem? item))
                Take(item, batch);
            else if (!fired)
                return;
        }
    }

    private bool FireDueTimer(Batch batch)
    {
        if (DueTimer() is not { } due)
            return false;
        PreparedEvent fired = _machine.Catalog.TimerFired.Prepare(
            new TimerFired(due.Module.Name, due.Timer.Key, due.Timer.Due));
        _cascade.Run(fired, due.Timer.Partition, null, batch);
        return true;
    }

    private (ModuleRunner Module, DurableTimer Timer)? DueTimer() =>
        _options.FireTimers && !_closing && _machine.NextTimer() is { } next && next.Timer.Due <= _options.TimeProvider.GetUtcNow()
            ? next
            : null;

    private void Take(WorkItem item, Batch batch)
    {
        if (item.Trace is { } publishing)
            batch.Link(publishing);
        long sequence = 0;
        try
        {
            if (item.Between is { } act)
                act(_machine);
            else if (!IsDuplicate(item))
                sequence = _cascade.Run(item.Event, item.Partition, item.Cursor, batch);
        }
        finally
        {
            batch.Await(item, sequence);
        }
    }

    private void RefuseQueued(StreamFailedException failure)
    {
        List<WorkItem> queued = [];
        while (_queue.TryTake(out WorkItem? item))
            queued.Add(item);
        Refuse(queued, failure);
    }

    private bool IsDuplicate(WorkItem item)
    {
        if (item.Effect is { } effect)
        {
            EffectTable? effects = _machine.Catalog.FindModule(effect.Module)?.Effects;
            return (item.IsOfDeadLetter ? effects?.Dead.Contains(effect.Id) : effects?.Contains(effect.Id)) != true;
        }

        return item.Cursor is { } cursor
            && _machine.CursorOf(cursor.Source) is { } newest
            && newest.Session == cursor.Session
            && cursor.Position <= newest.Position;
    }

    private void SetAlarm()
    {
        if (!_options.FireTimers || _machine.NextTimer() is not { } next)
        {
            _alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        TimeSpan wait = next.Timer.Due - _options.TimeProvider.GetUtcNow();
        if (wait > LongestSleep)
            wait = LongestSleep;
        double milliseconds = Math.Max(0, Math.Ceiling(wait.TotalMilliseconds));
        _alarm.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    /// <summary>From now on nothing is accepted, and who waits for the batch is told.</summary>
    private void Fail(Exception fault, Batch batch)
    {
        var failure = new StreamFailedException(
            $"The event stream failed and accepts nothing more: {fault.Message} Restart to recover what is durable.", fault);
        failure = Interlocked.CompareExchange(ref _failure, failure, null) ?? failure;
        Close();
        batch.Fail(failure);
    }

    private void Close()
    {
        Refuse(_queue.Close(), Refusal());
        Wake();
    }

    private static void Refuse(List<WorkItem> items, Exception why) => Acknowledgement.Begin([.. items.Select(item => (item, 0L))], why);

    private Exception Refusal() => _failure is { } failure
        ? new StreamFailedException(failure.Message, failure.InnerException)
        : new ObjectDisposedException(nameof(EventStream), "The stream is closed.");
}
