using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Bingobot.Events;

namespace Bingobot.Commands;

/// <summary>Replays in a child process: there the seed of string hashes is another.</summary>
internal static class ChildReplay
{
    /// <summary>The culture of the child, whose letters and numbers differ most from the usual.</summary>
    public const string Culture = "tr-TR";

    /// <summary>The time zone of the child, on the other side of the earth, where the system has zones.</summary>
    private const string TimeZone = "Pacific/Auckland";

    /// <summary>A replay that starts this program once for each question.</summary>
    public static ReplaySource Of(string dataFolder) => new(
        async (at, cancellation) => JsonSerializer.Deserialize(
            await AskAsync(dataFolder, at, isReport: false, cancellation), DigestJson.Default.StateDigestArray) ?? [],
        async (at, cancellation) => Encoding.UTF8.GetBytes(await AskAsync(dataFolder, [at], isReport: true, cancellation)));

    private static async Task<string> AskAsync(
        string dataFolder, IReadOnlyList<long> at, bool isReport, CancellationToken cancellation)
    {
        using Process child = Process.Start(Start(dataFolder, at, isReport))
            ?? throw new InvalidOperationException("The second replay could not be started.");
        try
        {
            Task<string> errors = child.StandardError.ReadToEndAsync(cancellation);
            string output = await child.StandardOutput.ReadToEndAsync(cancellation);
            await child.WaitForExitAsync(cancellation);
            return child.ExitCode switch
            {
                0 => output,
                int code => throw new FatalException((ExitCode)code, $"The second replay failed: {(await errors).Trim()}"),
            };
        }
        finally
        {
            if (!child.HasExited)
                child.Kill();
        }
    }

    private static ProcessStartInfo Start(string dataFolder, IReadOnlyList<long> at, bool isReport)
    {
        List<string> arguments = [DigestsCommand.Name, "--data", dataFolder, "--culture", Culture];
        if (isReport)
            arguments.Add(DigestsCommand.Report.Name);
        arguments.Add(DigestsCommand.At.Name);
        arguments.AddRange(at.Select(sequence => sequence.ToString(CultureInfo.InvariantCulture)));
        ProcessStartInfo start = OwnProgram.Start(arguments);
        start.Environment["TZ"] = TimeZone;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return start;
    }
}
