namespace Bingobot.Clock;

/// <summary>
/// A clock that runs a whole number of times as fast as another, and can be put forward. Never goes back while it lives.
/// Thread-safe.
/// </summary>
internal sealed class ScaledTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _real;
    private readonly HashSet<ScaledTimer> _armed = [];
    private readonly long _startTimestamp;
    private volatile ClockAnchor _anchor;
    private long _advancedTimestamp;
    private long _latestTicks;

    /// <summary>Makes the clock.</summary>
    /// <param name="real">The clock that it is derived from.</param>
    /// <param name="anchor">Where the two meet.</param>
    public ScaledTimeProvider(TimeProvider real, ClockAnchor anchor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(anchor.Scale, 1);
        _real = real;
        _anchor = anchor;
        _startTimestamp = real.GetTimestamp();
        _latestTicks = anchor.Shown.UtcTicks;
    }

    /// <summary>Where the two clocks meet.</summary>
    public ClockAnchor Anchor => _anchor;

    /// <inheritdoc/>
    public override long TimestampFrequency => _real.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _real.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        long now = _anchor.At(_real.GetUtcNow()).UtcTicks;
        for (long latest = Interlocked.Read(ref _latestTicks); latest < now;)
        {
            long seen = Interlocked.CompareExchange(ref _latestTicks, now, latest);
            if (seen == latest)
                return new DateTimeOffset(now, TimeSpan.Zero);
            latest = seen;
        }

        return new DateTimeOffset(Interlocked.Read(ref _latestTicks), TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public override long GetTimestamp() =>
        ((_real.GetTimestamp() - _startTimestamp) * _anchor.Scale) + Interlocked.Read(ref _advancedTimestamp);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ScaledTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Puts the clock forward to another anchor; timers that are then due fire.</summary>
    /// <param name="anchor">Of the same scale, and later: made by <see cref="ClockAnchor.Forward"/>.</param>
    /// <param name="by">By how much it is later.</param>
    public void Advance(ClockAnchor anchor, TimeSpan by)
    {
        ScaledTimer[] waiting;
        lock (_gate)
        {
            _anchor = anchor;
            Interlocked.Add(ref _advancedTimestamp, (long)(by.TotalSeconds * TimestampFrequency));
            waiting = [.. _armed];
        }

        foreach (ScaledTimer timer in waiting)
            timer.Rearm();
    }

    /// <summary>The machine's time that passes meanwhile, rounded up to a millisecond, so that no timer fires early.</summary>
    private TimeSpan Shortened(TimeSpan span)
    {
        if (span <= TimeSpan.Zero)
            return span;

        long step = TimeSpan.TicksPerMillisecond * _anchor.Scale;
        return TimeSpan.FromMilliseconds((span.Ticks / step) + (span.Ticks % step == 0 ? 0 : 1));
    }

    private void Note(ScaledTimer timer, bool isArmed)
    {
        lock (_gate)
        {
            if (isArmed)
                _armed.Add(timer);
            else
                _armed.Remove(timer);
        }
    }

    /// <summary>A timer that knows when it is due on this clock, so that it can be set anew when that is put forward.</summary>
    private sealed class ScaledTimer : ITimer
    {
        private readonly Lock _gate = new();
        private readonly ScaledTimeProvider _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;
        private TimeSpan _wait = Timeout.InfiniteTimeSpan;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private long _since;

        public ScaledTimer(ScaledTimeProvider clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _callback = callback;
            _state = state;
            _timer = clock._real.CreateTimer(
                static timer => ((ScaledTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _clock.Note(this, isArmed: dueTime != Timeout.InfiniteTimeSpan);
            lock (_gate)
            {
                (_wait, _period, _since) = (dueTime, period, _clock.GetTimestamp());
                return _timer.Change(_clock.Shortened(dueTime), _clock.Shortened(period));
            }
        }

        /// <summary>What is left of the wait may have passed by now.</summary>
        public void Rearm()
        {
            lock (_gate)
            {
                if (_wait == Timeout.InfiniteTimeSpan)
                    return;
                TimeSpan left = _wait - _clock.GetElapsedTime(_since);
                _timer.Change(_clock.Shortened(left > TimeSpan.Zero ? left : TimeSpan.Zero), _clock.Shortened(_period));
            }
        }

        public void Dispose()
        {
            _clock.Note(this, isArmed: false);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            _clock.Note(this, isArmed: false);
            return _timer.DisposeAsync();
        }

        private void Fire()
        {
            bool again;
            lock (_gate)
            {
                again = _period > TimeSpan.Zero;
                (_wait, _since) = (again ? _period : Timeout.InfiniteTimeSpan, _clock.GetTimestamp());
            }

            if (!again)
                _clock.Note(this, isArmed: false);
            _callback(_state);
        }
    }
}
