using System.Globalization;
using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Log;

public sealed class LogQueryTests
{
    private const int Segments = 12;
    private static readonly DocumentLogOptions Options = new() { SegmentBytes = 512 * 1024 };

    /// <summary>A rare type occurs in two blocks of a dozen segments: nothing else is read but what lies beside the segments.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Query_ForARareType_ReadsOnlyTheBlocksThatMayHoldIt(bool newestFirst)
    {
        var folder = new FaultyFolder(1);
        long last = await FillAsync(folder, rare: [5_000, 21_000]);
        await using DocumentLog log = DocumentLog.OpenReadOnly(folder);
        var read = new Dictionary<string, long>();
        folder.DuringRead = (name, bytes) => read[name] = read.GetValueOrDefault(name) + bytes;

        List<Recorded> found = await LogSamples.MatchAsync(
            log, new EventFilter { Types = new HashSet<string> { "Rare" }, ToSequence = log.SealedSegments[^1].Last, NewestFirst = newestFirst });

        long[] expected = [5_000, 21_000];
        Assert.Equal(newestFirst ? expected.Reverse() : expected, found.Select(e => e.Sequence));
        Dictionary<string, long> segments = read.Where(pair => SegmentName.TryParse(pair.Key) is not null).ToDictionary();
        Assert.Equal(2, segments.Count);
        // The block, and the slots, which a reader looks at after each of its reads, since there may be a writer.
        Assert.All(segments.Values, bytes => Assert.InRange(bytes, 100 * 1024, 350 * 1024));
        long beside = read.Values.Sum() - segments.Values.Sum();
        Assert.InRange(beside, 1, Segments * 4 * 1024);
        Assert.True(last > 25_000);
    }

    [Fact]
    public async Task Query_ForAPartitionOrATime_LeavesOutWhatHasNone()
    {
        var folder = new FaultyFolder(1);
        await FillAsync(folder, rare: [], partition: sequence => sequence is > 9_000 and < 9_100 ? 7_777u : (ulong)(sequence % 100));
        await using DocumentLog log = DocumentLog.OpenReadOnly(folder);
        var read = new HashSet<string>();
        folder.DuringRead = (name, _) => read.Add(name);
        long end = log.SealedSegments[^1].Last;

        List<Recorded> byPartition = await LogSamples.MatchAsync(log, new EventFilter { Partition = 7_777, ToSequence = end });
        Assert.Equal(99, byPartition.Count);
        Assert.Single(read, name => SegmentName.TryParse(name) is not null);

        read.Clear();
        List<Recorded> byTime = await LogSamples.MatchAsync(log, new EventFilter
        {
            FromTime = SomeEvents.Start.AddSeconds(20_000),
            ToTime = SomeEvents.Start.AddSeconds(20_010),
            ToSequence = end,
        });
        Assert.Equal(11, byTime.Count);
        Assert.Single(read, name => SegmentName.TryParse(name) is not null);
    }

    [Fact]
    public async Task NewestFirst_WithALimit_ReadsTheEndOnly()
    {
        var folder = new FaultyFolder(1);
        await FillAsync(folder, rare: []);
        await using DocumentLog log = DocumentLog.Open(folder, Options);
        long bytes = 0;
        await LogSamples.MatchAsync(log, new EventFilter { NewestFirst = true, Limit = 1 });
        folder.DuringRead = (_, count) => bytes += count;

        List<Recorded> found = await LogSamples.MatchAsync(log, new EventFilter { NewestFirst = true, Limit = 10 });

        Assert.Equal(Enumerable.Range(0, 10).Select(i => log.LastSequence - i), found.Select(e => e.Sequence));
        Assert.InRange(bytes, 0, 300 * 1024);
    }

    [Fact]
    public async Task Pages_InEitherOrder_AreAllOfIt()
    {
        var folder = new FaultyFolder(1);
        List<Recorded> events = await LogSamples.FillAsync(folder, 6);
        await using DocumentLog log = DocumentLog.OpenReadOnly(folder);
        foreach (bool newestFirst in (bool[])[false, true])
        {
            var pages = new List<Recorded>();
            var filter = new EventFilter { Types = new HashSet<string> { "Type1", "Type2" }, NewestFirst = newestFirst, Limit = 4 };
            while (await LogSamples.MatchAsync(log, filter) is { Count: > 0 } page)
            {
                Assert.InRange(page.Count, 1, 4);
                pages.AddRange(page);
                filter = newestFirst
                    ? filter with { ToSequence = page[^1].Sequence - 1 }
                    : filter with { FromSequence = page[^1].Sequence + 1 };
            }

            IEnumerable<Recorded> expected = events.Where(e => e.Type is "Type1" or "Type2");
            Assert.Equal(LogSamples.Show(newestFirst ? expected.Reverse() : expected), LogSamples.Show(pages));
        }
    }

    [Fact]
    public async Task Limit_OfNone_IsRefused()
    {
        await using DocumentLog log = DocumentLog.Open(new FaultyFolder(1), Options);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LogSamples.MatchAsync(log, new EventFilter { Limit = 0 }));
    }

    [Fact]
    public async Task Query_WhileEventsAreAppendedAndSegmentsRoll_SeesThoseOfItsBeginning()
    {
        var folder = new FaultyFolder(1);
        List<Recorded> events = await LogSamples.FillAsync(folder, 3);
        await using DocumentLog log = DocumentLog.Open(folder, LogSamples.Small);
        var seen = new List<Recorded>();
        await foreach (Recorded e in log.MatchAsync(EventFilter.All, TestContext.Current.CancellationToken))
        {
            seen.Add(e);
            await log.AppendAsync(LogSamples.Batch(log.LastSequence + 1, 2, 2000));
        }

        Assert.Equal(LogSamples.Show(events), LogSamples.Show(seen));
        Assert.Equal(events.Count * 3, log.LastSequence);
        Assert.Equal(events.Count * 3, LogSamples.Visit(log, 1).Count);
    }

    [Fact]
    public async Task Visit_OfManyEvents_AllocatesNothingForEach()
    {
        await using DocumentLog log = DocumentLog.Open(new FaultyFolder(1));
        await log.AppendAsync([SomeEvents.At(1)]);
        for (int i = 0; i < 10; i++)
            await log.AppendAsync([.. Enumerable.Range(1, 1000).Select(n => SomeEvents.At(log.LastSequence + n))]);
        long count = 0;
        EventVisitor visitor = (in EventView e) => e.Sequence > 0 && ++count > 0;
        log.Visit(1, visitor);
        count = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();

        log.Visit(1, visitor);

        Assert.Equal(10_001, count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, count / 2);
    }

    /// <summary>A dozen segments of about 2,300 events.</summary>
    private static async Task<long> FillAsync(FaultyFolder folder, HashSet<long> rare, Func<long, ulong>? partition = null)
    {
        await using DocumentLog log = DocumentLog.Open(folder, Options);
        string filler = new('x', 110);
        while (log.SealedSegments.Length < Segments)
        {
            Recorded[] batch = [.. Enumerable.Range(1, 500).Select(i => At(log.LastSequence + i))];
            await log.AppendAsync(batch);
        }

        return log.LastSequence;

        Recorded At(long sequence)
        {
            Recorded e = SomeEvents.At(sequence, $$"""{"n":"{{sequence.ToString(CultureInfo.InvariantCulture)}}","x":"{{filler}}"}""");
            if (sequence > 1)
                e = e with { Type = rare.Contains(sequence) ? "Rare" : $"Type{sequence % 4}", Cursor = null };
            return partition is null || sequence == 1 ? e : e with { Partition = partition(sequence) };
        }
    }
}
