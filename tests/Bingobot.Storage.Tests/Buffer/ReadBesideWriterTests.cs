using Bingobot.Storage.Engine;

namespace Bingobot.Storage.Tests.Buffer;

/// <summary>A read-only buffer whose documents are replaced by a writer never shows two states as one.</summary>
public sealed class ReadBesideWriterTests : IDisposable
{
    private const int Documents = 400;
    private const int Replaced = 250;
    private readonly MemoryStore _store = new();
    private readonly DocumentBuffer _writer;
    private readonly DocumentBuffer _reader;

    public ReadBesideWriterTests()
    {
        _writer = MemberTests.Open(_store, 8);
        Push(0, Documents);
        _writer.Flush();
        _reader = DocumentBuffer.Open(
            _store,
            new DocumentBufferOptions { ReadOnly = true, CacheDocuments = 100, Tuning = new EngineTuning { ChunkBytes = 512, ReadBytes = 1024 } },
            leaveOpen: true);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    [InlineData(true, true, 0)]
    [InlineData(true, false, 120)]
    [InlineData(false, true, 120)]
    public void Read_DocumentsReplacedSinceOpening_AreOfOneStateOrRefused(bool peekFirst, bool backward, int skip)
    {
        if (peekFirst)
            Assert.Equal(Number(Documents - 1), _reader.Peek());
        Replace();
        List<byte[]> read;
        try
        {
            read = MemberTests.Walk(backward ? _reader.ReadBackward(skip) : _reader.ReadForward(skip));
        }
        catch (InvalidOperationException)
        {
            read = MemberTests.Walk(backward ? _reader.ReadBackward(skip) : _reader.ReadForward(skip));
        }

        IEnumerable<byte[]> expected = Enumerable.Range(0, Documents).Select(i => Number(i < Documents - Replaced ? i : 10_000 + i));
        expected = (backward ? expected.Reverse() : expected).Skip(skip);
        Assert.Equal(expected, read);
    }

    [Fact]
    public void Read_ReplacedWhileItIsWalkedOver_IsRefusedNotMixed()
    {
        int read = 0;
        bool refused = false;
        try
        {
            foreach (ReadOnlySpan<byte> document in _reader.ReadForward())
            {
                Assert.Equal(Number(read++), document.ToArray());
                if (read == 1)
                    Replace();
            }
        }
        catch (InvalidOperationException)
        {
            refused = true;
        }

        Assert.True(refused);
        Assert.InRange(read, 1, Documents - Replaced);
    }

    /// <summary>Where the writer only goes on, the reader keeps the state that it was opened with.</summary>
    [Fact]
    public void Read_WriterOnlyPushed_ShowsTheStateOfOpening()
    {
        Push(Documents, 50);
        _writer.Flush();
        long count = _reader.Count;
        Assert.Equal(Number(Documents - 1), _reader.Peek());
        Assert.Equal(Documents, MemberTests.Walk(_reader.ReadForward()).Count);
        Assert.Equal(Documents - 100, MemberTests.Walk(_reader.ReadForward(100)).Count);
        Assert.Equal(count, _reader.Count);
    }

    private static byte[] Number(int number) => BitConverter.GetBytes((long)number);

    private void Replace()
    {
        _writer.Remove(Replaced);
        Push(10_000 + Documents - Replaced, Replaced);
        _writer.Flush();
    }

    private void Push(int first, int count)
    {
        for (int i = 0; i < count; i++)
            _writer.Push(Number(first + i));
    }
}
