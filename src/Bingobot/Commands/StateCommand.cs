using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bingobot.Configuration;
using Bingobot.Events;
using Spectre.Console;

namespace Bingobot.Commands;

/// <summary><c>bingobot state</c>: what the bot knows, or knew.</summary>
internal static class StateCommand
{
    private static readonly Option<string?> Module = new("--module") { Description = "Only this module.", HelpName = "NAME" };

    private static readonly Option<long?> At = new("--at")
    {
        Description = "The state after this event, instead of the newest.",
        HelpName = "S",
    };

    public static Command Create()
    {
        var command = new Command("state", "Show what the bot knows, or knew after an earlier event; also beside a running bot.")
        {
            CommonOptions.Config, CommonOptions.Data, Module, CommonOptions.Guild, At, CommonOptions.Json,
        };
        At.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() is < 0)
                result.AddError("--at: sequences begin with 1; 0 is before the first event.");
        });
        command.SetAction((parsed, cancellation) => CommandTable.GuardAsync(async () =>
        {
            JsonObject report = await ReportAsync(
                CommandTable.Configuration(parsed), parsed.GetValue(At), parsed.GetValue(CommonOptions.Guild), cancellation);
            if (parsed.GetValue(Module) is { } module)
                KeepOnly(report, module);
            if (parsed.GetValue(CommonOptions.Json))
                await Console.Out.WriteLineAsync(Text(report, indented: false));
            else
                Show(report);
            return ExitCode.Good;
        }));
        return command;
    }

    private static async Task<JsonObject> ReportAsync(
        BotConfiguration configuration, long? at, ulong? guild, CancellationToken cancellation)
    {
        await using DocumentLog log = StreamFiles.Open(configuration);
        if (at > log.LastSequence)
            throw new FatalException(ExitCode.Usage, $"--at: the newest event is {log.LastSequence}.");
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

    private static void Show(JsonObject report)
    {
        IAnsiConsole console = AnsiConsole.Console;
        console.MarkupLineInterpolated($"[bold]sequence[/] {report["seq"]!.ToString()}  [bold]hash[/] {report["hash"]!.ToString()}");
        foreach ((string name, JsonNode? module) in report["modules"]!.AsObject())
        {
            console.WriteLine();
            console.MarkupLineInterpolated($"[bold]{name}[/] version {module!["version"]!.ToString()}, hash {module["hash"]!.ToString()}");
            if (module["stoppedAt"] is { } stopped)
            {
                console.MarkupLineInterpolated(
                    $"[red]STOPPED at event {stopped["seq"]!.ToString()} ({stopped["type"]!.ToString()}): {stopped["error"]!.ToString()}[/]");
            }

            console.WriteLine(Text(module["state"]!, indented: true));
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
