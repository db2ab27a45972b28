using Bingobot.Discord.Gateway.Sending;
using CsCheck;

namespace Bingobot.Discord.Tests.Gateway.Sending;

public sealed class SendWindowTests
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(60);

    [Fact]
    public void Book_InAnyRhythm_NeverPutsMoreIntoASpanThanAllowed() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[0, 20].Array[1, 60]).Sample(given =>
        {
            var (most, pauses) = given;
            SendWindow window = new(most, Span);
            var now = TimeSpan.Zero;
            List<TimeSpan> sent = [];
            foreach (var pause in pauses)
            {
                now += TimeSpan.FromSeconds(pause);
                var isFree = sent.Count < most || now - sent[^most] >= Span;
                Assert.Equal(isFree, window.FreeAt <= now);
                Assert.Equal(isFree, window.TryBookNow(now));
                if (isFree)
                    sent.Add(now);
            }
        });

    [Fact]
    public void TryBookNow_WhenAllAreUsed_SaysNoUntilTheFirstIsOver()
    {
        SendWindow window = new(2, Span);
        Assert.True(window.TryBookNow(TimeSpan.Zero));
        Assert.True(window.TryBookNow(TimeSpan.FromSeconds(10)));
        Assert.False(window.TryBookNow(TimeSpan.FromSeconds(59)));
        Assert.True(window.TryBookNow(TimeSpan.FromSeconds(60)));
        Assert.False(window.TryBookNow(TimeSpan.FromSeconds(69)));
    }

    [Theory]
    [InlineData(41_250)]
    [InlineData(1_000)]
    [InlineData(1)]
    public void Limits_WithHeartbeatsAndCommands_StayBelow120(int interval)
    {
        SendLimits limits = new(TimeSpan.FromMilliseconds(interval));
        var now = TimeSpan.Zero;
        var sent = 0;
        while (limits.TryBookReserved(now))
            sent++;
        TimeSpan wait;
        while (limits.TryBookCommand(beside: null, now, out wait))
            sent++;
        Assert.Equal(SendLimits.MostFrames, sent);
        Assert.Equal(SendLimits.Span, wait);
    }

    [Fact]
    public void Command_ThatAnotherLimitForbids_CountsAgainstNone()
    {
        SendLimits limits = new(TimeSpan.FromSeconds(40));
        SendWindow beside = new(1, Span);
        Assert.True(limits.TryBookCommand(beside, TimeSpan.Zero, out _));

        for (var asked = 0; asked < SendLimits.MostFrames; asked++)
        {
            Assert.False(limits.TryBookCommand(beside, TimeSpan.FromSeconds(10), out var wait));
            Assert.Equal(TimeSpan.FromSeconds(50), wait);
        }

        Assert.True(limits.TryBookCommand(beside: null, TimeSpan.FromSeconds(10), out _));
        Assert.True(limits.TryBookCommand(beside, TimeSpan.FromSeconds(60), out _));
    }
}
