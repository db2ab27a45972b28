using CsCheck;

namespace Bingobot.Modules.Tests.Votes;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("2h", 7200)]
    [InlineData("7d", 604_800)]
    [InlineData("1h30m", 5400)]
    [InlineData(" 1h 30m ", 5400)]
    [InlineData("10M", 600)]
    [InlineData("0s", 0)]
    public void TryParse_ADuration_IsItsSeconds(string text, int seconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("10")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("10w")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("99999999s")]
    [InlineData("9999999d")]
    [InlineData("1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s")]
    [InlineData("١٠m")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(Durations.TryParse(text, out _));

    [Fact]
    public void Format_OfAnyDuration_ReadsBackAsItself() =>
        Gen.Int[1, 30 * 24 * 60 * 60].Sample(seconds =>
            Durations.TryParse(Durations.Format(TimeSpan.FromSeconds(seconds)), out var read)
            && read == TimeSpan.FromSeconds(seconds));

    [Fact]
    public void TryParse_OfAnyText_IsRefusedOrADurationInBounds() => Gen.String.Sample(text =>
        !Durations.TryParse(text, out var duration)
        || (duration >= TimeSpan.Zero && duration <= TimeSpan.FromDays(10_000)));
}
