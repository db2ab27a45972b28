using System.CommandLine;
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

    public static Command Create()
    {
        var command = new Command("state", "Show what the bot knows, or knew after an earlier event; also beside a running bot.")
        {
            CommonOptions.Config, CommonOptions.Data, Module, CommonOptions.Guild, At, CommonOptions.Json,
        };
        command.SetAction((parsed, cancellation) => CommandTable.GuardAsync(parsed, async () =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
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
        if (at > log.LastSequence)
            throw new FatalException(ExitCode.Usage, log.LastSequence == 0
                ? "--at: there is no event yet."
                : $"--at: there is no event {at}; the newest is {log.LastSequence}.");
        StreamSnapshot snapshot = await StreamReplay.RunAsync(
            log, StreamFiles.Modules(), at ?? long.MaxValue, cancellation);
        return JsonNode.Parse(StateReport.Write(snapshot, guild))!.AsObject();
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
