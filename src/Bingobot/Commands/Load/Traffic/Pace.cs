namespace Bingobot.Commands.Load.Traffic;

/// <summary>
/// Begins things at a steady rate. When each is due follows from the time since the beginning and not from the one before, so that
/// nothing drifts; what could not be begun in time is made up for, as far as a second goes, and counted as missed beyond that.
/// </summary>
internal sealed class Pace(TimeProvider clock, int rate, TimeSpan duration)
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private long _begun;
    private long _missed;

    /// <summary>How many were begun. From any thread.</summary>
    public long Begun => Volatile.Read(ref _begun);

    /// <summary>How many were not, because the one second in which they could have been made up for was over. From any thread.</summary>
    public long Missed => Volatile.Read(ref _missed);

    /// <summary>How long it took. Known when it has ended.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Runs until the time is over or it is stopped.</summary>
    /// <param name="tryBegin">Begins the next thing; false where there is no room for it. It must not block.</param>
    /// <param name="stop">Ends it early, without an exception.</param>
    public async Task RunAsync(Func<bool> tryBegin, CancellationToken stop)
    {
        long start = clock.GetTimestamp();
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            Elapsed = clock.GetElapsedTime(start);
            BeginDue(Elapsed < duration ? Elapsed : duration, tryBegin);
        }
        while (Elapsed < duration && await NextAsync(timer, stop));

        long due = DueAt(Elapsed < duration ? Elapsed : duration);
        Volatile.Write(ref _missed, due - Begun);
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private long DueAt(TimeSpan elapsed) => (long)(elapsed.TotalSeconds * rate);

    private void BeginDue(TimeSpan elapsed, Func<bool> tryBegin)
    {
        long due = DueAt(elapsed);
        if (due - Begun - Missed > rate)
            Volatile.Write(ref _missed, due - Begun - rate);
        while (Begun + Missed < due && tryBegin())
            Volatile.Write(ref _begun, Begun + 1);
    }
}
