using Bingobot.Configuration;

namespace Bingobot.Tests.Configuration;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("2h", 7_200)]
    [InlineData("7d", 604_800)]
    [InlineData("0s", 0)]
    public void Duration_is_read(string text, int seconds)
    {
        Assert.True(Durations.TryParse(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("10")]
    [InlineData("-1m")]
    [InlineData("1.5h")]
    [InlineData(" 1h")]
    [InlineData("1H")]
    [InlineData("99999999999999999999s")]
    [InlineData("9223372036854775807d")]
    public void Anything_else_is_not(string text) => Assert.False(Durations.TryParse(text, out _));
}
