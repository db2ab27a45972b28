using Bingobot.Events;

namespace Bingobot.Faults.Events;

/// <summary>
/// Opens a stream and works on it until it is killed, or its standard input ends, whereupon it closes the stream in good order.
/// What it says are the <see cref="Lines"/>.
/// </summary>
internal static class StreamWorker
{
    private const int StreamFailed = 4;
    private const int LinesBetweenStates = 50;

    public static async Task<int> RunAsync(StreamWorkerOptions options)
    {
        using var mouth = new Mouth();
        using var reporter = new HttpReporter(options.Url);
        mouth.Say(Lines.Opening);
        try
        {
            await using (EventStream stream = await OpenAsync(options, reporter))
            {
                mouth.Say(Lines.Opened(StateReport.Digest(stream.Capture()), stream.DurableCursor(Load.Source)));
                if (options.Publishers == 0)
                    await SettleAsync(stream, mouth);
                else
                    await WorkAsync(stream, options, mouth);
            }
        }
        catch (StreamFailedException failure)
        {
            await Console.Error.WriteLineAsync(failure.ToString());
            return StreamFailed;
        }

        mouth.Say(Lines.Closed);
        return 0;
    }

    private static Task<EventStream> OpenAsync(StreamWorkerOptions options, HttpReporter reporter)
    {
        var clock = new FastClock();
        DateTimeOffset start = clock.GetUtcNow();
        return EventStream.OpenAsync(new EventStreamOptions
        {
            TimeProvider = clock,
            Log = DocumentLog.Open(
                StreamWorkerOptions.EventsIn(options.Folder), new DocumentLogOptions { SegmentBytes = options.SegmentBytes }),
            SnapshotDirectory = options.SnapshotEvents > 0 ? StreamWorkerOptions.SnapshotsIn(options.Folder) : null,
            SnapshotEvents = Math.Max(1, options.SnapshotEvents),
            ColdAfterEvents = 100,
            ColdAfter = TimeSpan.Zero,
            Modules = Happenings.Modules(),
            Effects = reporter,
            EffectConcurrency = 16,
            EffectRetryFirst = TimeSpan.FromMilliseconds(2 * FastClock.Speed),
            EffectRetryMost = TimeSpan.FromMilliseconds(20 * FastClock.Speed),
            EffectDrain = TimeSpan.FromMilliseconds(100 * FastClock.Speed),
            Retention = new RetentionOptions { Default = Retention.For(2 * Retention.Shortest), ByType = new ShortRetention(clock, start) },
            CompactionModules = Happenings.Modules,
        });
    }

    private static async Task WorkAsync(EventStream stream, StreamWorkerOptions options, Mouth mouth)
    {
        using var stop = new CancellationTokenSource();
        Task subscriber = Task.Run(() => FollowAsync(stream, mouth, stop.Token));
        int said = 0;
        var work = new Load(stream, options.Seed, consequences: 1, FastClock.Speed, line =>
        {
            mouth.Say(line);
            if (Interlocked.Increment(ref said) % LinesBetweenStates == 0)
                mouth.Say(Lines.State(StateReport.Digest(stream.Capture())));
        });
        Task load = work.RunAsync(options.Publishers, options.UnderWay, stop.Token);
        Task upkeep = options.HasUpkeep ? new Upkeep(stream, options.Seed, mouth.Say).RunAsync(stop.Token) : Task.CompletedTask;
        using Stream input = Console.OpenStandardInput();
        Task<int> ended = input.ReadAsync(new byte[1]).AsTask();
        await Task.WhenAny(ended, load, stream.Completion);
        await stop.CancelAsync();
        await load;
        await upkeep;
        await subscriber;
    }

    /// <summary>What a subscriber sees has no gap, wherever it begins.</summary>
    private static async Task FollowAsync(EventStream stream, Mouth mouth, CancellationToken stop)
    {
        long expected = Math.Max(1, stream.Capture().Sequence - 50);
        while (true)
        {
            try
            {
                await foreach (Recorded e in stream.SubscribeAsync(EventFilter.All, expected, stop))
                {
                    if (e.Sequence != expected)
                        mouth.Say(Lines.Gap(expected, e.Sequence));
                    expected = e.Sequence + 1;
                }

                return;
            }
            catch (SubscriberLaggedException lagged)
            {
                expected = lagged.NextSequence;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task SettleAsync(EventStream stream, Mouth mouth)
    {
        StreamSnapshot state;
        while ((state = stream.Capture()).TimerCount > 0 || state.PendingEffects.Any())
        {
            await Task.WhenAny(Task.Delay(1), stream.Completion);
            if (stream.Completion.IsCompleted)
                await stream.Completion;
        }

        mouth.Say(Lines.Settled(StateReport.Digest(state)));
    }
}
