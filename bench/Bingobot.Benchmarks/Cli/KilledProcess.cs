using System.Diagnostics;
using Bingobot.Benchmarks.Measuring;

namespace Bingobot.Benchmarks.Cli;

/// <summary>This program in a process of its own, which says that it is ready and is then killed with SIGKILL.</summary>
internal static class KilledProcess
{
    private const string Ready = "ready";

    /// <summary>Runs a hidden command until it is ready, and kills it.</summary>
    /// <exception cref="WrongContentException">It ended before.</exception>
    public static void Run(params string[] arguments)
    {
        using Process process = OwnProcess.Start(arguments);
        string? line = process.StandardOutput.ReadLine();
        process.Kill();
        process.WaitForExit();
        if (line != Ready)
            throw new WrongContentException($"The process that was to be killed said '{line}': {process.StandardError.ReadToEnd()}");
    }

    /// <summary>Called by the command: says that it is ready, and waits for its end.</summary>
    public static void SayReadyAndWait()
    {
        Console.WriteLine(Ready);
        Thread.Sleep(Timeout.Infinite);
    }
}
