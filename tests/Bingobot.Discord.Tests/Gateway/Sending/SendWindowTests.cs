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
                var at = window.Book(now);
                Assert.True(at >= now && (sent.Count == 0 || at >= sent[^1]));
                sent.Add(at);
                now = at;
            }
            for (var i = most; i < sent.Count; i++)
                Assert.True(sent[i] - sent[i - most] >= Span);
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
        while (limits.BookCommand(now) == now)
            sent++;
        Assert.Equal(SendLimits.MostFrames, sent);
    }
}
