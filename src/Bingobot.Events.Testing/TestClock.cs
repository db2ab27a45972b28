namespace Bingobot.Events.Testing;

/// <summary>
/// A clock that stands still until it is told to go on; then what falls due on the way fires in the order in which it is due.
/// Thread-safe.
/// </summary>
public sealed class TestClock : TimeProvider
{
    /// <summary>When the clock begins unless it is told otherwise: 2026-01-01T00:00:00Z.</summary>
    public static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now;
    private long _order;

    /// <summary>A clock that shows <see cref="Beginning"/>.</summary>
    public TestClock()
        : this(Beginning)
    {
    }

    /// <summary>A clock that shows <paramref name="now"/>.</summary>
    public TestClock(DateTimeOffset now) => _now = now.ToUniversalTime();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Goes on by some time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than none.</exception>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + time);
    }

    /// <summary>Goes on to a time; stays where it is when that is past.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        List<Alarm> due;
        lock (_gate)
        {
            if (time > _now)
                _now = time.ToUniversalTime();
            due = [.. _alarms.Where(alarm => alarm.Due <= _now).OrderBy(alarm => alarm.Due).ThenBy(alarm => alarm.Order)];
            foreach (Alarm alarm in due)
                alarm.RearmUnsynchronized(_now);
            _alarms.RemoveAll(alarm => alarm.Due is null);
        }

        foreach (Alarm alarm in due)
            alarm.Fire();
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    private bool Set(Alarm alarm, TimeSpan dueTime, TimeSpan period)
    {
        bool isDue;
        lock (_gate)
        {
            _alarms.Remove(alarm);
            if (alarm.IsDisposed)
                return false;
            alarm.Period = period;
            alarm.Due = dueTime == Timeout.InfiniteTimeSpan ? null : _now + dueTime;
            alarm.Order = _order++;
            isDue = alarm.Due <= _now;
            if (isDue)
                alarm.RearmUnsynchronized(_now);
            if (alarm.Due is not null)
                _alarms.Add(alarm);
        }

        if (isDue)
            ThreadPool.UnsafeQueueUserWorkItem(static due => due.Fire(), alarm, preferLocal: false);
        return true;
    }

    private void Remove(Alarm alarm)
    {
        lock (_gate)
        {
            alarm.IsDisposed = true;
            _alarms.Remove(alarm);
        }
    }

    private sealed class Alarm(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; set; } = Timeout.InfiniteTimeSpan;

        public long Order { get; set; }

        public bool IsDisposed { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Set(this, dueTime, period);

        public void RearmUnsynchronized(DateTimeOffset now) => Due = Period > TimeSpan.Zero ? now + Period : null;

        public void Fire() => callback(state);

        public void Dispose() => clock.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
