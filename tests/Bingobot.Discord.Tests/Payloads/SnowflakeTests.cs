using System.Globalization;
using System.Text.Json;
using Bingobot.Discord.Payloads;
using CsCheck;

namespace Bingobot.Discord.Tests.Payloads;

public sealed class SnowflakeTests
{
    /// <summary>
    /// The example of <see href="https://docs.discord.com/developers/reference#snowflake-id-format-structure-left-to-right"/>.
    /// </summary>
    [Fact]
    public void Timestamp_OfTheDocumentedExample_IsItsTime() =>
        Assert.Equal(
            new DateTimeOffset(2016, 4, 30, 11, 18, 25, 796, TimeSpan.Zero),
            new Snowflake(175928847299117063).Timestamp);

    [Fact]
    public void From_TimeAndIncrement_GivesBothBack() =>
        Gen.Select(Gen.Long[0, (1L << 42) - 1], Gen.ULong[0, (1UL << 22) - 1]).Sample((milliseconds, increment) =>
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.EpochMilliseconds + milliseconds);
            var id = Snowflake.From(time, increment);
            return id.Timestamp == time && (id.Value & ((1UL << 22) - 1)) == increment;
        });

    [Fact]
    public void From_BeforeTheEpoch_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Snowflake.From(DateTimeOffset.UnixEpoch));

    [Fact]
    public void Json_AnyId_IsAStringAndComesBack() => Gen.ULong.Sample(value =>
    {
        var json = JsonSerializer.Serialize(new Snowflake(value), DiscordJson.Default.Snowflake);
        return json == $"\"{value.ToString(CultureInfo.InvariantCulture)}\""
            && JsonSerializer.Deserialize(json, DiscordJson.Default.Snowflake).Value == value;
    });

    [Theory]
    [InlineData("5", 5)]
    [InlineData("\"5\"", 5)]
    [InlineData("\"\\u0035\"", 5)]
    public void Json_NumberOrString_IsRead(string json, ulong value) =>
        Assert.Equal(new Snowflake(value), JsonSerializer.Deserialize(json, DiscordJson.Default.Snowflake));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"abc\"")]
    [InlineData("\"5 \"")]
    [InlineData("\"+5\"")]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"99999999999999999999\"")]
    [InlineData("\"123456789012345678901234567890\"")]
    [InlineData("\"\\u0035\\u0035\\u0035\\u0035\\u0035\\u0035\"x")]
    public void Json_AnythingElse_IsMalformed(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, DiscordJson.Default.Snowflake));

    [Fact]
    public void Json_EscapedDigits_AreRead()
    {
        var json = $"\"{string.Concat(Enumerable.Repeat("\\u0031", 10))}\"";
        Assert.Equal(new Snowflake(1111111111), JsonSerializer.Deserialize(json, DiscordJson.Default.Snowflake));
    }

    [Theory]
    [InlineData("17", true)]
    [InlineData("18446744073709551615", true)]
    [InlineData("18446744073709551616", false)]
    [InlineData("", false)]
    [InlineData(" 1", false)]
    [InlineData("0x1", false)]
    public void TryParse_Text_TakesDecimalDigitsAlone(string text, bool good)
    {
        Assert.Equal(good, Snowflake.TryParse(text, out _));
        if (!good)
            Assert.Throws<FormatException>(() => Snowflake.Parse(text));
    }

    [Fact]
    public void Compare_TwoIds_AreOrderedByTime()
    {
        var early = Snowflake.From(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), 4000);
        var late = Snowflake.From(new DateTimeOffset(2020, 1, 2, 0, 0, 0, TimeSpan.Zero));
        Assert.True(early < late && early <= late && late > early && late >= early);
        Assert.Equal([early, late], new[] { late, early }.Order());
        Assert.True(new Snowflake(0).IsNone);
    }
}
