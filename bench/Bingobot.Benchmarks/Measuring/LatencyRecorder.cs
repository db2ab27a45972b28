using System.Diagnostics;

namespace Bingobot.Benchmarks.Measuring;

/// <summary>
/// Keeps how long every operation took, so that percentiles are exact. Its memory is taken beforehand; each place is written by one
/// thread.
/// </summary>
/// <param name="operations">How many operations there will be.</param>
internal sealed class LatencyRecorder(int operations)
{
    private readonly long[] _ticks = new long[operations];

    /// <summary>The operation <paramref name="index"/> began at <paramref name="start"/>, a <see cref="Stopwatch"/> timestamp, and ends now.</summary>
    public void Ended(int index, long start) => _ticks[index] = Stopwatch.GetTimestamp() - start;

    /// <summary>The percentiles, by nearest rank, once all operations have ended.</summary>
    public Latency Summarize()
    {
        Array.Sort(_ticks);
        return new Latency(At(0.50), At(0.99));
    }

    private TimeSpan At(double part) =>
        Stopwatch.GetElapsedTime(0, _ticks[Math.Clamp((int)Math.Ceiling(part * _ticks.Length) - 1, 0, _ticks.Length - 1)]);
}
