namespace Bingobot.Sandbox;

/// <summary>What goes wrong at the moment, on order. Thread-safe; forgotten with the process.</summary>
internal sealed class Chaos(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _mutedFrom;
    private TimeSpan _mutedFor;
    private int _rateLimited;
    private int _failing;
    private bool _failAfter;

    /// <summary>What happens to a REST request.</summary>
    internal enum Fate
    {
        Served,
        RateLimited,
        FailsBefore,
        FailsAfter,
    }

    public bool AcksMuted
    {
        get
        {
            lock (_gate)
                return _mutedFor > TimeSpan.Zero && time.GetElapsedTime(_mutedFrom) < _mutedFor;
        }
    }

    public void MuteAcks(TimeSpan duration)
    {
        lock (_gate)
            (_mutedFrom, _mutedFor) = (time.GetTimestamp(), duration);
    }

    public void RateLimit(int count)
    {
        lock (_gate)
            _rateLimited = count;
    }

    public void Fail(int count, bool after)
    {
        lock (_gate)
            (_failing, _failAfter) = (count, after);
    }

    public Fate NextRequest()
    {
        lock (_gate)
        {
            if (_rateLimited > 0)
            {
                _rateLimited--;
                return Fate.RateLimited;
            }

            if (_failing == 0)
                return Fate.Served;
            _failing--;
            return _failAfter ? Fate.FailsAfter : Fate.FailsBefore;
        }
    }
}
