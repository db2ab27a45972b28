using Bingobot.Events.Tests.Samples;
using Bingobot.Storage;

namespace Bingobot.Events.Tests.Log;

public sealed class DocumentLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Log_Reopened_HasTheEventsOfBeforeAndTakesMore()
    {
        Recorded[] events = SomeEvents.First(5000);
        await using (DocumentLog log = DocumentLog.Open(_folder.Path))
        {
            await log.AppendAsync(events[..1]);
            await log.AppendAsync(events[1..4000]);
        }

        Assert.Equal(
            ["00000000000000000001.events", "00000000000000000001.events.index"],
            Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await using DocumentLog again = DocumentLog.Open(_folder.Path);
        Assert.Equal(4000, again.LastSequence);
        await again.AppendAsync(events[4000..]);

        Assert.Equal(SomeEvents.Show(events), SomeEvents.Show(again.Read(1)));
        Assert.Equal(SomeEvents.Show(events[2500..]), SomeEvents.Show(again.Read(2501)));
        Assert.Empty(again.Read(5001));
    }

    [Fact]
    public async Task ReadOnly_BesideAWriter_ShowsWhatWasDurable()
    {
        await using DocumentLog writer = DocumentLog.Open(_folder.Path);
        await writer.AppendAsync(SomeEvents.First(10));

        await using DocumentLog reader = DocumentLog.OpenReadOnly(_folder.Path);
        await writer.AppendAsync([SomeEvents.At(11)]);

        Assert.Equal(10, reader.LastSequence);
        Assert.Equal(10, reader.Read(1).Count());
        Assert.All(DocumentLog.Verify(_folder.Path), segment => Assert.True(segment.Report.IsSound));
    }

    [Fact]
    public async Task Read_WhileEventsAreAppended_GoesOnToThem()
    {
        await using DocumentLog log = DocumentLog.Open(_folder.Path);
        await log.AppendAsync(SomeEvents.First(3));
        using IEnumerator<Recorded> reader = log.Read(2).GetEnumerator();
        Assert.True(reader.MoveNext());

        await log.AppendAsync([SomeEvents.At(4)]);

        Assert.True(reader.MoveNext());
        Assert.True(reader.MoveNext());
        Assert.Equal(4, reader.Current.Sequence);
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public async Task SecondWriter_OnTheSameFolder_IsRefused()
    {
        await using DocumentLog log = DocumentLog.Open(_folder.Path);

        Assert.Throws<StoreLockedException>(() => DocumentLog.Open(_folder.Path));
    }

    [Fact]
    public async Task Append_OutOfSequence_IsRefusedAndLeavesNothing()
    {
        await using (DocumentLog log = DocumentLog.Open(_folder.Path))
        {
            await log.AppendAsync(SomeEvents.First(2));
            await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync([SomeEvents.At(3), SomeEvents.At(5)]));
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await log.AppendAsync([SomeEvents.At(3)]));
        }

        await using DocumentLog again = DocumentLog.OpenReadOnly(_folder.Path);
        Assert.Equal(2, again.LastSequence);
    }

    [Fact]
    public async Task Log_WithAnEventOfAnotherStream_NamesSegmentAndSequence()
    {
        var store = new MemoryStore();
        using (DocumentBuffer buffer = DocumentBuffer.Open(store, leaveOpen: true))
        {
            ulong chain = EnvelopeCodec.ChainSeed("AAAAAAAAAAAAAAAAAAAAAA");
            buffer.Push(EnvelopeCodec.Encode(SomeEvents.At(1), chain, out chain));
            buffer.Push(EnvelopeCodec.Encode(SomeEvents.At(2, """{"n":"other"}"""), chain + 1, out chain));
            buffer.Push(EnvelopeCodec.Encode(SomeEvents.At(3), chain, out _));
        }

        await using DocumentLog log = DocumentLog.Open([1], _ => DocumentBuffer.Open(store, leaveOpen: true));
        CorruptStreamException fault = Assert.Throws<CorruptStreamException>(() => log.Read(1).Count());

        Assert.Equal(2, fault.Sequence);
        Assert.Equal("00000000000000000001.events", fault.Segment);
        Assert.Contains("chain", fault.Expectation, StringComparison.Ordinal);
        Assert.Throws<CorruptStreamException>(() => log.Read(2).Count());
    }

    [Fact]
    public async Task Segments_SeveralInAFolder_AreReadAsOneStream()
    {
        Recorded[] events = SomeEvents.First(30);
        Dictionary<string, MemoryStore> stores = WriteSegments(events, 10, 25);

        await using DocumentLog log = DocumentLog.Open([1, 11, 26], name => DocumentBuffer.Open(stores[name], leaveOpen: true));
        await log.AppendAsync([SomeEvents.At(31)]);

        Assert.Equal(SomeEvents.Show([.. events, SomeEvents.At(31)]), SomeEvents.Show(log.Read(1)));
        Assert.Equal(11, log.Read(11).First().Sequence);
    }

    [Fact]
    public void Segments_OneMissing_NamesWhereItShows()
    {
        Dictionary<string, MemoryStore> stores = WriteSegments(SomeEvents.First(30), 10, 25);

        CorruptStreamException fault = Assert.Throws<CorruptStreamException>(
            () => DocumentLog.Open([1, 26], name => DocumentBuffer.Open(stores[name], leaveOpen: true)));

        Assert.Equal(11, fault.Sequence);
        Assert.Equal("00000000000000000026.events", fault.Segment);
    }

    [Fact]
    public void File_ThatIsNoStore_IsNamedAndLeftAsItIs()
    {
        string path = Path.Combine(_folder.Path, "00000000000000000001.events");
        byte[] junk = [.. Enumerable.Range(0, 40_000).Select(i => (byte)(i * 7 + 1))];
        File.WriteAllBytes(path, junk);

        CorruptStreamException fault = Assert.Throws<CorruptStreamException>(() => DocumentLog.Open(_folder.Path));

        Assert.Equal("00000000000000000001.events", fault.Segment);
        Assert.Equal(junk, File.ReadAllBytes(path));
    }

    private static Dictionary<string, MemoryStore> WriteSegments(Recorded[] events, params int[] cuts)
    {
        var stores = new Dictionary<string, MemoryStore>();
        ulong chain = EnvelopeCodec.ChainSeed("AAAAAAAAAAAAAAAAAAAAAA");
        int from = 0;
        foreach (int to in (int[])[.. cuts, events.Length])
        {
            var store = new MemoryStore();
            using DocumentBuffer buffer = DocumentBuffer.Open(store, leaveOpen: true);
            foreach (Recorded e in events[from..to])
                buffer.Push(EnvelopeCodec.Encode(e, chain, out chain));
            stores.Add(SegmentName.Of(from + 1), store);
            from = to;
        }

        return stores;
    }
}
