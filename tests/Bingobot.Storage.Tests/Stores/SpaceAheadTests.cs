using Bingobot.Storage.Stores;

namespace Bingobot.Storage.Tests.Stores;

public sealed class SpaceAheadTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"ahead-{Guid.NewGuid():n}.docs");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(100, SpaceAhead.LeastStep)]
    [InlineData(100_000, 1_601_536)]
    [InlineData(SpaceAhead.MostGrowth, SpaceAhead.MostStep)]
    [InlineData(SpaceAhead.MostGrowth + 1, 0)]
    public void AtBarrier_GrowingAtEach_WritesAheadWhereItPays(long growth, long expected)
    {
        var ahead = new SpaceAhead();
        for (int i = 1; i < SpaceAhead.BarriersToBegin; i++)
        {
            ahead.Grew(growth);
            Assert.Equal(0, ahead.AtBarrier());
        }

        ahead.Grew(growth);
        Assert.Equal(expected, ahead.AtBarrier());
        Assert.Equal(0, ahead.AtBarrier());
    }

    [Fact]
    public void AtBarrier_OnceRefused_IsNeverAgain()
    {
        var ahead = new SpaceAhead();
        ahead.Refused();
        for (int i = 0; i < 100; i++)
        {
            ahead.Grew(100);
            Assert.Equal(0, ahead.AtBarrier());
        }
    }

    [Fact]
    public void File_FlushedOften_GrowsInStepsAndIsCutWhenClosed()
    {
        var lengths = new HashSet<long>();
        long useful;
        using (DocumentBuffer buffer = DocumentBuffer.Open(_path))
        {
            for (int i = 0; i < 500; i++)
            {
                buffer.Push(new byte[100]);
                buffer.Flush();
                lengths.Add(new FileInfo(_path).Length);
            }

            useful = buffer.Close();
        }

        Assert.InRange(lengths.Count, 2, 20);
        Assert.Equal(useful, new FileInfo(_path).Length);
    }

    [Fact]
    public void File_LeftWithSpaceAhead_OpensSoundAndWritesIntoIt()
    {
        string copy = _path + ".copy";
        try
        {
            using DocumentBuffer buffer = DocumentBuffer.Open(_path);
            for (int i = 0; i < 50; i++)
            {
                buffer.Push([(byte)i]);
                buffer.Flush();
            }

            File.Copy(_path, copy);
            using (var store = new FileStore(copy, readOnly: true))
            {
                VerifyReport report = DocumentBuffer.Verify(store);
                Assert.Empty(report.Faults);
                Assert.True(report.UsefulBytes < store.Length);
            }

            using (DocumentBuffer again = DocumentBuffer.Open(copy))
            {
                Assert.Equal(50, again.Count);
                again.Push([50]);
            }

            using DocumentBuffer last = DocumentBuffer.Open(copy);
            Assert.Equal([50], last.Pop());
        }
        finally
        {
            File.Delete(copy);
        }
    }
}
