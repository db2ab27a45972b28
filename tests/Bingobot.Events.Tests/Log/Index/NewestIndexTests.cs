using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Log.Index;

/// <summary>The index of the segment that is still written is kept, and gone on from after a start.</summary>
public sealed class NewestIndexTests
{
    private const int Batches = 20;
    private const int BatchEvents = 1_000;
    private static readonly string Kept = SegmentName.IndexOf(1);
    private static readonly EventFilter Newest = new() { NewestFirst = true, Limit = 10 };

    [Fact]
    public async Task FirstQuery_AfterACleanStop_ReadsTheEndOnly()
    {
        var folder = new FaultyFolder(1);
        await FillAsync(folder);
        foreach (bool readOnly in (bool[])[false, true])
        {
            await using DocumentLog log = readOnly ? DocumentLog.OpenReadOnly(folder) : DocumentLog.Open(folder);
            long bytes = 0;
            folder.DuringRead = (_, count) => bytes += count;
            List<Recorded> found = await LogSamples.MatchAsync(log, Newest);
            folder.DuringRead = null;

            Assert.Equal(Enumerable.Range(0, 10).Select(i => log.LastSequence - i), found.Select(e => e.Sequence));
            Assert.InRange(bytes, 1, 1024 * 1024);
        }
    }

    [Fact]
    public async Task Index_GoneOnFrom_IsTheOneThatReadingAllGives()
    {
        var folder = new FaultyFolder(1);
        await FillAsync(folder);
        for (int life = 0; life < 3; life++)
        {
            await using DocumentLog log = DocumentLog.Open(folder);
            await log.AppendAsync(LogSamples.Batch(log.LastSequence + 1, 700, 20));
            Assert.Equal(log.LastSequence, log.IndexOf(log.LastSequence).Segment.Last);
        }

        SegmentReport report = Assert.Single(DocumentLog.Verify(folder));
        Assert.True(report.IsSound && report.IndexFault is null, $"{report.StreamFault} {report.IndexFault}");
        await using DocumentLog kept = DocumentLog.OpenReadOnly(folder);
        folder.Delete(Kept);
        await using DocumentLog anew = DocumentLog.OpenReadOnly(folder);
        foreach (string type in (string[])["Type0", "Type1", "Type2", "none"])
        {
            var filter = new EventFilter { Types = new HashSet<string> { type }, Partition = 3 };
            Assert.Equal(LogSamples.Show(await LogSamples.MatchAsync(anew, filter)), LogSamples.Show(await LogSamples.MatchAsync(kept, filter)));
        }
    }

    [Fact]
    public async Task Index_OfAnotherStream_IsNotBelieved()
    {
        var folder = new FaultyFolder(1);
        await FillAsync(folder);
        var other = new FaultyFolder(2);
        await FillAsync(other, bytes: 31);
        Copy(other, folder);
        await using DocumentLog log = DocumentLog.Open(folder);

        List<Recorded> found = await LogSamples.MatchAsync(log, Newest);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => log.LastSequence - i), found.Select(e => e.Sequence));
        Assert.Contains("other events", Assert.Single(DocumentLog.Verify(folder)).IndexFault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_ThatIsDamaged_IsMadeAnew()
    {
        var folder = new FaultyFolder(1);
        await FillAsync(folder);
        using (var store = folder.OpenWrite(Kept))
            store.Write(100, "damage"u8);
        await using (DocumentLog log = DocumentLog.Open(folder))
            Assert.Equal(10, (await LogSamples.MatchAsync(log, Newest)).Count);

        // Closed in good order it is kept again.
        Assert.Null(Assert.Single(DocumentLog.Verify(folder)).IndexFault);
    }

    [Fact]
    public async Task Index_WithoutACleanStop_IsKeptNowAndThen()
    {
        var folder = new FaultyFolder(1);
        DocumentLog log = DocumentLog.Open(folder);
        while (!folder.List().Contains(Kept))
        {
            Assert.True(log.LastSequence < 100_000, "No index was kept.");
            await log.AppendAsync(LogSamples.Batch(log.LastSequence + 1, BatchEvents, 500));
        }

        long last = log.LastSequence;
        await log.DisposeAsync();
        Assert.InRange(last, 10_000, 40_000);
    }

    private static async Task FillAsync(FaultyFolder folder, int bytes = 120)
    {
        await using DocumentLog log = DocumentLog.Open(folder);
        for (int batch = 0; batch < Batches; batch++)
            await log.AppendAsync(LogSamples.Batch(log.LastSequence + 1, BatchEvents, bytes));
    }

    private static void Copy(FaultyFolder from, FaultyFolder to)
    {
        using var source = from.OpenRead(Kept);
        byte[] bytes = new byte[source.Length];
        Assert.Equal(bytes.Length, source.Read(0, bytes));
        to.Delete(Kept);
        using var target = to.OpenWrite(Kept);
        target.Write(0, bytes);
    }
}
