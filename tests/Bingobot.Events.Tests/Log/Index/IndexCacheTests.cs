using Bingobot.Storage;

namespace Bingobot.Events.Tests.Log.Index;

public sealed class IndexCacheTests
{
    private const int Words = 1_000;
    private static readonly long Each = IndexOf(1).Bytes;

    [Fact]
    public void Cache_ThatIsFull_LetsGoOfWhatWasNeededLeastRecently()
    {
        var cache = new IndexCache(3 * Each);
        foreach (int number in (int[])[1, 2, 3])
            cache.Keep(IndexOf(number));
        Assert.NotNull(cache.Find(IndexOf(1).Segment));

        cache.Keep(IndexOf(4));

        Assert.Equal([true, false, true, true], Enumerable.Range(1, 4).Select(number => cache.Find(IndexOf(number).Segment) is not null));
        Assert.Equal(3 * Each, cache.Bytes);
    }

    [Fact]
    public void Cache_OfAnEndlessRun_StaysWithinItsBound()
    {
        var cache = new IndexCache(3 * Each);
        for (int number = 1; number <= 1_000; number++)
        {
            cache.Keep(IndexOf(number));
            cache.Keep(IndexOf(number));
            Assert.InRange(cache.Bytes, Each, 3 * Each);
        }
    }

    [Fact]
    public void Index_OfAnEarlierStateOfTheSegment_IsNotFound()
    {
        var cache = new IndexCache(Each);
        SegmentIndex index = IndexOf(1);
        cache.Keep(index);
        Assert.Null(cache.Find(index.Segment with { ChainAfter = 7 }));
        Assert.Same(index, cache.Find(index.Segment));
    }

    [Fact]
    public void Index_LargerThanTheBound_IsKeptAlone()
    {
        var cache = new IndexCache(1);
        cache.Keep(IndexOf(1));
        cache.Keep(IndexOf(2));
        Assert.Null(cache.Find(IndexOf(1).Segment));
        Assert.NotNull(cache.Find(IndexOf(2).Segment));
    }

    private static SegmentIndex IndexOf(int number) => new(
        new SegmentInfo(number * 10, number * 10 + 9, 10, 1, 2, IsCompacted: false), new DocumentPlace(10, 1_000), ["Counted"],
        [new IndexBlock(number * 10, number * 10 + 9, default, 0, 0, 1, 0, Words, IsFilter: true)], new ulong[Words]);
}
