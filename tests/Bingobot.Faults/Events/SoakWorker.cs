using System.Globalization;
using Bingobot.Events;

namespace Bingobot.Faults.Events;

/// <summary>How long and on what a stream is kept busy. On the command line: <c>name=value</c> each.</summary>
public sealed record SoakOptions(string Folder, int Seconds, int Samples)
{
    public static SoakOptions Parse(IReadOnlyList<string> arguments)
    {
        Dictionary<string, string> values = arguments
            .Select(argument => argument.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return new SoakOptions(
            values["folder"],
            int.Parse(values["seconds"], CultureInfo.InvariantCulture),
            int.Parse(values["samples"], CultureInfo.InvariantCulture));
    }

    /// <summary>The arguments that <see cref="Parse"/> reads.</summary>
    public IReadOnlyList<string> ToArguments() =>
    [
        $"folder={Folder}",
        string.Create(CultureInfo.InvariantCulture, $"seconds={Seconds}"),
        string.Create(CultureInfo.InvariantCulture, $"samples={Samples}"),
    ];
}

/// <summary>
/// Keeps a stream busy for a while, and says at equal intervals how much memory is in use. Its live state is bounded: counters,
/// alarms that ring soon, effects that are done at once.
/// </summary>
internal static class SoakWorker
{
    private const int Publishers = 8;
    private const int UnderWay = 128;

    /// <summary>So seldom that effects, of which a lane has one done behind each barrier, do not fall behind.</summary>
    private const int Consequences = 256;

    public static async Task<int> RunAsync(SoakOptions options)
    {
        using var mouth = new Mouth();
        mouth.Say(Lines.Opening);
        await using (EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = DocumentLog.Open(StreamWorkerOptions.EventsIn(options.Folder)),
            SnapshotDirectory = StreamWorkerOptions.SnapshotsIn(options.Folder),
            Modules = Happenings.Modules(),
            Effects = new Instant(),
        }))
        {
            mouth.Say(Lines.Opened(StateReport.Digest(stream.Capture()), null));
            using var stop = new CancellationTokenSource();
            Task load = new Load(stream, options.Seconds, Consequences, clockSpeed: 1, _ => { }).RunAsync(Publishers, UnderWay, stop.Token);
            TimeSpan interval = TimeSpan.FromSeconds(options.Seconds) / options.Samples;
            for (int sample = 0; sample < options.Samples && !load.IsCompleted; sample++)
            {
                await Task.WhenAny(Task.Delay(interval), load);
                mouth.Say(Measure(stream));
            }

            await stop.CancelAsync();
            await load;
        }

        mouth.Say(Lines.Closed);
        return 0;
    }

    private static string Measure(EventStream stream)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        StreamSnapshot state = stream.Capture();
        return Lines.Memory(state.Sequence, managed, Environment.WorkingSet, state.PendingEffects.Count());
    }

    private sealed class Instant : IEffectExecutor
    {
        public ValueTask<EffectOutcome> ExecuteAsync(PendingEffect effect, CancellationToken cancellationToken) =>
            ValueTask.FromResult<EffectOutcome>(new EffectOutcome.Succeeded("{}"u8.ToArray()));
    }
}
