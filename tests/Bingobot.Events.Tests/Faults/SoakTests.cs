using System.Diagnostics;
using System.Globalization;
using Bingobot.Faults.Events;
using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Faults;

/// <summary>A stream at full load whose live state is bounded: its memory does not grow.</summary>
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private const int Samples = 12;
    private const long MiB = 1024 * 1024;
    private const int MostEffects = 2_000;

    /// <summary>What a full collection may leave one time and not another, whatever the length of the run.</summary>
    private const long ManagedSlack = MiB;

    /// <summary>The indexes of sealed segments are kept in memory up to a bound: so many bytes, one for so many events until then.</summary>
    private const long IndexBytes = 4 * MiB;

    private const long EventsForAnIndexByte = 8;

    /// <summary>What the allocators may keep one time and not another, whatever the length of the run.</summary>
    private const long ResidentSlack = 32 * MiB;

    private readonly string _folder = Directory.CreateTempSubdirectory("stream-soak-").FullName;

    private sealed record Sample(long Events, long Managed, long Resident, long Effects);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary><c>BINGOBOT_SOAK_SECONDS</c> asks for longer than the 5 seconds of a usual run.</summary>
    [Fact]
    public void Stream_AtFullLoad_KeepsItsMemory()
    {
        int seconds = Environment.GetEnvironmentVariable("BINGOBOT_SOAK_SECONDS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 5;
        Sample[] samples = [.. Run(seconds)];
        foreach (Sample sample in samples)
            output.WriteLine(Show(sample));
        Assert.Equal(Samples, samples.Length);
        Sample[] earlier = samples[(Samples / 4)..(Samples / 2)];
        Sample[] later = samples[^(Samples / 4)..];
        long events = later[^1].Events - earlier[0].Events;
        long managed = Median(later, sample => sample.Managed) - Median(earlier, sample => sample.Managed);
        long resident = Median(later, sample => sample.Resident) - Median(earlier, sample => sample.Resident);
        string grown = string.Create(
            CultureInfo.InvariantCulture,
            $"{samples[^1].Events} events in {seconds} s; over the last {events} of them live memory grew by {managed / (double)MiB:f2} MiB, resident by {resident / (double)MiB:f1} MiB");
        output.WriteLine(grown);
        Assert.True(events > seconds * 100L, grown);
        Assert.All(samples, sample => Assert.True(sample.Effects < MostEffects, $"{sample.Effects} effects are pending: the live state is not bounded"));
        Assert.True(managed < ManagedSlack + Math.Min(IndexBytes, events / EventsForAnIndexByte), grown);
        Assert.True(resident < ResidentSlack, grown);
    }

    private IEnumerable<Sample> Run(int seconds)
    {
        using Process process = Process.Start(KilledStream.Program.With(
            ["soak", .. new SoakOptions(_folder, seconds, Samples).ToArguments()]))!;
        using var deadline = new ProcessDeadline(process, TimeSpan.FromSeconds(60 + 2 * seconds));
        string last = "";
        while (process.StandardOutput.ReadLine() is { } line)
        {
            last = line;
            string[] words = line.Split(' ');
            if (words[0] == Lines.MemoryWord)
                yield return new Sample(Number(words[1]), Number(words[2]), Number(words[3]), Number(words[4]));
        }

        process.WaitForExit();
        Assert.Equal((false, 0, Lines.Closed), (deadline.HasPassed, process.ExitCode, last));
    }

    private static long Median(Sample[] samples, Func<Sample, long> of) => samples.Select(of).Order().ElementAt(samples.Length / 2);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Show(Sample sample) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sample.Events} events, {sample.Managed / (double)MiB:f2} MiB live, {sample.Resident / (double)MiB:f1} MiB resident, {sample.Effects} effects pending");
}
