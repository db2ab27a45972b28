using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Events.Tests.Runtime.Writing;

public sealed class GatheringTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Gathering _gathering;

    public GatheringTests() => _gathering = new Gathering(_clock);

    [Fact]
    public void BeforeAnyCommit_NothingWaits() => Assert.True(_gathering.IsEnough(1, mayCome: false));

    [Fact]
    public void WhileSomebodyMayComeAgain_ItWaitsForAllOfThem()
    {
        Commit(milliseconds: 5, acknowledged: 10);

        Assert.False(_gathering.IsEnough(2, mayCome: true));
        Assert.False(_gathering.IsEnough(11, mayCome: true));
        Assert.True(_gathering.IsEnough(12, mayCome: true));
    }

    [Fact]
    public void OnceAllWereTold_ItWaitsForNobody()
    {
        Commit(milliseconds: 5, acknowledged: 10);

        Assert.False(_gathering.IsEnough(1, mayCome: true));
        Assert.True(_gathering.IsEnough(1, mayCome: false));
    }

    [Fact]
    public void ItWaitsAsLongAsTheCommitBefore_AndNoLonger()
    {
        Commit(milliseconds: 5, acknowledged: 10);

        _clock.Advance(TimeSpan.FromMilliseconds(4.9));
        Assert.False(_gathering.IsLate);
        Assert.False(_gathering.IsEnough(1, mayCome: true));
        _clock.Advance(TimeSpan.FromMilliseconds(0.2));
        Assert.True(_gathering.IsLate);
        Assert.True(_gathering.IsEnough(1, mayCome: true));

        Commit(milliseconds: 1, acknowledged: 10);
        Assert.False(_gathering.IsEnough(1, mayCome: true));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(_gathering.IsEnough(1, mayCome: true));
    }

    [Fact]
    public void MoreThanWereKeptWaiting_WaitForNobody()
    {
        Commit(milliseconds: 5, acknowledged: 10);
        Assert.True(_gathering.IsEnough(11, mayCome: true));

        Commit(milliseconds: 5, acknowledged: 11);
        Assert.False(_gathering.IsEnough(11, mayCome: true));
        Assert.False(_gathering.IsEnough(12, mayCome: true));
        Assert.True(_gathering.IsEnough(22, mayCome: true));
    }

    private void Commit(int milliseconds, int acknowledged)
    {
        long began = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        _gathering.Begin(began, acknowledged);
    }
}
