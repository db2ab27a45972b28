using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Log;

public sealed class ManySegmentsTests
{
    private const int Segments = SegmentScan.MostOpened + 16;

    [Fact]
    public async Task Opening_WithAManifest_OpensOnlyWhatItDoesNotTell()
    {
        var folder = new FaultyFolder(1);
        List<Recorded> events = await LogSamples.FillAsync(folder, Segments, batch: 6, bytes: 2800);
        var read = new HashSet<string>();
        folder.DuringRead = (name, _) => read.Add(name);

        await using DocumentLog log = DocumentLog.OpenReadOnly(folder);

        Assert.Equal(events.Count, log.LastSequence);
        Assert.InRange(read.Count, 2, 3);
        Assert.Equal(LogSamples.Show(events), LogSamples.Show(log.Read(1)));
        Assert.InRange(log.OpenSegments, 1, SegmentPool.MostIdle + 1);
    }

    [Fact]
    public async Task Opening_WithoutAManifest_LooksAtAllAndFindsTheSame()
    {
        var folder = new FaultyFolder(2);
        List<Recorded> events = await LogSamples.FillAsync(folder, Segments, batch: 6, bytes: 2800);
        foreach (byte[]? bytes in new[] { null, [], new byte[100], folder.Get(SegmentName.Manifest)[..^1] })
        {
            folder.Put(SegmentName.Manifest, bytes);
            await using DocumentLog log = DocumentLog.OpenReadOnly(folder);
            Assert.Equal(events.Count, log.LastSequence);
            Assert.Equal(events.Count, LogSamples.Visit(log, 1).Count);
        }
    }

    [Fact]
    public async Task Segment_ExchangedUnderTheManifest_IsNamedWhenItIsRead()
    {
        var folder = new FaultyFolder(3);
        await LogSamples.FillAsync(folder, Segments, batch: 6, bytes: 2800);
        string[] names = [.. folder.List().Where(name => SegmentName.TryParse(name) is not null)];
        folder.Put(names[20], folder.Get(names[21]));

        await using DocumentLog log = DocumentLog.OpenReadOnly(folder);
        CorruptStreamException fault = Assert.Throws<CorruptStreamException>(() => LogSamples.Visit(log, 1));

        Assert.Equal(names[20], fault.Segment);
        Assert.Contains(DocumentLog.Verify(folder), report => report.Segment == names[20] && !report.IsSound);
    }

    /// <summary>As after restoring single files from a back-up: what the manifest tells is not what is there, and what is there fits.</summary>
    [Fact]
    public async Task Manifest_OlderThanTheSegments_IsNotTheTruth()
    {
        var folder = new FaultyFolder(4);
        List<Recorded> events = await LogSamples.FillAsync(folder, Segments, batch: 6, bytes: 2800);
        byte[] manifest = folder.Get(SegmentName.Manifest);
        await using (DocumentLog writer = DocumentLog.Open(folder, LogSamples.Small))
        {
            SegmentInfo tenth = writer.SealedSegments[10];
            writer.Rewrite(tenth.First, tenth.Last, (in EventView e) => e.Sequence % 2 == 0);
            events.RemoveAll(e => e.Sequence >= tenth.First && e.Sequence <= tenth.Last && e.Sequence % 2 != 0);
        }

        folder.Put(SegmentName.Manifest, manifest);
        Assert.Contains(DocumentLog.Verify(folder), report => report.IndexFault?.Contains(SegmentName.Manifest, StringComparison.Ordinal) == true);
        await using (DocumentLog log = DocumentLog.OpenReadOnly(folder))
            Assert.Equal(LogSamples.Show(events), LogSamples.Show(log.Read(1)));
        await using (DocumentLog log = DocumentLog.Open(folder, LogSamples.Small))
            Assert.Equal(LogSamples.Show(events), LogSamples.Show(log.Read(1)));
    }

    /// <summary>Real files: a reader opens again and again beside a writer that appends, rolls and rewrites.</summary>
    [Fact]
    public async Task ReadOnly_BesideAWriterThatRollsAndRewrites_SeesAStreamInOrder()
    {
        using var folder = new Samples.TemporaryFolder();
        DocumentLog writer = DocumentLog.Open(folder.Path, LogSamples.Small);
        await writer.AppendAsync(LogSamples.Batch(1, 3, 2000));
        using var done = new CancellationTokenSource();
        Task<int> reading = Task.Run(() => ReadAgainAndAgain(folder.Path, done.Token), TestContext.Current.CancellationToken);
        for (int i = 0; i < 60; i++)
        {
            await writer.AppendAsync(LogSamples.Batch(writer.LastSequence + 1, 4, 2000));
            if (writer.SealedSegments.Length > 6)
            {
                (long first, long last) = (writer.SealedSegments[0].First, writer.SealedSegments[2].Last);
                writer.Rewrite(first, last, (in EventView e) => e.Sequence % 7 == 1);
            }
        }

        await done.CancelAsync();
        Assert.True(await reading > 3);
        long end = writer.LastSequence;
        await writer.DisposeAsync();
        await using DocumentLog log = DocumentLog.OpenReadOnly(folder.Path);
        Assert.Equal(end, log.LastSequence);
    }

    private static int ReadAgainAndAgain(string path, CancellationToken stop)
    {
        int rounds = 0;
        for (long newest = 0; !stop.IsCancellationRequested || rounds < 4; rounds++)
        {
            using var log = new Closing(DocumentLog.OpenReadOnly(path));
            Assert.True(log.Log.LastSequence >= newest);
            newest = log.Log.LastSequence;
            long before = 0;
            log.Log.Visit(1, (in EventView e) =>
            {
                Assert.True(e.Sequence > before);
                before = e.Sequence;
                return true;
            });
            Assert.Equal(newest, before);
        }

        return rounds;
    }

    private sealed class Closing(DocumentLog log) : IDisposable
    {
        public DocumentLog Log => log;

        public void Dispose() => log.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
