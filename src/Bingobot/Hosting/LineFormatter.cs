using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Bingobot.Hosting;

/// <summary>
/// Time, the level where it is more than information, the message, and why: <c>21:07:27 warning: The gateway could not be
/// reached (SocketException: Connection refused)</c>. The whole exception is told from errors on.
/// </summary>
internal sealed class LineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "bingobot";

    /// <inheritdoc/>
    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(clock.GetLocalNow().ToString("HH:mm:ss ", CultureInfo.InvariantCulture));
        if (logEntry.LogLevel > LogLevel.Information)
            textWriter.Write(NameOf(logEntry.LogLevel));
        textWriter.Write(OneLine(message));
        if (logEntry.Exception is not { } e)
            textWriter.WriteLine();
        else if (logEntry.LogLevel >= LogLevel.Error)
            textWriter.WriteLine(Environment.NewLine + e);
        else
            textWriter.WriteLine($" ({e.GetType().Name}: {OneLine(e.Message)})");
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Warning => "warning: ",
        LogLevel.Error => "ERROR: ",
        _ => "CRITICAL: ",
    };

    /// <summary>What came from outside cannot begin a line of its own, nor move the cursor.</summary>
    private static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
}
