using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Log;

public sealed class RewriteTests
{
    [Fact]
    public async Task Reader_WhileItsSegmentIsReplacedAndTheNewestSealed_FinishesOnWhatItHas()
    {
        var folder = new FaultyFolder(1);
        List<Recorded> events = await LogSamples.FillAsync(folder, 4);
        await using DocumentLog log = DocumentLog.Open(folder, LogSamples.Small);
        (SegmentInfo first, SegmentInfo second) = (log.SealedSegments[0], log.SealedSegments[1]);
        var seen = new List<long>();

        log.Visit(1, (in EventView e) =>
        {
            seen.Add(e.Sequence);
            if (e.Sequence == 2)
                log.Rewrite(first.First, second.Last, (in EventView kept) => kept.Sequence % 4 == 1);
            return true;
        });

        // The first segment as it was when it was opened, the second as it is now.
        IEnumerable<long> expected = events.Select(e => e.Sequence).Where(s => s <= first.Last || s > second.Last || s % 4 == 1);
        Assert.Equal(expected, seen);
        Assert.Equal(events.Select(e => e.Sequence).Where(s => s > second.Last || s % 4 == 1), log.Read(1).Select(e => e.Sequence));
        Assert.DoesNotContain(second.Name, folder.List());
        Assert.DoesNotContain(SegmentName.IndexOf(second.First), folder.List());
    }

    [Fact]
    public async Task Reader_OfTheSegmentThatIsSealedMeanwhile_GoesOnIntoTheNextOne()
    {
        var folder = new FaultyFolder(2);
        await using DocumentLog log = DocumentLog.Open(folder, LogSamples.Small);
        await log.AppendAsync(LogSamples.Batch(1, 3, 2000));
        long seen = 0;

        log.Visit(1, (in EventView e) =>
        {
            Assert.Equal(++seen, e.Sequence);
            if (e.Sequence < 100)
                log.AppendAsync(LogSamples.Batch(log.LastSequence + 1, 2, 2000)).AsTask().GetAwaiter().GetResult();
            return true;
        });

        Assert.Equal(log.LastSequence, seen);
        Assert.InRange(log.SealedSegments.Length, 10, 100);
    }

    [Fact]
    public async Task Rewrite_OfAllEvents_LeavesTheHeaderAndTheSequences()
    {
        var folder = new FaultyFolder(3);
        List<Recorded> events = await LogSamples.FillAsync(folder, 4);
        SegmentInfo second;
        await using (DocumentLog log = DocumentLog.Open(folder, LogSamples.Small))
        {
            second = log.SealedSegments[1];
            SegmentRewrite done = log.Rewrite(second.First, second.Last, (in EventView _) => false);
            Assert.Equal(new SegmentRewrite(second.First, second.Last, 0, second.Last - second.First + 1), done);
        }

        await using DocumentLog again = DocumentLog.Open(folder, LogSamples.Small);
        Assert.Equal(second with { Documents = 1, IsCompacted = true }, again.SealedSegments[1]);
        Assert.Equal(events.Select(e => e.Sequence).Where(s => s < second.First || s > second.Last), again.Read(1).Select(e => e.Sequence));
        Assert.Equal(second.Last + 1, again.Read(second.First + 1).First().Sequence);
    }

    [Fact]
    public async Task Rewrite_OfWhatIsNotSealed_IsRefused()
    {
        var folder = new FaultyFolder(4);
        await LogSamples.FillAsync(folder, 3);
        await using DocumentLog log = DocumentLog.Open(folder, LogSamples.Small);
        SegmentInfo last = log.SealedSegments[^1];

        Assert.Throws<ArgumentException>(() => log.Rewrite(last.First, log.LastSequence, (in EventView _) => true));
        Assert.Throws<ArgumentException>(() => log.Rewrite(last.First + 1, last.Last, (in EventView _) => true));
        await using DocumentLog reader = DocumentLog.OpenReadOnly(folder);
        Assert.Throws<InvalidOperationException>(() => reader.Rewrite(last.First, last.Last, (in EventView _) => true));
    }

    [Fact]
    public async Task Rewrite_ThatIsCancelledOrThrows_LeavesNothingBehind()
    {
        var folder = new FaultyFolder(5);
        List<Recorded> events = await LogSamples.FillAsync(folder, 4);
        await using DocumentLog log = DocumentLog.Open(folder, LogSamples.Small);
        (SegmentInfo first, SegmentInfo second) = (log.SealedSegments[0], log.SealedSegments[1]);
        IReadOnlyList<string> before = folder.List();
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => log.Rewrite(
            first.First, second.Last,
            (in EventView e) =>
            {
                if (e.Sequence == 4)
                    stop.Cancel();
                return true;
            },
            stop.Token));
        Assert.Throws<TimeoutException>(() => log.Rewrite(first.First, second.Last, (in EventView _) => throw new TimeoutException()));

        Assert.Equal(before, folder.List());
        Assert.Equal(LogSamples.Show(events), LogSamples.Show(log.Read(1)));
        Assert.Equal(2, log.Rewrite(first.First, second.Last, (in EventView e) => e.Sequence < 3).Kept);
    }

    [Fact]
    public void Header_GoldenBytes_AreReadAsEver()
    {
        const string Golden = "42494E474F434D5001000000000000000A0000000000000013000000000000008877665544332211FFEEDDCCBBAA99000400000000000000";
        var header = new CompactionHeader(10, 19, 0x1122334455667788, 0x0099AABBCCDDEEFF, 4);

        Assert.Equal(Golden, Convert.ToHexString(header.Encode()));
        Assert.Null(CompactionHeader.TryDecode(Convert.FromHexString(Golden), out CompactionHeader read));
        Assert.Equal((header, 6), (read, read.Dropped));
        byte[] later = Convert.FromHexString(Golden);
        later[8] = 2;
        Assert.NotNull(CompactionHeader.TryDecode(later, out _));
    }
}
