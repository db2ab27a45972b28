using System.Diagnostics;

namespace Bingobot.Benchmarks.Cli;

/// <summary>This program in a process of its own.</summary>
internal static class OwnProcess
{
    /// <summary>Runs a hidden command; what it says is read by the caller.</summary>
    /// <param name="arguments">The command and what follows it.</param>
    /// <param name="isBot">Whether its threads rest as those of the bot's program do, which does not spin (ADR 23).</param>
    public static Process Start(IEnumerable<string> arguments, bool isBot = false)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("The program's own path is unknown.");
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return Start(program, isHost ? [typeof(OwnProcess).Assembly.Location, .. arguments] : arguments, isBot);
    }

    /// <summary>Runs another program the same way.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, bool isBot = false)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (isBot)
            start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }
}
