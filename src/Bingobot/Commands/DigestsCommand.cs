using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bingobot.Configuration;
using Bingobot.Events;

namespace Bingobot.Commands;

/// <summary>
/// <c>bingobot digests</c>: the state's hashes after given events. <c>verify</c> runs it in a process of its own, which has
/// another hash seed and another culture.
/// </summary>
internal static class DigestsCommand
{
    public const string Name = "digests";

    public static Option<long[]> At { get; } = new("--at")
    {
        Description = "After which events, ascending.",
        AllowMultipleArgumentsPerToken = true,
        Required = true,
    };

    public static Option<string> Culture { get; } = new("--culture")
    {
        Description = "The culture to replay in.",
        DefaultValueFactory = _ => "",
    };

    /// <summary>Asks for all state after the first of the events instead.</summary>
    public static Option<bool> Report { get; } = new("--report") { Description = "Write all state after the first of them." };

    public static Command Create()
    {
        var command = new Command(Name, "Write the hashes of the state after some events, as JSON.")
        {
            CommonOptions.Data, At, Culture, Report,
        };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => CommandTable.GuardAsync(parsed, async () =>
        {
            string data = parsed.GetValue(CommonOptions.Data)
                ?? throw new FatalException(ExitCode.Usage, "--data: the data folder is expected.");
            await using DocumentLog log = StreamFiles.Open(new BotConfiguration { DataDirectory = Path.GetFullPath(data) });
            ReplaySource source = StreamVerifier.Elsewhere(
                log, StreamFiles.Modules, CultureInfo.GetCultureInfo(parsed.GetValue(Culture) ?? ""));
            long[] at = parsed.GetValue(At) ?? [];
            string answer = parsed.GetValue(Report)
                ? Encoding.UTF8.GetString(await source.Reports(at[0], cancellation))
                : JsonSerializer.Serialize([.. await source.Digests(at, cancellation)], DigestJson.Default.StateDigestArray);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(answer);
            return ExitCode.Good;
        }));
        return command;
    }
}

[JsonSerializable(typeof(StateDigest[]))]
internal sealed partial class DigestJson : JsonSerializerContext;
