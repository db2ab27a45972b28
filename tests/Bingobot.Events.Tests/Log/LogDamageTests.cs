using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Log;

/// <summary>What is not what was written is named, or harms nothing.</summary>
public sealed class LogDamageTests
{
    [Fact]
    public async Task FlippedBit_InAnyFile_IsNamedOrHarmless()
    {
        (FaultyFolder folder, List<Recorded> events) = await CompactedAsync();
        string expected = LogSamples.Show(events);
        int named = 0;
        int harmless = 0;
        foreach (string name in folder.List())
        {
            byte[] bytes = folder.Get(name);
            foreach (int at in Places(name, bytes.Length))
            {
                bytes[at] ^= (byte)(1 << (at % 8));
                folder.Put(name, bytes);
                bytes[at] ^= (byte)(1 << (at % 8));
                bool fits = await ReadsAsync(folder, expected, name);
                named += fits ? 0 : 1;
                harmless += fits ? 1 : 0;
            }

            folder.Put(name, bytes);
        }

        Assert.True(named > 100 && harmless > 100, $"{named} named, {harmless} harmless");
    }

    [Fact]
    public async Task FlippedBit_InAnIndex_IsToldByVerifyAndTheIndexMadeAnew()
    {
        (FaultyFolder folder, _) = await CompactedAsync();
        SegmentInfo second;
        await using (DocumentLog log = DocumentLog.OpenReadOnly(folder))
            second = log.SealedSegments[1];
        byte[] bytes = folder.Get(SegmentName.IndexOf(second.First));
        bytes[90] ^= 1;
        folder.Put(SegmentName.IndexOf(second.First), bytes);

        IReadOnlyList<SegmentReport> reports = DocumentLog.Verify(folder);

        Assert.All(reports, report => Assert.True(report.IsSound));
        Assert.Equal([second.Name], reports.Where(report => report.IndexFault is not null).Select(report => report.Segment));
        await using (DocumentLog log = DocumentLog.Open(folder, LogSamples.Small))
            await LogSamples.MatchAsync(log, new EventFilter { Partition = 3 });
        Assert.All(DocumentLog.Verify(folder), report => Assert.Null(report.IndexFault));
    }

    [Fact]
    public async Task StaleIndex_OfAnEarlierStateOfTheSegment_IsNotBelieved()
    {
        var folder = new FaultyFolder(3);
        List<Recorded> events = await LogSamples.FillAsync(folder, 4);
        SegmentInfo first;
        byte[] index;
        await using (DocumentLog log = DocumentLog.Open(folder, LogSamples.Small))
        {
            first = log.SealedSegments[0];
            index = folder.Get(SegmentName.IndexOf(first.First));
            log.Rewrite(first.First, first.Last, (in EventView e) => e.Sequence % 2 == 1);
        }

        folder.Put(SegmentName.IndexOf(first.First), index);
        events.RemoveAll(e => e.Sequence <= first.Last && e.Sequence % 2 == 0);

        await using DocumentLog again = DocumentLog.OpenReadOnly(folder);
        Assert.Equal(
            LogSamples.Show(events.Where(e => e.Partition == 1)),
            LogSamples.Show(await LogSamples.MatchAsync(again, new EventFilter { Partition = 1 })));
        Assert.Contains(DocumentLog.Verify(folder), report => report.Segment == first.Name && report.IndexFault is not null);
    }

    /// <summary>An index whose sum is right and whose places are not: what no crash makes, and no damage.</summary>
    [Fact]
    public async Task ForgedIndex_ThatLeadsAstray_IsMadeAnewAndNothingElse()
    {
        var folder = new FaultyFolder(11);
        List<Recorded> events = await LogSamples.FillAsync(folder, 4);
        foreach (SegmentInfo segment in await SealedAsync(folder))
        {
            SegmentIndex index = SegmentIndexes.ReadFile(folder, segment, out _)!;
            IndexBlock[] blocks = [.. index.Blocks.ToArray().Select(block => block with
            {
                Place = new Storage.DocumentPlace(block.Place.Ordinal, block.Place.Position + 7),
            })];
            using MemoryStream forged = SegmentIndexFile.Encode(
                new SegmentIndex(segment, index.End, index.Types.ToArray(), blocks, index.Words.ToArray()));
            CheckedFile.Write(folder, SegmentName.IndexOf(segment.First), forged);
        }

        await using DocumentLog log = DocumentLog.OpenReadOnly(folder);
        Assert.Equal(
            LogSamples.Show(events.Where(e => e.Partition == 2)),
            LogSamples.Show(await LogSamples.MatchAsync(log, new EventFilter { Partition = 2 })));
        Assert.Equal(LogSamples.Show(events), LogSamples.Show(log.Read(1)));
        Assert.Equal(3, DocumentLog.Verify(folder).Count(report => report.IndexFault is not null));
    }

    [Fact]
    public async Task Segment_Missing_IsNamedByTheOneBehindIt()
    {
        var folder = new FaultyFolder(4);
        await LogSamples.FillAsync(folder, 5);
        SegmentInfo[] segments = await SealedAsync(folder);
        folder.Put(segments[2].Name, null);

        AssertCorrupt(folder, segments[3].Name, segments[2].First);
    }

    [Fact]
    public async Task Segment_ExchangedForAnother_IsNamed()
    {
        var folder = new FaultyFolder(5);
        await LogSamples.FillAsync(folder, 5);
        SegmentInfo[] segments = await SealedAsync(folder);
        byte[] one = folder.Get(segments[1].Name);
        folder.Put(segments[1].Name, folder.Get(segments[2].Name));
        folder.Put(segments[2].Name, one);

        AssertCorrupt(folder, segments[1].Name, segments[1].First);
    }

    [Fact]
    public async Task Segment_OfAnotherStream_IsNamed()
    {
        var folder = new FaultyFolder(6);
        await LogSamples.FillAsync(folder, 5);
        var other = new FaultyFolder(7);
        await using (DocumentLog log = DocumentLog.Open(other, LogSamples.Small))
        {
            Recorded[] events = LogSamples.Batch(1, 3, 2000);
            events[0] = events[0] with { Data = """{"stream":"BBBBBBBBBBBBBBBBBBBBBB"}"""u8.ToArray() };
            await log.AppendAsync(events);
            for (int first = 4; log.SealedSegments.Length < 4; first += 3)
                await log.AppendAsync(LogSamples.Batch(first, 3, 2000));
        }

        SegmentInfo[] segments = await SealedAsync(folder);
        Assert.Equal(segments.Select(segment => segment.Name), (await SealedAsync(other)).Select(segment => segment.Name));
        folder.Put(segments[2].Name, other.Get(segments[2].Name));

        AssertCorrupt(folder, segments[2].Name, segments[2].First);
    }

    [Fact]
    public async Task Segment_ThatBeginsWithinTheOneBeforeIt_IsNamed()
    {
        var folder = new FaultyFolder(8);
        await LogSamples.FillAsync(folder, 4);
        SegmentInfo[] segments = await SealedAsync(folder);
        string twice = SegmentName.Of(segments[1].First + 1);
        folder.Put(twice, folder.Get(segments[1].Name));

        AssertCorrupt(folder, twice, segments[1].First + 1);
    }

    [Fact]
    public async Task Segment_EmptyBeforeOthers_IsNamed()
    {
        var folder = new FaultyFolder(9);
        await LogSamples.FillAsync(folder, 4);
        SegmentInfo[] segments = await SealedAsync(folder);
        folder.Put(segments[1].Name, []);

        AssertCorrupt(folder, segments[2].Name, segments[2].First);
    }

    [Fact]
    public async Task NewestSegment_EmptyOrWithoutAName_IsGoneOnFrom()
    {
        var folder = new FaultyFolder(10);
        List<Recorded> events = await LogSamples.FillAsync(folder, 3);
        SegmentInfo[] segments = await SealedAsync(folder);
        string newest = folder.List().Last(name => SegmentName.TryParse(name) is not null);
        events.RemoveAll(e => e.Sequence > segments[^1].Last);
        foreach (byte[]? bytes in new[] { [], null, new byte[4096] })
        {
            folder.Put(newest, bytes);
            await using (DocumentLog reader = DocumentLog.OpenReadOnly(folder))
                Assert.Equal(LogSamples.Show(events), LogSamples.Show(reader.Read(1)));
            await using DocumentLog log = DocumentLog.Open(folder, LogSamples.Small);
            Recorded next = LogSamples.At(events.Count + 1, 10);
            await log.AppendAsync([next]);
            Assert.Equal(LogSamples.Show([.. events, next]), LogSamples.Show(log.Read(1)));
        }
    }

    private static void AssertCorrupt(FaultyFolder folder, string segment, long sequence)
    {
        foreach (Action open in (Action[])[() => DocumentLog.Open(folder, LogSamples.Small), () => DocumentLog.OpenReadOnly(folder)])
        {
            CorruptStreamException fault = Assert.Throws<CorruptStreamException>(open);
            Assert.Equal((segment, sequence), (fault.Segment, fault.Sequence));
        }

        SegmentReport report = Assert.Single(DocumentLog.Verify(folder), report => !report.IsSound);
        Assert.Equal(segment, report.Segment);
        Assert.Contains($"{sequence}", report.StreamFault, StringComparison.Ordinal);
    }

    private static async Task<SegmentInfo[]> SealedAsync(FaultyFolder folder)
    {
        await using DocumentLog log = DocumentLog.OpenReadOnly(folder);
        return [.. log.SealedSegments];
    }

    /// <summary>Five segments, the second of which is a compacted one.</summary>
    private static async Task<(FaultyFolder Folder, List<Recorded> Events)> CompactedAsync()
    {
        var folder = new FaultyFolder(2);
        List<Recorded> events = await LogSamples.FillAsync(folder, 6);
        await using DocumentLog log = DocumentLog.Open(folder, LogSamples.Small);
        (long first, long last) = (log.SealedSegments[1].First, log.SealedSegments[2].Last);
        log.Rewrite(first, last, (in EventView e) => e.Sequence % 3 == 0);
        events.RemoveAll(e => e.Sequence >= first && e.Sequence <= last && e.Sequence % 3 != 0);
        return (folder, events);
    }

    /// <summary>All of what is short and has a meaning; of slots and documents some.</summary>
    private static IEnumerable<int> Places(string name, int length)
    {
        if (SegmentName.TryParse(name) is null)
            return Enumerable.Range(0, length).Where(at => at % 5 == 0 || at > length - 20);
        const int DocumentsOffset = 16 * 1024;
        return Enumerable.Range(0, 4).SelectMany(page => Enumerable.Range(page * 4096, 100).Where(at => at % 7 == 0))
            .Concat(Enumerable.Range(DocumentsOffset, 130).Where(at => at % 3 == 0))
            .Concat(Enumerable.Range(DocumentsOffset, length - DocumentsOffset).Where(at => at % 997 == 0))
            .Concat(Enumerable.Range(length - 16, 16).Where(at => at % 3 == 0))
            .Where(at => at < length);
    }

    /// <returns>Whether all is as it was; else the fault named the file.</returns>
    private static async Task<bool> ReadsAsync(FaultyFolder folder, string expected, string damaged)
    {
        try
        {
            await using DocumentLog log = DocumentLog.OpenReadOnly(folder);
            Assert.Equal(expected, LogSamples.Show(LogSamples.Visit(log, 1)));
            Assert.Equal(expected, LogSamples.Show(await LogSamples.MatchAsync(log, EventFilter.All)));
            return true;
        }
        catch (CorruptStreamException fault)
        {
            Assert.Equal(damaged, fault.Segment);
            Assert.Contains(DocumentLog.Verify(folder), report => report.Segment == damaged && !report.IsSound);
            return false;
        }
    }
}
