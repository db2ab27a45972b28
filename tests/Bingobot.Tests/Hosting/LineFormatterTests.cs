using Bingobot.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Tests.Hosting;

public sealed class LineFormatterTests
{
    private static string Write(LogLevel level, string message, Exception? exception = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 7, 8, 9, TimeSpan.Zero));
        using var text = new StringWriter();
        new LineFormatter(clock).Write(
            new LogEntry<string>(level, "Bingobot.Discord.Gateway.GatewayClient", 1, message, exception, (state, _) => state),
            null,
            text);
        return text.ToString();
    }

    [Fact]
    public void Information_is_time_and_message() =>
        Assert.Equal("07:08:09 connected" + Environment.NewLine, Write(LogLevel.Information, "connected"));

    [Fact]
    public void Warning_tells_the_reason_on_its_line() => Assert.Equal(
        "07:08:09 warning: lost (IOException: no route)" + Environment.NewLine,
        Write(LogLevel.Warning, "lost", new IOException("no\nroute")));

    [Fact]
    public void Error_tells_the_whole_exception()
    {
        string text = Write(LogLevel.Error, "broken", new IOException("outer", new InvalidOperationException("inner")));

        Assert.StartsWith("07:08:09 ERROR: broken" + Environment.NewLine, text, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException: inner", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_from_outside_can_neither_forge_a_line_nor_move_the_cursor() => Assert.Equal(
        "07:08:09 user a  07:08:10 ERROR: forged [2J" + Environment.NewLine,
        Write(LogLevel.Information, "user a\r\n07:08:10 ERROR: forged\e[2J"));
}
