using System.Buffers;

namespace Bingobot.Storage.Tests.Buffer;

public sealed class AllocationTests
{
    private const int Documents = 20_000;
    private readonly byte[] _document = new byte[100];
    private readonly ArrayBufferWriter<byte> _writer = new(4096);

    [Fact]
    public void PushAndTryPop_IntoAWriter_AllocateNothing()
    {
        using DocumentBuffer buffer = DocumentBuffer.Open(new MemoryStore());
        long allocated = Measure(() => PushAndPop(buffer));
        Assert.InRange(allocated, 0, Documents / 10);
    }

    [Fact]
    public void TryPeek_IntoAWriter_AllocatesNothing()
    {
        using DocumentBuffer buffer = DocumentBuffer.Open(new MemoryStore());
        buffer.Push(_document);
        Assert.InRange(Measure(() => PeekOften(buffer)), 0, Documents / 10);
    }

    [Fact]
    public void Readers_PerDocument_AllocateNothing()
    {
        using DocumentBuffer buffer = DocumentBuffer.Open(new MemoryStore());
        for (int i = 0; i < Documents; i++)
            buffer.Push(_document);
        Assert.InRange(Measure(() => Walk(buffer)), 0, Documents / 10);
    }

    /// <summary>The least of some runs: the first ones fill pools, and the pools may be trimmed at any time.</summary>
    private static long Measure(Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 6; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private void PushAndPop(DocumentBuffer buffer)
    {
        for (int i = 0; i < Documents; i++)
            buffer.Push(_document);
        for (int i = 0; i < Documents; i++)
        {
            _writer.ResetWrittenCount();
            Assert.True(buffer.TryPop(_writer));
        }
    }

    private void PeekOften(DocumentBuffer buffer)
    {
        for (int i = 0; i < Documents; i++)
        {
            _writer.ResetWrittenCount();
            Assert.True(buffer.TryPeek(_writer));
        }
    }

    private static void Walk(DocumentBuffer buffer)
    {
        int read = 0;
        foreach (ReadOnlySpan<byte> document in buffer.ReadForward())
            read += document.Length;
        foreach (ReadOnlySpan<byte> document in buffer.ReadBackward())
            read -= document.Length;
        Assert.Equal(0, read);
    }
}
