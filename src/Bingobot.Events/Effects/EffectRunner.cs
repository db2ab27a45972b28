using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>
/// Executes effects behind their barrier: so many at once and of one key, in order within a lane, again with the same id where
/// that is safe. The next effect of a lane waits until the result of the one before is durable. Thread-safe.
/// </summary>
internal sealed partial class EffectRunner : IAsyncDisposable
{
    /// <summary>A timer is set for no longer than this, whatever the clock allows.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly EventStreamOptions _options;
    private readonly ILogger _logger;
    private readonly Backoff _backoff;
    private readonly IEffectJournal _journal;
    private readonly EffectTurn _turn;
    private readonly Lock _gate = new();
    private readonly Lock _alarmGate = new();
    private readonly EffectQueue _queue;
    private readonly ITimer _alarm;

    /// <summary>How many waited when the alarm was last set.</summary>
    private volatile int _alarmed;
    private readonly CancellationTokenSource _cancelling = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private bool _stopped;

    /// <param name="executor">Does the effects.</param>
    /// <param name="options">Bounds, clock and logger.</param>
    /// <param name="random">Jitter.</param>
    /// <param name="journal">Records what happens to effects.</param>
    /// <param name="telemetry">Counts and traces.</param>
    public EffectRunner(
        IEffectExecutor executor, EventStreamOptions options, Random random, IEffectJournal journal, StreamTelemetry telemetry)
    {
        _options = options;
        _logger = options.Logger;
        _backoff = new Backoff(options.EffectRetryMost, random);
        _journal = journal;
        _turn = new EffectTurn(executor, options, journal, telemetry);
        _queue = new EffectQueue(options.EffectConcurrency, Math.Min(options.EffectConcurrency, options.EffectConcurrencyPerKey));
        _alarm = options.TimeProvider.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Queues effects that are durable, in the order in which they are to be executed.</summary>
    /// <param name="effects">The effects.</param>
    /// <param name="isInDoubt">Whether an earlier run of the program may have done them.</param>
    /// <param name="trace">The batch that they were derived in, where somebody follows.</param>
    public void Start(IEnumerable<PendingEffect> effects, bool isInDoubt, ActivityContext? trace)
    {
        List<EffectWork> works = [];
        foreach (PendingEffect effect in effects)
        {
            var work = new EffectWork(effect, KeyOf(effect), trace);
            work.IsInDoubt |= isInDoubt;
            works.Add(work);
        }

        lock (_gate)
        {
            foreach (EffectWork work in works)
                _queue.Add(work);
        }

        Pump();
    }

    /// <summary>Starts no more, lets what is running finish for a bounded time, then cancels it.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopped = true;
            if (_underWay == 0)
                _idle.TrySetResult();
        }

        await _alarm.DisposeAsync().ConfigureAwait(false);
        if (_options.EffectDrain > TimeSpan.Zero)
            await WaitIdleAsync(_options.EffectDrain, _options.TimeProvider).ConfigureAwait(false);
        await _cancelling.CancelAsync().ConfigureAwait(false);

        // How long code takes to notice is a matter of the real clock, also where the stream's own stands still.
        await WaitIdleAsync(TimeSpan.FromSeconds(1), TimeProvider.System).ConfigureAwait(false);
    }

    /// <summary>The caller's function is called under no lock; what it throws must not stop the writer.</summary>
    private string KeyOf(PendingEffect effect)
    {
        if (_options.EffectKey is not { } keyOf)
            return effect.Partition.ToString(CultureInfo.InvariantCulture);
        try
        {
            return keyOf(effect) ?? "";
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogNoKey(fault, effect.Kind, effect.Id);
            return "";
        }
    }

    /// <summary>A stream that records no results must not have effects done over and over.</summary>
    private void StartNoMore()
    {
        lock (_gate)
            _stopped = true;
    }

    private async Task WaitIdleAsync(TimeSpan most, TimeProvider clock)
    {
        try
        {
            await _idle.Task.WaitAsync(most, clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LogStillRunning(Volatile.Read(ref _underWay), most);
        }
    }

    private void Pump()
    {
        while (true)
        {
            EffectWork? next;
            lock (_gate)
            {
                if (_stopped || !_queue.TryStart(out next))
                    return;
                _underWay++;
            }

            _ = Task.Run(() => RunAsync(next));
        }
    }

    /// <summary>How many effects wait for the time of their next try, with the alarm set for them, and how long it is to the first.</summary>
    public (int Count, TimeSpan? Next) Waiting()
    {
        lock (_gate)
        {
            return _queue.NextDue is { } at
                ? (_alarmed, TimeSpan.FromMilliseconds(Math.Ceiling(WaitUntil(at).TotalMilliseconds)))
                : (_alarmed, null);
        }
    }

    private TimeSpan WaitUntil(long due) => _options.TimeProvider.GetElapsedTime(_options.TimeProvider.GetTimestamp(), due);

    private void Wake()
    {
        lock (_gate)
            _queue.Wake(_options.TimeProvider.GetTimestamp());
        SetAlarm();
        Pump();
    }

    private void SetAlarm()
    {
        lock (_alarmGate)
        {
            long? due;
            int waiting;
            lock (_gate)
            {
                due = _stopped ? null : _queue.NextDue;
                waiting = _queue.Waiting;
            }

            if (due is { } at)
            {
                TimeSpan wait = WaitUntil(at);
                wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestSleep ? LongestSleep : wait;
                _alarm.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            }

            _alarmed = waiting;
        }
    }

    private async Task RunAsync(EffectWork work)
    {
        TimeSpan? again = null;
        bool settled = false;
        using Activity? span = StreamTelemetry.TraceEffect(work);
        try
        {
            EffectOutcome? outcome = await _turn.TakeAsync(work, _cancelling.Token).ConfigureAwait(false);
            span?.SetTag(StreamTelemetry.OutcomeTag, StreamTelemetry.NameOf(outcome));
            if (outcome is EffectOutcome.Retry retry)
            {
                TimeSpan first = work.Effect.Policy.RetryFirst ?? _options.EffectRetryFirst;
                again = _backoff.After(work.Tries, first, retry.After);
            }
            else if (outcome is not null)
            {
                await _journal.RecordResultAsync(work.Effect, outcome).ConfigureAwait(false);
                settled = true;
            }
            else if (_cancelling.IsCancellationRequested)
            {
                LogLeft(work.Effect.Kind, work.Effect.Id);
            }
            else
            {
                settled = true;
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The stream failed or is closed, or the result cannot be written: whatever it is, it would be done over and over.
            LogNotRecorded(fault, work.Effect.Kind, work.Effect.Id);
            StartNoMore();
        }
        finally
        {
            Leave(work, settled, again);
        }
    }

    private void Leave(EffectWork work, bool settled, TimeSpan? again)
    {
        lock (_gate)
        {
            _underWay--;
            if (settled)
            {
                _queue.Settle(work);
            }
            else if (again is { } wait)
            {
                long ticks = (long)(wait.TotalSeconds * _options.TimeProvider.TimestampFrequency);
                _queue.Defer(work, _options.TimeProvider.GetTimestamp() + ticks);
            }

            if (_stopped && _underWay == 0)
                _idle.TrySetResult();
        }

        if (again is not null)
            SetAlarm();
        Pump();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The effect {Kind} {Id} is left for the next start.")]
    private partial void LogLeft(string kind, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The result of the effect {Kind} {Id} could not be recorded; it is in doubt at the next start.")]
    private partial void LogNotRecorded(Exception fault, string kind, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} effects are still running after {Most}.")]
    private partial void LogStillRunning(int count, TimeSpan most);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "The option EffectKey failed for the effect {Kind} {Id}; its concurrency is counted with all that have no key.")]
    private partial void LogNoKey(Exception fault, string kind, string id);
}
