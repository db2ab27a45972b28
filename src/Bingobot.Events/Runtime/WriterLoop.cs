using System.Diagnostics;
using System.Threading.Channels;

namespace Bingobot.Events;

/// <summary>
/// The one writer: takes work and due timers in turn, and commits a batch with one barrier while the next one fills.
/// </summary>
internal sealed class WriterLoop : IAsyncDisposable
{
    /// <summary>A wall clock may be set while a timer waits, so the writer looks at it at least this often.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly Machine _machine;
    private readonly Cascade _cascade;
    private readonly IEventLog _log;
    private readonly EventStreamOptions _options;
    private readonly StreamTelemetry _telemetry;
    private readonly Action<Batch> _release;
    private readonly Channel<WorkItem> _queue;
    private readonly ITimer _alarm;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StreamFailedException? _failure;
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
        _queue = Channel.CreateBounded<WorkItem>(
            new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _alarm = options.TimeProvider.CreateTimer(
            _ => _queue.Writer.TryWrite(WorkItem.Tick), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Completes when the loop has ended: in good order, or with <see cref="StreamFailedException"/>.</summary>
    public Task Completion => _completion.Task;

    /// <summary>How much waits for the writer.</summary>
    public int QueueDepth => _queue.Reader.Count;

    public void Start() => _ = Task.Run(RunAsync);

    /// <summary>Queues work, and waits until it is durable. Cancelling is of effect until it is queued, not after.</summary>
    public ValueTask<long> DoAsync(WorkItem item, CancellationToken cancellationToken) =>
        item.Between is null && _telemetry.IsPublishWatched
        ? _telemetry.WatchPublishAsync(item, DoUnwatchedAsync, cancellationToken)
        : DoUnwatchedAsync(item, cancellationToken);

    private ValueTask<long> DoUnwatchedAsync(WorkItem item, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            item.Return();
            return ValueTask.FromCanceled<long>(cancellationToken);
        }

        // Taken before it is queued: from then on it may be done, and used again, at any time.
        ValueTask<long> done = item.Done;
        return _queue.Writer.TryWrite(item) ? done : QueueAsync(item, done, cancellationToken);
    }

    /// <summary>Accepts nothing more, fires no more timers, commits what was accepted, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _closing = true;
        _queue.Writer.TryComplete();
        await _completion.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _alarm.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<long> QueueAsync(WorkItem item, ValueTask<long> done, CancellationToken cancellationToken)
    {
        bool isQueued = false;
        try
        {
            await _queue.Writer.WriteAsync(item, cancellationToken).ConfigureAwait(false);
            isQueued = true;
        }
        catch (ChannelClosedException)
        {
            if (_failure is { } failure)
                throw new StreamFailedException(failure.Message, failure.InnerException);
            throw new ObjectDisposedException(nameof(EventStream), "The stream is closed.");
        }
        finally
        {
            if (!isQueued)
                item.Return();
        }

        return await done.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var batch = new Batch();
        Task commit = Task.CompletedTask;
        try
        {
            Task<bool>? readable = null;
            for (bool open = true; open || batch.HasWork || !commit.IsCompleted;)
            {
                Fill(batch);

                // Looked at once: were it asked again below, a commit that ends in between would leave this batch waiting for more.
                bool isCommitting = !commit.IsCompleted;
                if (!isCommitting)
                {
                    await commit.ConfigureAwait(false);
                    if (batch.HasWork)
                    {
                        commit = CommitAsync(batch);
                        batch = new Batch(batch.Waiting);
                        continue;
                    }
                }

                if (!open || IsFull(batch))
                {
                    await commit.ConfigureAwait(false);
                    continue;
                }

                SetAlarm();
                if (DueTimer() is not null)
                    continue;
                readable ??= _queue.Reader.WaitToReadAsync().AsTask();
                await (isCommitting ? Task.WhenAny(commit, readable) : (Task)readable).ConfigureAwait(false);
                if (readable.IsCompleted)
                {
                    open = await readable.ConfigureAwait(false);
                    readable = null;
                }
            }

            await commit.ConfigureAwait(false);
            _completion.TrySetResult();
        }
        catch (Exception fault)
        {
            StreamFailedException failure = Fail(fault, batch);
            await commit.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            RefuseQueued(failure);
            _completion.TrySetException(failure);
        }
    }

    private bool IsFull(Batch batch) =>
        batch.Events.Count >= _options.BatchEvents || batch.Bytes >= _options.BatchBytes || batch.Waiting >= _options.BatchEvents;

    private void Fill(Batch batch)
    {
        while (!IsFull(batch))
        {
            bool fired = FireDueTimer(batch);
            if (_queue.Reader.TryRead(out WorkItem? item))
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
        if (ReferenceEquals(item, WorkItem.Tick))
            return;
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
        var refused = new Batch();
        while (_queue.Reader.TryRead(out WorkItem? item))
        {
            if (!ReferenceEquals(item, WorkItem.Tick))
                refused.Await(item, 0);
        }

        refused.Fail(failure);
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

    private Task CommitAsync(Batch batch)
    {
        batch.State = _machine.Capture();
        return Task.Run(async () =>
        {
            using Activity? span = StreamTelemetry.TraceBatch(batch);
            try
            {
                if (batch.Events.Count > 0)
                {
                    long began = StreamTelemetry.Start(_telemetry.BarrierDuration);
                    await _log.AppendAsync(batch.Events).ConfigureAwait(false);
                    _telemetry.Committed(began, batch);
                }

                _release(batch);
                batch.Acknowledge();
            }
            catch (Exception fault)
            {
                span?.SetStatus(ActivityStatusCode.Error, fault.GetType().Name);
                Fail(fault, batch);
                throw;
            }
        });
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
    private StreamFailedException Fail(Exception fault, Batch batch)
    {
        var failure = new StreamFailedException(
            $"The event stream failed and accepts nothing more: {fault.Message} Restart to recover what is durable.", fault);
        failure = Interlocked.CompareExchange(ref _failure, failure, null) ?? failure;
        _queue.Writer.TryComplete(failure);
        batch.Fail(failure);
        return failure;
    }
}
