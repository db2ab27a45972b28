using System.Buffers;
using Bingobot.Storage.Engine;
using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Buffer;

public sealed class MemberTests
{
    private const int Cache = 8;

    public static TheoryData<int, int> Counts
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (int cache in new[] { 0, 1, Cache })
            {
                foreach (int count in new[] { 0, 1, Cache - 1, Cache, Cache + 1, 25 * Cache })
                    data.Add(cache, count);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Pop_AfterPushes_ReturnsMostRecentFirst(int cache, int count)
    {
        using var store = new MemoryStore();
        using DocumentBuffer buffer = Filled(store, cache, count);
        Assert.Equal(count, buffer.Count);
        Assert.InRange(buffer.Cached, 0, cache);
        for (int i = count - 1; i >= 0; i--)
        {
            Assert.Equal(Document(i), buffer.Peek());
            Assert.Equal(Document(i), buffer.Pop());
            Assert.InRange(buffer.Cached, 0, cache);
        }

        Assert.True(buffer.IsEmpty);
        Assert.Throws<InvalidOperationException>(() => buffer.Pop());
        Assert.Throws<InvalidOperationException>(() => buffer.Peek());
        Assert.False(buffer.TryPop(out _));
        Assert.False(buffer.TryPeek(out _));
        Assert.False(buffer.TryPop(new ArrayBufferWriter<byte>()));
        Assert.False(buffer.TryPeek(new ArrayBufferWriter<byte>()));
        Assert.Empty(buffer.Read(3));
        Assert.Empty(buffer.Remove(3));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Reopened_AfterClose_HoldsTheSame(int cache, int count)
    {
        using var store = new MemoryStore();
        long useful = Filled(store, cache, count).Close();
        Assert.Equal(useful, store.Length);
        using DocumentBuffer again = Open(store, cache);
        Assert.Equal(Enumerable.Range(0, count).Reverse().Select(Document), again.Read(int.MaxValue));
        Assert.Equal(useful, again.Close());
        Assert.True(DocumentBuffer.Verify(store).IsSound);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Readers_AnySkip_WalkTheRest(int cache, int count)
    {
        using var store = new MemoryStore();
        using DocumentBuffer buffer = Filled(store, cache, count);
        foreach (int skip in new[] { 0, 1, count / 2, count - 1, count, count + 5 }.Where(skip => skip >= 0))
        {
            Assert.Equal(Enumerable.Range(0, count).Skip(skip).Select(Document), Walk(buffer.ReadForward(skip)));
            Assert.Equal(Enumerable.Range(0, count).Reverse().Skip(skip).Select(Document), Walk(buffer.ReadBackward(skip)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Push_EmptyAndLargeDocuments_ComeBack(int cache)
    {
        using var store = new MemoryStore();
        byte[] large = new byte[1024 * 1024];
        new Random(1).NextBytes(large);
        byte[] largest = new byte[DocumentBuffer.MaxDocumentBytes];
        new Random(2).NextBytes(largest);
        byte[][] documents = [[], large, [], [1], largest, []];
        using (var buffer = DocumentBuffer.Open(store, new DocumentBufferOptions { CacheDocuments = cache }, leaveOpen: true))
        {
            foreach (byte[] document in documents)
                buffer.Push(document);
            Assert.Throws<ArgumentException>(() => buffer.Push(new byte[DocumentBuffer.MaxDocumentBytes + 1]));
        }

        using var again = DocumentBuffer.Open(store, new DocumentBufferOptions { CacheDocuments = cache }, leaveOpen: true);
        AssertSame(documents, Walk(again.ReadForward()));
        AssertSame([.. documents.Reverse()], again.Remove(documents.Length));
    }

    [Fact]
    public void PushAndPop_AcrossTheCachesEdge_CauseNoStoreOperation()
    {
        using var store = new FaultyStore(1);
        using DocumentBuffer buffer = Filled(store, Cache, 10 * Cache);
        buffer.Push([1]);
        buffer.Pop();
        long before = store.Writes + store.Reads + store.Barriers;
        for (int i = 0; i < 1000; i++)
        {
            buffer.Push([1]);
            buffer.Push([2]);
            buffer.Pop();
            buffer.Pop();
        }

        Assert.Equal(before, store.Writes + store.Reads + store.Barriers);
    }

    [Fact]
    public void Clear_FullStack_StaysEmptyAfterReopening()
    {
        using var store = new MemoryStore();
        using (DocumentBuffer buffer = Filled(store, Cache, 50))
        {
            buffer.Flush();
            buffer.Clear();
            Assert.True(buffer.IsEmpty);
        }

        using DocumentBuffer again = Open(store, Cache);
        Assert.True(again.IsEmpty);
        Assert.Equal(16 * 1024, again.Close());
    }

    [Fact]
    public void Close_StreamThatCannotBeCut_ReturnsUsefulLengthAndJunkIsIgnored()
    {
        using var stream = new ReadWriteSeekString();
        DocumentBuffer buffer = DocumentBuffer.Open(stream, leaveOpen: true);
        buffer.Push(new byte[1000]);
        buffer.Push([1, 2]);
        buffer.Flush();
        buffer.Remove(1);
        buffer.Pop();
        buffer.Push([7]);
        long useful = buffer.Close();
        Assert.Equal((16 * 1024) + 17, useful);
        Assert.True(stream.Length > useful);
        Assert.Equal(useful, buffer.Close());
        using DocumentBuffer again = DocumentBuffer.Open(stream, leaveOpen: true);
        Assert.Equal([[7]], again.Read(9));
    }

    [Fact]
    public void AnyMember_Closed_ThrowsObjectDisposed()
    {
        DocumentBuffer buffer = Open(new MemoryStore(), Cache);
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Count);
        Assert.Throws<ObjectDisposedException>(() => buffer.Cached);
        Assert.Throws<ObjectDisposedException>(() => buffer.IsEmpty);
        Assert.Throws<ObjectDisposedException>(() => buffer.Push([1]));
        Assert.Throws<ObjectDisposedException>(() => buffer.Pop());
        Assert.Throws<ObjectDisposedException>(() => buffer.Peek());
        Assert.Throws<ObjectDisposedException>(() => buffer.Read(1));
        Assert.Throws<ObjectDisposedException>(() => buffer.Remove(1));
        Assert.Throws<ObjectDisposedException>(buffer.Clear);
        Assert.Throws<ObjectDisposedException>(buffer.Flush);
        Assert.Throws<ObjectDisposedException>(() => buffer.FlushAsync().AsTask().GetAwaiter().GetResult());
        Assert.Throws<ObjectDisposedException>(() => buffer.ReadForward());
    }

    [Fact]
    public void Arguments_OutOfRange_AreRefused()
    {
        using DocumentBuffer buffer = Open(new MemoryStore(), Cache);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Read(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Remove(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.ReadForward(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.ReadBackward(-1));
        Assert.Throws<ArgumentNullException>(() => buffer.TryPop((IBufferWriter<byte>)null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => DocumentBuffer.Open(new MemoryStore(), new DocumentBufferOptions { CacheDocuments = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => DocumentBuffer.Open(new MemoryStore(), new DocumentBufferOptions { CacheBytes = -1 }));
    }

    /// <summary>As Assert.Equal, but fast for large documents.</summary>
    private static void AssertSame(byte[][] expected, IReadOnlyList<byte[]> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(expected[i].AsSpan().SequenceEqual(actual[i]), $"document {i} differs");
    }

    internal static DocumentBuffer Open(IBackingStore store, int cache) => DocumentBuffer.Open(
        store,
        new DocumentBufferOptions { CacheDocuments = cache, Tuning = new EngineTuning { ChunkBytes = 512, ReadBytes = 1024, ReadAheadBlocks = 0 } },
        leaveOpen: true);

    internal static DocumentBuffer Filled(IBackingStore store, int cache, int count)
    {
        DocumentBuffer buffer = Open(store, cache);
        for (int i = 0; i < count; i++)
            buffer.Push(Document(i));
        return buffer;
    }

    internal static byte[] Document(int number) => [.. Enumerable.Range(number, number % 37).Select(i => (byte)i), .. BitConverter.GetBytes(number)];

    internal static List<byte[]> Walk(DocumentReader reader)
    {
        var documents = new List<byte[]>();
        foreach (ReadOnlySpan<byte> document in reader)
            documents.Add(document.ToArray());
        return documents;
    }
}
