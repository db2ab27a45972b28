namespace Bingobot.Clock;

/// <summary>A clock that runs a whole number of times as fast as another. Never goes back while it lives. Thread-safe.</summary>
internal sealed class ScaledTimeProvider : TimeProvider
{
    private readonly TimeProvider _real;
    private readonly ClockAnchor _anchor;
    private readonly long _startTimestamp;
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
    public override long GetTimestamp() => (_real.GetTimestamp() - _startTimestamp) * _anchor.Scale;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(_real.CreateTimer(callback, state, Shortened(dueTime), Shortened(period)), this);

    /// <summary>The machine's time that passes meanwhile, rounded up to a millisecond, so that no timer fires early.</summary>
    private TimeSpan Shortened(TimeSpan span)
    {
        if (span <= TimeSpan.Zero)
            return span;

        long step = TimeSpan.TicksPerMillisecond * _anchor.Scale;
        return TimeSpan.FromMilliseconds((span.Ticks / step) + (span.Ticks % step == 0 ? 0 : 1));
    }

    private sealed class ScaledTimer(ITimer timer, ScaledTimeProvider clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) =>
            timer.Change(clock.Shortened(dueTime), clock.Shortened(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
