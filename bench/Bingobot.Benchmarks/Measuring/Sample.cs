using System.Diagnostics;

namespace Bingobot.Benchmarks.Measuring;

/// <summary>What one round of one contender took.</summary>
/// <param name="Elapsed">Time of the part that is measured.</param>
/// <param name="Operations">Documents or events appended or read, pushes plus pops, or 1 where a time is reported.</param>
/// <param name="AllocatedBytes">Managed bytes allocated meanwhile, on all threads.</param>
internal readonly record struct Sample(TimeSpan Elapsed, long Operations, long AllocatedBytes)
{
    /// <summary>In place of <see cref="AllocatedBytes"/> where a contender cannot tell.</summary>
    public const long UnknownBytes = -1;

    /// <summary>What a contender's process took, where it is one.</summary>
    public ProcessUse? Use { get; init; }

    /// <summary>Live bytes, where that is what is measured.</summary>
    public long HeldBytes { get; init; }

    /// <summary>How long single operations took, where that was recorded.</summary>
    public Latency? Latency { get; init; }

    /// <summary>Processor time of this process meanwhile, on all threads; null where that is not what is measured.</summary>
    public TimeSpan? Cpu { get; init; }

    /// <summary>Runs and measures an action.</summary>
    public static Sample Of(long operations, Action action)
    {
        GC.Collect();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        action();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        return new Sample(elapsed, operations, GC.GetTotalAllocatedBytes(precise: true) - allocated) { Cpu = cpu };
    }
}
