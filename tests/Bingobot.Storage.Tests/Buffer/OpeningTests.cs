using Bingobot.Storage.Engine;
using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Buffer;

/// <summary>Opening brings some of the most recent documents into memory.</summary>
public sealed class OpeningTests
{
    private const int Record = 22;

    /// <summary>Bytes that are read at a time: the limits may be passed by less than one such block.</summary>
    private const int Block = 512;

    [Theory]
    [InlineData(1000, 64 * 1024, 1024, (1024 + Block) / Record)]
    [InlineData(20, 64 * 1024, 1024, 10)]
    [InlineData(1000, 600, 1024, (300 + Block) / Record)]
    [InlineData(1000, 64 * 1024, 1, (1 + Block) / Record)]
    [InlineData(0, 64 * 1024, 1024, 0)]
    public void Opening_PromotesWithinTheCachesLimitsAndItsOwn(int cacheDocuments, int cacheBytes, int openingBytes, int most)
    {
        using FaultyStore store = Filled(200);
        using DocumentBuffer buffer = DocumentBuffer.Open(store, Options(cacheDocuments, cacheBytes, openingBytes));
        Assert.InRange(buffer.Cached, Math.Min(1, most), most);
        Assert.Equal(200, buffer.Count);
        Assert.Equal(Enumerable.Range(0, 200).Reverse(), buffer.Read(int.MaxValue).Select(document => (int)document[0]));
    }

    [Fact]
    public void NewestDocuments_AfterOpening_TakeNoReading()
    {
        using FaultyStore store = Filled(200);
        using DocumentBuffer buffer = DocumentBuffer.Open(store, Options(100, 64 * 1024, 64 * 1024));
        Assert.Equal(50, buffer.Cached);
        long before = store.Reads;
        int expected = 199;
        foreach (ReadOnlySpan<byte> document in buffer.ReadBackward())
        {
            Assert.Equal(expected--, document[0]);
            if (expected == 149)
                break;
        }

        for (int i = 199; i >= 150; i--)
            Assert.Equal(i, buffer.Pop()[0]);
        Assert.Equal(before, store.Reads);
        Assert.Equal(149, buffer.Pop()[0]);
        Assert.True(store.Reads > before);
    }

    [Fact]
    public void ReadOnly_BesideAWriter_PromotesNothing()
    {
        using FaultyStore store = Filled(10);
        using DocumentBuffer buffer = DocumentBuffer.Open(store, new DocumentBufferOptions { ReadOnly = true }, leaveOpen: true);
        Assert.Equal(0, buffer.Cached);
    }

    [Fact]
    public void Opening_NewestDamaged_IsToldByWhoeverReadsIt()
    {
        using FaultyStore store = Filled(10);
        long last = store.Length - 10;
        var one = new byte[1];
        store.Read(last, one);
        one[0] ^= 1;
        store.Write(last, one);
        using DocumentBuffer buffer = DocumentBuffer.Open(store, Options(100, 64 * 1024, 64 * 1024));
        Assert.Equal(0, buffer.Cached);
        Assert.Equal(10, buffer.Count);
        Assert.Throws<CorruptStoreException>(() => buffer.Peek());
    }

    private static FaultyStore Filled(int documents)
    {
        var store = new FaultyStore(1);
        using DocumentBuffer buffer = DocumentBuffer.Open(store, Options(1000, 64 * 1024, 0), leaveOpen: true);
        for (int i = 0; i < documents; i++)
            buffer.Push([(byte)i, 0, 0, 0, 0, 0]);
        return store;
    }

    private static DocumentBufferOptions Options(int cacheDocuments, int cacheBytes, int openingBytes) => new()
    {
        CacheDocuments = cacheDocuments,
        CacheBytes = cacheBytes,
        Tuning = new EngineTuning { ChunkBytes = 512, ReadBytes = Block, OpeningBytes = openingBytes, ReadAheadBlocks = 0 },
    };
}
