using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Buffer;

public sealed class ReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(1000)]
    public void ReadForward_PushesAndFlushesMeanwhile_SeesTheSnapshot(int cache)
    {
        using var store = new MemoryStore();
        using DocumentBuffer buffer = MemberTests.Filled(store, cache, 100);
        int read = 0;
        foreach (ReadOnlySpan<byte> document in buffer.ReadForward(10))
        {
            Assert.Equal(MemberTests.Document(10 + read), document.ToArray());
            buffer.Push(MemberTests.Document(100 + read));
            if (read++ % 7 == 0)
                buffer.Flush();
        }

        Assert.Equal(90, read);
        Assert.Equal(190, buffer.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(1000)]
    public void ReadForward_UnreadDocumentRemoved_Throws(int cache)
    {
        using var store = new MemoryStore();
        using DocumentBuffer buffer = MemberTests.Filled(store, cache, 100);
        using DocumentReader reader = buffer.ReadForward();
        Assert.True(reader.MoveNext());
        buffer.Pop();
        buffer.Push([99]);
        ExpectMoveFails(reader);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(1000)]
    public void ReadBackward_OnlyReadDocumentsRemoved_GoesOn(int cache)
    {
        using var store = new MemoryStore();
        using DocumentBuffer buffer = MemberTests.Filled(store, cache, 100);
        int next = 99;
        foreach (ReadOnlySpan<byte> document in buffer.ReadBackward())
        {
            Assert.Equal(MemberTests.Document(next--), document.ToArray());
            Assert.Equal(document.ToArray(), buffer.Pop());
        }

        Assert.Equal(-1, next);
    }

    [Fact]
    public void ReadBackward_UnreadDocumentRemoved_Throws()
    {
        using var store = new MemoryStore();
        using DocumentBuffer buffer = MemberTests.Filled(store, 8, 100);
        using DocumentReader reader = buffer.ReadBackward();
        Assert.True(reader.MoveNext());
        buffer.Remove(2);
        ExpectMoveFails(reader);
    }

    [Fact]
    public void ReadForward_BufferClosed_Throws()
    {
        using var store = new MemoryStore();
        DocumentBuffer buffer = MemberTests.Filled(store, 8, 100);
        using DocumentReader reader = buffer.ReadForward();
        Assert.True(reader.MoveNext());
        buffer.Close();
        bool disposed = false;
        try
        {
            reader.MoveNext();
        }
        catch (ObjectDisposedException)
        {
            disposed = true;
        }

        Assert.True(disposed);
    }

    [Fact]
    public void ReadForward_LargeSkip_ReadsLittle()
    {
        using var store = new FaultyStore(1);
        using (DocumentBuffer filler = DocumentBuffer.Open(store, leaveOpen: true))
        {
            for (int i = 0; i < 300_000; i++)
                filler.Push(BitConverter.GetBytes(i));
            CheckSkips(filler, 300_000, 260_000);
            filler.Flush();
            long before = store.Reads;
            CheckSkips(filler, 300_000, 200_001, 7, 150_000, 299_000);
            Assert.InRange(store.Reads - before, 1, 40);
        }

        using DocumentBuffer again = DocumentBuffer.Open(store, leaveOpen: true);
        CheckSkips(again, 300_000, 10, 150_000, 299_999, 150_001);
    }

    [Fact]
    public void ReadOnly_BesideAWriter_SeesTheNewestCommittedState()
    {
        string path = Path.Combine(Path.GetTempPath(), $"beside-{Guid.NewGuid():n}.docs");
        using DocumentBuffer writer = DocumentBuffer.Open(path);
        try
        {
            for (int i = 0; i < 100; i++)
            {
                writer.Push(MemberTests.Document(i));
                writer.Flush();
                writer.Push([0]);
                using DocumentBuffer reader = DocumentBuffer.Open(path, new DocumentBufferOptions { ReadOnly = true });
                Assert.Equal(i + 1, reader.Count);
                Assert.Equal(MemberTests.Document(i), reader.Peek());
                writer.Pop();
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task ReadOnly_WriterReplacesEverything_NeverShowsAMixture()
    {
        string path = Path.Combine(Path.GetTempPath(), $"beside-{Guid.NewGuid():n}.docs");
        using var stop = new CancellationTokenSource();
        using DocumentBuffer writer = DocumentBuffer.Open(path, new DocumentBufferOptions { CacheDocuments = 2 });
        Task writing = Task.Run(() => Rewrite(writer, stop.Token), TestContext.Current.CancellationToken);
        try
        {
            for (int i = 0; i < 300; i++)
            {
                using DocumentBuffer reader = DocumentBuffer.Open(path, new DocumentBufferOptions { ReadOnly = true, CacheDocuments = 1 });
                IReadOnlyList<byte[]> documents = reader.Read(int.MaxValue);
                Assert.True(documents.Select(document => document[0]).Distinct().Count() <= 1);
                Assert.True(documents.Count is 0 or 20, $"{documents.Count} documents");
            }
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
            File.Delete(path);
        }
    }

    private static void Rewrite(DocumentBuffer writer, CancellationToken stop)
    {
        for (byte generation = 0; !stop.IsCancellationRequested; generation++)
        {
            writer.Clear();
            writer.Flush();
            for (int i = 0; i < 20; i++)
                writer.Push(Enumerable.Repeat(generation, 100).ToArray());
            writer.Flush();
        }
    }

    private static void CheckSkips(DocumentBuffer buffer, int count, params int[] skips)
    {
        foreach (int skip in skips)
        {
            using DocumentReader forward = buffer.ReadForward(skip);
            Assert.True(forward.MoveNext());
            Assert.Equal(skip, BitConverter.ToInt32(forward.Current));
            using DocumentReader backward = buffer.ReadBackward(skip);
            Assert.True(backward.MoveNext());
            Assert.Equal(count - 1 - skip, BitConverter.ToInt32(backward.Current));
        }
    }

    private static void ExpectMoveFails(DocumentReader reader)
    {
        bool failed = false;
        try
        {
            reader.MoveNext();
        }
        catch (InvalidOperationException)
        {
            failed = true;
        }

        Assert.True(failed);
    }
}
