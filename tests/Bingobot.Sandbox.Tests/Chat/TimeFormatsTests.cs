using Bingobot.Sandbox.Chat.Text;

namespace Bingobot.Sandbox.Tests.Chat;

public sealed class TimeFormatsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "0 seconds ago")]
    [InlineData(1, "in a second")]
    [InlineData(59, "in 59 seconds")]
    [InlineData(60, "in a minute")]
    [InlineData(89, "in a minute")]
    [InlineData(119, "in 2 minutes")]
    [InlineData(59 * 60 + 29, "in 59 minutes")]
    [InlineData(59 * 60 + 31, "in an hour")]
    [InlineData(-120, "2 minutes ago")]
    [InlineData(3600, "in an hour")]
    [InlineData(-86_400 * 3, "3 days ago")]
    [InlineData(86_400 * 40, "in a month")]
    [InlineData(-86_400 * 800, "2 years ago")]
    public void Relative_Distance_IsRoundedToNearest(long seconds, string expected) =>
        Assert.Equal(expected, TimeFormats.Relative(Now.AddSeconds(seconds), Now));

    [Theory]
    [InlineData('t', "14:05")]
    [InlineData('T', "14:05:09")]
    [InlineData('d', "05/03/2026")]
    [InlineData('D', "5 March 2026")]
    [InlineData('f', "5 March 2026 14:05")]
    [InlineData('F', "Thursday, 5 March 2026 14:05")]
    public void Show_Format_IsInReadersZone(char format, string expected)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("+2", TimeSpan.FromHours(2), "+2", "+2");

        Assert.Equal(expected, TimeFormats.Show(Now.AddSeconds(309), format, Now, zone));
    }

    [Theory]
    [InlineData(-1, "Today at 11:00")]
    [InlineData(-13, "Yesterday at 23:00")]
    [InlineData(-48, "03/03/2026 12:00")]
    public void Message_Time_NamesDay(int hours, string expected) =>
        Assert.Equal(expected, TimeFormats.Message(Now.AddHours(hours), Now, TimeZoneInfo.Utc));
}
