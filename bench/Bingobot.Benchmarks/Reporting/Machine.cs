using System.Globalization;
using System.Runtime.InteropServices;

namespace Bingobot.Benchmarks.Reporting;

/// <summary>Where a run was made, without names of hosts or folders.</summary>
internal sealed record Machine(
    string Processor, int Cores, double MemoryGiB, string Kernel, string Runtime, string FileSystem, string Date)
{
    public static Machine Here(string directory) => new(
        Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024), 1),
        $"{(OperatingSystem.IsLinux() ? "Linux" : RuntimeInformation.OSDescription)} {Environment.OSVersion.Version.ToString(3)}",
        RuntimeInformation.FrameworkDescription,
        new DriveInfo(directory).DriveFormat,
        DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public override string ToString() =>
        $"{Processor}, {Cores} cores, {MemoryGiB.ToString(CultureInfo.InvariantCulture)} GiB of memory, {Kernel}, "
        + $"{FileSystem}, {Runtime}, {Date}";

    private static string? Field(string file, string name)
    {
        if (!File.Exists(file))
            return null;
        string? line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
