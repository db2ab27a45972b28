using Microsoft.Extensions.Logging.Console;

namespace Bingobot.Hosting;

/// <summary>The log on the console: one line an entry, ours from information on, the libraries' warnings.</summary>
internal static class BotConsole
{
    /// <remarks>Requests are not logged one by one: their paths hold interaction tokens.</remarks>
    public static ILoggingBuilder AddBotConsole(this ILoggingBuilder logging)
    {
        logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        logging.AddConsole(console => console.FormatterName = LineFormatter.FormatterName);
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Bingobot", LogLevel.Information);
        return logging;
    }
}
