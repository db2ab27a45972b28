using System.Diagnostics;
using System.Globalization;
using Bingobot.Benchmarks.Gateway.Mix;

namespace Bingobot.Benchmarks.Gateway.Clients;

/// <summary>Takes time, processor time and allocation of this process between two events of the stream. One caller.</summary>
internal sealed class Meter(MixSize size)
{
    private readonly TaskCompletionSource<ClientReport> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Mark? _start;

    /// <summary>Completes with the last event that counts.</summary>
    public Task<ClientReport> Done => _done.Task;

    public Proof Proof { get; } = new();

    public bool IsCounting => _start is not null && !_done.Task.IsCompleted;

    private sealed record Mark(long Sequence, long Time, TimeSpan Cpu, long Allocated)
    {
        public static Mark At(long sequence)
        {
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            return new Mark(sequence, Stopwatch.GetTimestamp(), cpu, GC.GetTotalAllocatedBytes(precise: true));
        }
    }

    /// <summary>Whether an event counts.</summary>
    public bool Counts(long sequence) => sequence > size.LastUncounted && sequence <= size.LastCounted;

    /// <summary>All events up to this one have been dealt with.</summary>
    public void Reached(long sequence)
    {
        if (_start is null)
        {
            if (sequence >= size.LastUncounted)
                _start = Mark.At(sequence);
            return;
        }

        if (sequence < size.LastCounted || _done.Task.IsCompleted)
            return;
        var end = Mark.At(sequence);
        _done.TrySetResult(new ClientReport
        {
            Events = end.Sequence - _start.Sequence,
            Seconds = Stopwatch.GetElapsedTime(_start.Time, end.Time).TotalSeconds,
            CpuSeconds = (end.Cpu - _start.Cpu).TotalSeconds,
            AllocatedBytes = end.Allocated - _start.Allocated,
            PeakBytes = PeakBytes(),
            Proof = Proof,
        });
    }

    /// <summary>The process's high-water mark; 0 where the system does not tell.</summary>
    public static long PeakBytes()
    {
        const string Status = "/proc/self/status";
        const string Name = "VmHWM:";
        if (!File.Exists(Status))
            return Process.GetCurrentProcess().PeakWorkingSet64;
        string? line = File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        return line is null ? 0 : 1024 * long.Parse(line[Name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
