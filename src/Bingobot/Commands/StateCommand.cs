using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bingobot.Configuration;
using Bingobot.Events;

namespace Bingobot.Commands;

/// <summary><c>bingobot state</c>: what the bot knows, or knew.</summary>
internal static class StateCommand
{
    private static readonly Option<string?> Module = new("--module") { Description = "Only this module.", HelpName = "NAME" };

    private static readonly Option<long?> At = CommonOptions.Whole(
        "--at", "S", "The state after this event, instead of the newest; 0 is before the first.", 0, long.MaxValue);

    private static readonly Option<long[]?> Diff = new("--diff")
    {
        Description = "What changed from the state after event S1 to that after event S2.",
        HelpName = "S1 S2",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
        CustomParser = ParseDiff,
    };

    public static Command Create()
    {
        var command = new Command("state", "Show what the bot knows, or knew after an earlier event; also beside a running bot.")
        {
            CommonOptions.Config, CommonOptions.Data, Module, CommonOptions.Guild, At, Diff, CommonOptions.Json,
        };
        command.SetAction((parsed, cancellation) => CommandTable.GuardAsync(parsed, async () =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(Diff) is [long before, long after])
            {
                if (parsed.GetValue(At) is not null)
                    throw new FatalException(ExitCode.Usage, "--diff: it names both events itself; leave out --at.");
                await using DocumentLog log = StreamFiles.Open(CommandTable.Configuration(parsed));
                var difference = new StateDifference(log, CommandTable.Configuration(parsed), before, after);
                await difference.WriteAsync(
                    output, parsed.GetValue(Module), parsed.GetValue(CommonOptions.Guild), parsed.GetValue(CommonOptions.Json), cancellation);
                return ExitCode.Good;
            }

            JsonObject report = await ReportAsync(
                CommandTable.Configuration(parsed), parsed.GetValue(At), parsed.GetValue(CommonOptions.Guild), cancellation);
            if (parsed.GetValue(Module) is { } module)
                KeepOnly(report, module);
            if (parsed.GetValue(CommonOptions.Json))
                await output.WriteLineAsync(Text(report, indented: false));
            else
                await ShowAsync(report, output);
            return ExitCode.Good;
        }));
        return command;
    }

    private static async Task<JsonObject> ReportAsync(
        BotConfiguration configuration, long? at, ulong? guild, CancellationToken cancellation)
    {
        await using DocumentLog log = StreamFiles.Open(configuration);
        StreamSnapshot snapshot = await SnapshotAsync(log, configuration, at ?? long.MaxValue, "--at", cancellation);
        return JsonNode.Parse(StateReport.Write(snapshot, guild))!.AsObject();
    }

    /// <summary>The state after an event, from the nearest snapshot on.</summary>
    /// <exception cref="FatalException">There is no such event.</exception>
    internal static Task<StreamSnapshot> SnapshotAsync(
        DocumentLog log, BotConfiguration configuration, long at, string option, CancellationToken cancellation)
    {
        if (at != long.MaxValue && at > log.LastSequence)
        {
            throw new FatalException(ExitCode.Usage, log.LastSequence == 0
                ? $"{option}: there is no event yet."
                : $"{option}: there is no event {at}; the newest is {log.LastSequence}.");
        }

        return StreamReplay.ReplayAsync(
            log, StreamFiles.Modules(),
            new StreamReplayOptions { ToSequence = at, SnapshotDirectory = StreamFiles.SnapshotsFolder(configuration.DataDirectory!) },
            cancellation);
    }

    private static long[]? ParseDiff(System.CommandLine.Parsing.ArgumentResult result)
    {
        var sequences = new List<long>();
        foreach (System.CommandLine.Parsing.Token token in result.Tokens)
        {
            if (!long.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
            {
                result.AddError($"--diff: '{token.Value}' is not allowed; two sequences are expected, whole numbers of 0 or more.");
                return null;
            }

            sequences.Add(sequence);
        }

        return [.. sequences];
    }

    private static void KeepOnly(JsonObject report, string module)
    {
        JsonObject modules = report["modules"]!.AsObject();
        string[] names = [.. modules.Select(pair => pair.Key)];
        if (!names.Contains(module, StringComparer.Ordinal))
            throw new FatalException(ExitCode.Usage, $"--module: there is no module '{module}'. There are: {string.Join(", ", names)}.");
        foreach (string other in names.Where(name => name != module))
            modules.Remove(other);
        report.Remove("runtime");
    }

    private static async Task ShowAsync(JsonObject report, TextWriter output)
    {
        await output.WriteLineAsync($"sequence {report["seq"]}  hash {report["hash"]}");
        foreach ((string name, JsonNode? module) in report["modules"]!.AsObject())
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync($"{name}, version {module!["version"]}, hash {module["hash"]}");
            if (module["stoppedAt"] is { } stopped)
                await output.WriteLineAsync($"STOPPED at event {stopped["seq"]} ({stopped["type"]}): {stopped["error"]}");
            await output.WriteLineAsync(Text(module["state"]!, indented: true));
        }
    }

    private static string Text(JsonNode node, bool indented)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, EventText.Compact with { Indented = indented }))
            node.WriteTo(json);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
