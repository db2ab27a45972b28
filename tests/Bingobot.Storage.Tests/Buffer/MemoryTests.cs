using System.Buffers;

namespace Bingobot.Storage.Tests.Buffer;

/// <summary>Runs alone, since it looks at the memory of the whole process.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTestsAlone;

[Collection(nameof(MemoryTests))]
public sealed class MemoryTests(ITestOutputHelper output) : IDisposable
{
    private const int Documents = 10_000_000;
    private const int DocumentBytes = 12;
    private const long CacheBytes = 1024 * 1024;

    /// <summary>What pools, blocks of readers and the index of positions take, whatever the store holds.</summary>
    private const long Constant = 3 * 1024 * 1024;

    private static readonly DocumentBufferOptions Options = new() { CacheDocuments = 1_000_000, CacheBytes = CacheBytes };

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"memory-{Guid.NewGuid():n}.docs");
    private readonly byte[] _document = new byte[DocumentBytes];
    private long _before;

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void TenMillionDocuments_TakeTheCacheAndAConstant()
    {
        _before = GC.GetTotalMemory(forceFullCollection: true);
        using (DocumentBuffer buffer = DocumentBuffer.Open(_path, Options))
        {
            Push(buffer, Documents);
            ExpectLittle(buffer, "after pushing");
            Read(buffer);
            ExpectLittle(buffer, "after reading");
            Pop(buffer, Documents / 10);
            ExpectLittle(buffer, "after popping");
            Push(buffer, Documents / 10);
        }

        using DocumentBuffer again = DocumentBuffer.Open(_path, Options);
        ExpectLittle(again, "after opening");
        Assert.Equal(Documents, again.Count);
        Read(again);
        ExpectLittle(again, "after reading again");
    }

    private void Push(DocumentBuffer buffer, int count)
    {
        long first = buffer.Count;
        for (int i = 0; i < count; i++)
        {
            BitConverter.TryWriteBytes(_document, first + i);
            buffer.Push(_document);
        }
    }

    private static void Read(DocumentBuffer buffer)
    {
        long expected = 0;
        foreach (ReadOnlySpan<byte> document in buffer.ReadForward())
        {
            if (BitConverter.ToInt64(document) != expected++)
                Assert.Fail($"document {expected - 1} is another one");
        }

        Assert.Equal(Documents, expected);
    }

    private static void Pop(DocumentBuffer buffer, int count)
    {
        var writer = new ArrayBufferWriter<byte>(DocumentBytes);
        for (int i = 0; i < count; i++)
        {
            writer.ResetWrittenCount();
            Assert.True(buffer.TryPop(writer));
        }
    }

    private void ExpectLittle(DocumentBuffer buffer, string when)
    {
        long taken = GC.GetTotalMemory(forceFullCollection: true) - _before;
        output.WriteLine($"{when}: {taken:N0} bytes for {buffer.Count:N0} documents, {buffer.Cached:N0} of them cached");
        Assert.InRange(taken, long.MinValue, CacheBytes + Constant);
        Assert.InRange((long)buffer.Cached * (DocumentBytes + 16), 0, CacheBytes);
    }
}
