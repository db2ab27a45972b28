using System.Globalization;
using Bingobot.Events.Tests.Samples;
using Bingobot.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Events.Tests.Compaction;

/// <summary>
/// A run that does not end, of which little is alive at a time: the disk that it takes is bounded. More of it by hand:
/// <c>BINGOBOT_ENDLESS_EVENTS=50000000</c>.
/// </summary>
public sealed class EndlessRunTests(ITestOutputHelper output)
{
    private const int Window = 1_000;

    /// <summary>What a file that is flushed often has of zeros behind its end, at most, until it is closed.</summary>
    private const int MostWrittenAhead = 4 * 1024 * 1024;

    [Fact]
    public async Task DiskUse_OfAnEndlessRunWithBoundedState_IsBounded()
    {
        bool isLong = long.TryParse(
            Environment.GetEnvironmentVariable("BINGOBOT_ENDLESS_EVENTS"), NumberStyles.None, CultureInfo.InvariantCulture, out long events);
        long segment = isLong ? 64 * 1024 * 1024 : 512 * 1024;
        if (!isLong)
            events = 120_000;
        using var folder = new TemporaryFolder();
        var clock = new FakeTimeProvider(SomeEvents.Start);
        IReadOnlyList<IModule> Modules() => [new Desk(tells: false), new Counter()];
        DocumentLog log = DocumentLog.Open(Path.Combine(folder.Path, "events"), new DocumentLogOptions { SegmentBytes = segment });
        await using EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = log,
            Modules = Modules(),
            CompactionModules = Modules,
            Retention = new RetentionOptions(),
            SnapshotDirectory = Path.Combine(folder.Path, "snapshots"),
            TimeProvider = clock,
        });
        long most = 0;
        long mostAhead = 0;
        long dropped = 0;
        int compactions = 0;
        int sealedBefore = 0;
        long done = 0;
        while (done < events)
        {
            // A day has about three segments, of which none is needed three days later.
            done += await PublishAsync(stream, done);
            clock.Advance(TimeSpan.FromDays(1) * (3 * Window * 150.0 / (3 * segment)));
            int sealedNow = log.SealedSegments.Length;
            long ahead = WrittenAhead(Path.Combine(folder.Path, "events"));
            mostAhead = Math.Max(mostAhead, ahead);
            most = Math.Max(most, Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Sum(Length) - ahead);
            if (sealedNow < sealedBefore + 4)
                continue;
            dropped += (await stream.CompactAsync()).Dropped;
            compactions++;
            sealedBefore = log.SealedSegments.Length;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{events} events, {dropped} dropped by {compactions} compactions, at most {most} bytes on the disk and {mostAhead} written ahead, {log.SealedSegments.Length} sealed segments"));
        Assert.True(compactions >= 3 && dropped > events / 2, $"{dropped} of {events} dropped by {compactions} compactions");
        Assert.InRange(most, segment, 12 * segment);
        Assert.InRange(mostAhead, 0, MostWrittenAhead);
        Assert.Equal(done / 3, stream.Capture().StateOf<Counts>("counter", 1)!.Total);
    }

    private static async Task<long> PublishAsync(EventStream stream, long done)
    {
        var acks = new List<Task>(3 * Window);
        for (long i = done; i < done + Window; i++)
        {
            string id = i.ToString(CultureInfo.InvariantCulture);
            acks.Add(stream.PublishAsync(1, new TicketOpened(id, "some text of a ticket, as long as such texts are")).AsTask());
            acks.Add(stream.PublishAsync(1, new Counted("thing")).AsTask());
            acks.Add(stream.PublishAsync(1, new TicketClosed(id)).AsTask());
        }

        await Task.WhenAll(acks).WaitAsync(TimeSpan.FromSeconds(60));
        return 3 * Window;
    }

    /// <summary>The zeros behind the end of the newest segment.</summary>
    private static long WrittenAhead(string events)
    {
        string newest = Directory.GetFiles(events, "*.events").Max(StringComparer.Ordinal)!;
        using DocumentBuffer buffer = DocumentBuffer.Open(newest, new DocumentBufferOptions { ReadOnly = true });
        return Math.Max(0, Length(newest) - buffer.UsefulBytes);
    }

    private static long Length(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (FileNotFoundException)
        {
            // Replaced or removed between the list and the look.
            return 0;
        }
    }
}
