namespace Bingobot.Benchmarks.Measuring;

/// <summary>What a contender that is a process of its own took.</summary>
/// <param name="EventsPerSecond">By the clock on the wall.</param>
/// <param name="CpuMicroseconds">Of processor time for each event, on all cores.</param>
/// <param name="PeakBytes">The most that it held in memory.</param>
internal sealed record ProcessUse(double EventsPerSecond, double CpuMicroseconds, double PeakBytes)
{
    /// <summary>The medians, each on its own; null of nothing.</summary>
    public static ProcessUse? MedianOf(IReadOnlyList<ProcessUse> uses) => uses.Count == 0
        ? null
        : new ProcessUse(
            Row.MedianOf([.. uses.Select(use => use.EventsPerSecond)]),
            Row.MedianOf([.. uses.Select(use => use.CpuMicroseconds)]),
            Row.MedianOf([.. uses.Select(use => use.PeakBytes)]));
}
