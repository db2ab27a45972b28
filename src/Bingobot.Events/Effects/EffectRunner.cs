using Microsoft.Extensions.Logging;

namespace Bingobot.Events;

/// <summary>
/// Executes effects behind their barrier: so many at once, in order within a lane, again with the same id where they are
/// to be tried again. The next effect of a lane waits until the result of the one before is durable. Thread-safe.
/// </summary>
internal sealed partial class EffectRunner : IAsyncDisposable
{
    private readonly IEffectExecutor _executor;
    private readonly EventStreamOptions _options;
    private readonly ILogger _logger;
    private readonly Backoff _backoff;
    private readonly Func<PendingEffect, EffectOutcome, ValueTask> _record;
    private readonly Lock _gate = new();
    private readonly Queue<Attempt> _ready = new();
    private readonly Dictionary<string, Queue<Attempt>> _lanes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cancelling = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _executing;
    private int _underWay;
    private bool _stopped;

    /// <param name="executor">Does the effects.</param>
    /// <param name="options">Bounds, clock and logger.</param>
    /// <param name="random">Jitter.</param>
    /// <param name="record">Records a result; completes when it is durable.</param>
    public EffectRunner(
        IEffectExecutor executor, EventStreamOptions options, Random random,
        Func<PendingEffect, EffectOutcome, ValueTask> record)
    {
        _executor = executor;
        _options = options;
        _logger = options.Logger;
        _backoff = new Backoff(options.EffectRetryFirst, options.EffectRetryMost, random);
        _record = record;
    }

    /// <summary>Queues effects that are durable, in the order in which they are to be executed.</summary>
    public void Start(IEnumerable<PendingEffect> effects)
    {
        lock (_gate)
        {
            foreach (PendingEffect effect in effects)
                AddUnsynchronized(new Attempt(effect));
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

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_options.EffectDrain > TimeSpan.Zero)
            await WaitIdleAsync(_options.EffectDrain, _options.TimeProvider).ConfigureAwait(false);
        await _cancelling.CancelAsync().ConfigureAwait(false);

        // How long code takes to notice is a matter of the real clock, also where the stream's own stands still.
        await WaitIdleAsync(TimeSpan.FromSeconds(1), TimeProvider.System).ConfigureAwait(false);
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
            LogStillRunning(_underWay, most);
        }
    }

    private void AddUnsynchronized(Attempt attempt)
    {
        string lane = attempt.Effect.Lane;
        if (lane.Length > 0)
        {
            if (_lanes.TryGetValue(lane, out Queue<Attempt>? behind))
            {
                behind.Enqueue(attempt);
                return;
            }

            _lanes.Add(lane, new Queue<Attempt>());
        }

        _ready.Enqueue(attempt);
    }

    private void Pump()
    {
        while (true)
        {
            Attempt? next;
            lock (_gate)
            {
                if (_stopped || _executing >= _options.EffectConcurrency || !_ready.TryDequeue(out next))
                    return;
                _executing++;
                _underWay++;
            }

            _ = Task.Run(() => RunAsync(next));
        }
    }

    private async Task RunAsync(Attempt attempt)
    {
        bool settled = false;
        try
        {
            EffectOutcome? outcome = await ExecuteAsync(attempt).ConfigureAwait(false);
            if (outcome is EffectOutcome.Retry retry)
            {
                await Task.Delay(_backoff.After(attempt.Tries, retry.After), _options.TimeProvider, _stopping.Token)
                    .ConfigureAwait(false);
            }
            else if (outcome is not null)
            {
                await _record(attempt.Effect, outcome).ConfigureAwait(false);
                settled = true;
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            LogLeft(attempt.Effect.Kind, attempt.Effect.Id);
        }
        catch (Exception fault) when (fault is StreamFailedException or ObjectDisposedException)
        {
            LogNotRecorded(fault, attempt.Effect.Kind, attempt.Effect.Id);
            StartNoMore();
        }
        finally
        {
            Leave(attempt, settled);
        }
    }

    /// <returns>What came of it; null where it was cancelled.</returns>
    private async ValueTask<EffectOutcome?> ExecuteAsync(Attempt attempt)
    {
        attempt.Tries++;
        EffectOutcome outcome;
        try
        {
            outcome = await _executor.ExecuteAsync(attempt.Effect, _cancelling.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_cancelling.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogAttemptFailed(fault, attempt.Effect.Kind, attempt.Effect.Id, attempt.Tries);
            outcome = new EffectOutcome.Retry(TimeSpan.Zero, ErrorText.Of(fault));
        }
        finally
        {
            lock (_gate)
                _executing--;
            Pump();
        }

        if (outcome is not EffectOutcome.Retry retry || attempt.Tries < _options.EffectAttempts)
            return outcome;
        LogGivenUp(attempt.Effect.Kind, attempt.Effect.Id, attempt.Tries, retry.Reason);
        return new EffectOutcome.Unknown($"Given up after {attempt.Tries} tries: {retry.Reason}");
    }

    private void Leave(Attempt attempt, bool settled)
    {
        lock (_gate)
        {
            _underWay--;
            if (!settled)
                _ready.Enqueue(attempt);
            else if (attempt.Effect.Lane is { Length: > 0 } lane)
            {
                if (_lanes[lane].TryDequeue(out Attempt? next))
                    _ready.Enqueue(next);
                else
                    _lanes.Remove(lane);
            }

            if (_stopped && _underWay == 0)
                _idle.TrySetResult();
        }

        Pump();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The effect {Kind} {Id} failed at try {Tries}; it is tried again with the same id.")]
    private partial void LogAttemptFailed(Exception fault, string kind, string id, int tries);

    [LoggerMessage(Level = LogLevel.Error, Message = "The effect {Kind} {Id} is given up after {Tries} tries: {Reason}")]
    private partial void LogGivenUp(string kind, string id, int tries, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The effect {Kind} {Id} is left for the next start.")]
    private partial void LogLeft(string kind, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The result of the effect {Kind} {Id} could not be recorded; it is tried again with the same id after the next start.")]
    private partial void LogNotRecorded(Exception fault, string kind, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} effects are still running after {Most}.")]
    private partial void LogStillRunning(int count, TimeSpan most);

    private sealed class Attempt(PendingEffect effect)
    {
        public PendingEffect Effect => effect;

        public int Tries { get; set; }
    }
}
