using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Bingobot.Events;

namespace Bingobot.Commands;

/// <summary>Replays in a child process: there the seed of string hashes is another.</summary>
internal static class ChildReplay
{
    /// <summary>The culture of the child, whose letters and numbers differ most from the usual.</summary>
    public const string Culture = "tr-TR";

    /// <summary>A source of digests that starts this program once for each question.</summary>
    public static DigestSource Of(string dataFolder) => (at, cancellation) => AskAsync(dataFolder, at, cancellation);

    private static async Task<IReadOnlyList<StateDigest>> AskAsync(
        string dataFolder, IReadOnlyList<long> at, CancellationToken cancellation)
    {
        using Process child = Process.Start(Start(dataFolder, at))
            ?? throw new InvalidOperationException("The second replay could not be started.");
        try
        {
            Task<string> errors = child.StandardError.ReadToEndAsync(cancellation);
            string output = await child.StandardOutput.ReadToEndAsync(cancellation);
            await child.WaitForExitAsync(cancellation);
            return child.ExitCode switch
            {
                0 => JsonSerializer.Deserialize(output, DigestJson.Default.StateDigestArray) ?? [],
                int code => throw new FatalException((ExitCode)code, $"The second replay failed: {(await errors).Trim()}"),
            };
        }
        finally
        {
            if (!child.HasExited)
                child.Kill();
        }
    }

    private static ProcessStartInfo Start(string dataFolder, IReadOnlyList<long> at)
    {
        string dll = Path.Combine(AppContext.BaseDirectory, "bingobot.dll");
        string self = Environment.ProcessPath
            ?? throw new InvalidOperationException("The program's own path is not known, so there can be no second replay.");
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
        foreach (string argument in (string[])[DigestsCommand.Name, "--data", dataFolder, "--culture", Culture, "--at"])
            start.ArgumentList.Add(argument);
        foreach (long sequence in at)
            start.ArgumentList.Add(sequence.ToString(CultureInfo.InvariantCulture));
        return start;
    }
}
