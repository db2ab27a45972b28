using System.Diagnostics;

namespace Bingobot.Benchmarks.Cli;

/// <summary>This program in a process of its own.</summary>
internal static class OwnProcess
{
    /// <summary>Runs a hidden command; what it says is read by the caller.</summary>
    public static Process Start(IEnumerable<string> arguments)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("The program's own path is unknown.");
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return Start(program, isHost ? [typeof(OwnProcess).Assembly.Location, .. arguments] : arguments);
    }

    /// <summary>Runs another program the same way.</summary>
    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }
}
