using System.Diagnostics;

namespace Bingobot.Commands;

/// <summary>This program, to be started once more.</summary>
internal static class SelfProcess
{
    /// <summary>How to start it with these arguments; its output is redirected.</summary>
    public static ProcessStartInfo With(params ReadOnlySpan<string> arguments)
    {
        string dll = Path.Combine(AppContext.BaseDirectory, "bingobot.dll");
        string self = Environment.ProcessPath
            ?? throw new InvalidOperationException("The program's own path is not known, so it cannot be started once more.");
        bool isHost = Path.GetFileNameWithoutExtension(self) == "dotnet";
        string launcher = Path.ChangeExtension(dll, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo(isHost || !File.Exists(launcher) ? self : launcher)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (isHost)
            start.ArgumentList.Add(dll);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
