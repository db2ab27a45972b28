using System.Globalization;
using System.Text.Json;
using Bingobot.Events;

namespace Bingobot.Faults.Events;

/// <summary>
/// Replays a recorded stream in a process of its own: <c>replay FOLDER digests SEQUENCE …</c> writes the hashes of the state after these
/// events, <c>replay FOLDER report SEQUENCE</c> all state after one.
/// </summary>
public static class SecondReplay
{
    public const string Name = "replay";
    public const string Digests = "digests";
    public const string Report = "report";

    /// <summary>The modules of the stream, of which one depends on the process.</summary>
    public static IReadOnlyList<IModule> Modules() => [new Counters(), new Seeded()];

    public static async Task<int> RunAsync(string[] arguments)
    {
        await using IEventLog log = DocumentLog.OpenReadOnly(arguments[0]);
        ReplaySource source = StreamVerifier.Plainly(log, Modules);
        long[] at = [.. arguments[2..].Select(sequence => long.Parse(sequence, CultureInfo.InvariantCulture))];
        await using Stream output = Console.OpenStandardOutput();
        if (arguments[1] == Report)
            await output.WriteAsync(await source.Reports(at[0], CancellationToken.None));
        else
            await JsonSerializer.SerializeAsync(output, [.. await source.Digests(at, CancellationToken.None)], HappeningsJson.Default.StateDigestArray);
        return 0;
    }
}
