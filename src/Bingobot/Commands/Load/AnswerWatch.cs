using System.Collections.Concurrent;
using Bingobot.Sandbox;
using HdrHistogram;

namespace Bingobot.Commands.Load;

/// <summary>
/// Watches how long the bot takes from the moment at which an interaction is first sent to the arrival of the request by which it
/// is acknowledged, and whether it asks twice. Thread-safe.
/// </summary>
/// <param name="clock">The clock of the sandbox's protocol.</param>
/// <param name="killed">
/// When the bot was killed last, as a timestamp of the clock; null before the first time. What it was told before, it may not know
/// any more.
/// </param>
internal sealed class AnswerWatch(TimeProvider clock, Func<long?> killed) : ISandboxObserver
{
    /// <summary>In microseconds; longer ones count as this.</summary>
    private const long Longest = 3_600_000_000;

    private const int Digits = 3;

    private readonly Lock _gate = new();
    private readonly LongHistogram _latency = new(1, Longest, Digits);
    private readonly ConcurrentDictionary<ulong, long> _sent = new();
    private readonly ConcurrentDictionary<ulong, Taken> _taken = new();
    private readonly ConcurrentDictionary<ulong, bool> _late = new();
    private int _askedAgain;
    private int _askedTwice;

    private readonly record struct Taken(long Arrived, bool Told);

    /// <summary>Interactions that were acknowledged.</summary>
    public int Answered => _taken.Count;

    /// <summary>Acknowledgements that were refused since there was one, and the bot could not know of it.</summary>
    public int AskedAgain => Volatile.Read(ref _askedAgain);

    /// <summary>Acknowledgements that were refused since there was one, and the bot had been told: it must not have asked.</summary>
    public int AskedTwice => Volatile.Read(ref _askedTwice);

    /// <summary>Whether an acknowledgement of the interaction came too late.</summary>
    public bool IsLate(ulong interaction) => _late.ContainsKey(interaction);

    /// <summary>The latencies so far.</summary>
    public Latency Latency()
    {
        lock (_gate)
        {
            return _latency.TotalCount == 0
                ? new Latency(0, 0, 0, 0, 0)
                : new Latency(_latency.TotalCount, At(50), At(95), At(99), _latency.GetMaxValue() / 1000.0);
        }
    }

    /// <inheritdoc/>
    public void InteractionSending(ulong interaction, long at) => _sent.TryAdd(interaction, at);

    /// <inheritdoc/>
    public void AcknowledgementServed(in ServedAcknowledgement served)
    {
        switch (served.Outcome)
        {
            case AcknowledgementOutcome.Taken:
                _taken[served.Interaction] = new Taken(served.Arrived, served.Told);
                if (_sent.TryRemove(served.Interaction, out long sent))
                    Record(clock.GetElapsedTime(sent, served.Arrived));
                break;
            case AcknowledgementOutcome.TakenBefore:
                bool mustKnow = _taken.TryGetValue(served.Interaction, out Taken taken)
                    && taken.Told && (killed() ?? long.MinValue) < taken.Arrived;
                Interlocked.Increment(ref mustKnow ? ref _askedTwice : ref _askedAgain);
                break;
            case AcknowledgementOutcome.TooLate:
                _late[served.Interaction] = true;
                break;
            case AcknowledgementOutcome.NotTaken:
                break;
        }
    }

    private void Record(TimeSpan latency)
    {
        lock (_gate)
            _latency.RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 1, Longest));
    }

    private double At(double percentile) => _latency.GetValueAtPercentile(percentile) / 1000.0;
}
