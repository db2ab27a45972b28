using Bingobot.Discord.Rest.Limits;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Discord.Tests.Rest.Limits;

/// <summary>The limit of all requests together, at its edges.</summary>
public sealed class GlobalLimitTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly GlobalLimit _limit;

    public GlobalLimitTests() => _limit = new GlobalLimit(_clock, perSecond: 1);

    [Fact]
    public async Task Place_OfAnAnsweredRequest_IsFreeASecondLater()
    {
        var first = await EnterAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(300));
        _limit.Leave(first.Slot);
        var second = EnterAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await second;
    }

    [Fact]
    public async Task Place_OfARequestThatIsNotAnswered_IsFreeAfterTwoSeconds()
    {
        await EnterAsync();
        var second = EnterAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await second;
    }

    [Fact]
    public async Task Wait_GivenUp_LeavesItsPlaceInLineToTheNext()
    {
        await EnterAsync();
        using var cancel = new CancellationTokenSource();
        var second = _limit.EnterAsync(Long, cancel.Token).AsTask();
        var third = EnterAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await third;
    }

    [Fact]
    public async Task Block_LongerThanSomeWouldWait_TellsThem()
    {
        await EnterAsync();
        var patient = EnterAsync();
        var impatient = _limit.EnterAsync(TimeSpan.FromSeconds(5), CancellationToken.None).AsTask();
        _limit.Block(TimeSpan.FromSeconds(60));
        Assert.Equal(TimeSpan.FromSeconds(60), (await impatient).TooLong);
        Assert.Equal(TimeSpan.FromSeconds(60), (await _limit.EnterAsync(TimeSpan.FromSeconds(5), CancellationToken.None)).TooLong);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(patient.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, (await patient).TooLong);
    }

    [Fact]
    public async Task Block_ShorterThanAnEarlierOne_ChangesNothing()
    {
        _limit.Block(TimeSpan.FromSeconds(60));
        _limit.Block(TimeSpan.FromSeconds(1));
        var waiting = EnterAsync();
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await waiting;
    }

    public void Dispose() => _limit.Dispose();

    private Task<(TimeSpan TooLong, GlobalSlot Slot)> EnterAsync() => _limit.EnterAsync(Long, CancellationToken.None).AsTask();
}
