using Bingobot.Discord.Gateway.Sharding;
using Bingobot.Discord.Payloads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Discord.Gateway;

/// <summary>
/// Lets the shards of one bot identify in their order, none of one bucket within 5 seconds of another, and never so often that
/// Discord would take the bot's token away. One for all clients of a token. Thread-safe. See
/// <see href="https://docs.discord.com/developers/events/gateway#sharding-max-concurrency"/>.
/// </summary>
public sealed class IdentifyLimiter
{
    /// <summary>Between two identifies of one bucket. Discord asks for 5 s, as it sees them.</summary>
    internal static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5_250);

    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    /// <summary>From here on a wait is told of.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(30);

    private readonly IIdentifyLedger? _ledger;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _began;
    private readonly Lock _gate = new();
    private readonly IdentifyBudget _budget = new();
    private readonly SortedSet<int> _waiting = [];
    private readonly HashSet<int> _underWay = [];
    private readonly Dictionary<int, TimeSpan> _last = [];
    private TimeSpan? _lastOfAll;
    private Task? _loaded;
    private int _maxConcurrency = 1;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Makes a limiter.</summary>
    /// <param name="ledger">Remembers identifies beyond the process; null: they are counted in this process alone.</param>
    /// <param name="time">The clock of delays; the system's by default.</param>
    /// <param name="logger">Where long waits are told of.</param>
    public IdentifyLimiter(IIdentifyLedger? ledger = null, TimeProvider? time = null, ILogger<IdentifyLimiter>? logger = null)
    {
        _ledger = ledger;
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger<IdentifyLimiter>.Instance;
        _began = _time.GetTimestamp();
    }

    private TimeSpan Now => _time.GetElapsedTime(_began);

    /// <summary>
    /// Waits for a shard's turn to identify. From the call on, shards after it wait for it. Dispose of the turn when the Identify is
    /// sent, or will not be.
    /// </summary>
    internal async Task<IdentifyTurn> EnterAsync(
        GatewayShard shard, Func<CancellationToken, Task<SessionStartLimit>> limit, CancellationToken cancellationToken)
    {
        lock (_gate)
            _waiting.Add(shard.Id);
        try
        {
            await LoadAsync(cancellationToken);
            var told = await limit(cancellationToken);
            lock (_gate)
            {
                _budget.Tell(told, Now);
                _maxConcurrency = Math.Max(1, told.MaxConcurrency);
            }
            var isTold = false;
            while (true)
            {
                TimeSpan wait;
                Task changed;
                lock (_gate)
                {
                    wait = WaitUnsynchronized(shard.Id);
                    if (wait <= TimeSpan.Zero)
                    {
                        _underWay.Add(shard.Id);
                        return new IdentifyTurn(this, shard);
                    }
                    changed = _changed.Task;
                }
                if (wait >= LongWait && !isTold && wait != TimeSpan.MaxValue)
                {
                    GatewayLog.IdentifyWaits(_logger, shard.Id, wait.TotalSeconds);
                    isTold = true;
                }
                await changed.WaitAsync(wait < LongestSleep ? wait : LongestSleep, _time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            lock (_gate)
            {
                _waiting.Remove(shard.Id);
                SignalUnsynchronized();
            }
        }
    }

    /// <summary>Counts an identify that is about to be sent.</summary>
    internal async ValueTask RecordAsync(GatewayShard shard, CancellationToken cancellationToken)
    {
        if (_ledger is not null)
            await _ledger.RecordAsync(shard, cancellationToken);
        lock (_gate)
        {
            _budget.Spend(Now);
            _last[shard.Id] = Now;
        }
    }

    internal void Leave(GatewayShard shard)
    {
        lock (_gate)
        {
            _underWay.Remove(shard.Id);
            SignalUnsynchronized();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Counts what earlier processes did, once.</summary>
    private Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_ledger is null)
            return Task.CompletedTask;
        lock (_gate)
        {
            // Others may wait for it too, so that none of them may cancel it.
            _loaded ??= LoadAsync(_ledger);
            return _loaded.WaitAsync(cancellationToken);
        }
    }

    private async Task LoadAsync(IIdentifyLedger ledger)
    {
        await Task.Yield();
        var ages = await ledger.LoadAsync(CancellationToken.None);
        lock (_gate)
        {
            var now = Now;
            foreach (var age in ages.OrderDescending())
                _budget.Spend(now - age);
            _lastOfAll = ages.Count == 0 ? null : now - ages.Min();
        }
    }

    /// <summary>How long this shard has to wait; for ever, until something changes, where others come first.</summary>
    private TimeSpan WaitUnsynchronized(int shard)
    {
        var bucket = shard % _maxConcurrency;
        var isTurn = _waiting.Min / _maxConcurrency == shard / _maxConcurrency;
        if (!isTurn || _underWay.Any(other => other % _maxConcurrency == bucket))
            return TimeSpan.MaxValue;
        var now = Now;
        var wait = _budget.Wait(now, _underWay.Count);
        // Which bucket an earlier process was in is not known, so its last identify counts for all.
        if (_lastOfAll is { } ofAll)
            wait = Max(wait, ofAll + Between - now);
        foreach (var (other, at) in _last)
        {
            if (other % _maxConcurrency == bucket)
                wait = Max(wait, at + Between - now);
        }
        return wait;
    }

    private void SignalUnsynchronized()
    {
        var signal = _changed;
        _changed = NewSignal();
        signal.TrySetResult();
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>A shard's turn to identify.</summary>
internal sealed class IdentifyTurn(IdentifyLimiter limiter, GatewayShard shard) : IDisposable
{
    private int _left;

    /// <summary>Counts the Identify, durably where there is a ledger; to be sent right afterwards.</summary>
    public ValueTask RecordAsync(CancellationToken cancellationToken) => limiter.RecordAsync(shard, cancellationToken);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
            limiter.Leave(shard);
    }
}
