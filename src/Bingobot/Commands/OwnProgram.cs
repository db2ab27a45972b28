using System.Diagnostics;

namespace Bingobot.Commands;

/// <summary>How to start this program once more.</summary>
internal static class OwnProgram
{
    /// <summary>With these arguments; the standard streams are those of this process.</summary>
    /// <exception cref="InvalidOperationException">The program's own path is not known.</exception>
    public static ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        string dll = Path.Combine(AppContext.BaseDirectory, "bingobot.dll");
        string self = Environment.ProcessPath
            ?? throw new InvalidOperationException("The program's own path is not known, so it cannot start itself.");
        bool isHost = Path.GetFileNameWithoutExtension(self) == "dotnet";
        string launcher = Path.ChangeExtension(dll, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo(isHost || !File.Exists(launcher) ? self : launcher) { UseShellExecute = false };
        if (isHost)
            start.ArgumentList.Add(dll);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
