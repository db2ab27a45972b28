namespace Bingobot.Events.Tests.Replay;

public sealed class ShadowSampleTests
{
    private const int Partitions = 20_000;

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(99)]
    [InlineData(100)]
    public void Rounds_LookAtTheirShare_AndTogetherAtAll(int share)
    {
        int rounds = (100 + share - 1) / share;
        var seen = new HashSet<ulong>();
        for (int round = 0; round < rounds; round++)
        {
            var sample = new ShadowSample(share, 1_000_000 + round);
            ulong[] looked = [.. Enumerable.Range(0, Partitions).Select(partition => (ulong)partition).Where(sample.Has)];
            Assert.InRange(looked.Length, Partitions * (share - 1) / 100, Partitions * (share + 1) / 100);
            seen.UnionWith(looked);
        }

        Assert.Equal(Partitions, seen.Count);
    }
}
