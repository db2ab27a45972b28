using System.CommandLine;
using System.Security.Cryptography;
using Bingobot.Commands.Load.Report;
using Bingobot.Hosting;
using Bingobot.Sandbox;

namespace Bingobot.Commands.Load;

/// <summary><c>bingobot load</c>: a bot and a sandbox that sends it a realistic mix, and what became of it.</summary>
internal static class LoadCommand
{
    public const string Name = "load";

    private const int MostRate = 100_000;
    private const int MostSeconds = 7 * 24 * 3600;

    private static readonly Option<long?> Guilds = CommonOptions.Whole(
        "--guilds", "N", $"Guilds, 1 to {CrowdLimits.MostGuilds}. Default: 10.", 1, CrowdLimits.MostGuilds);

    private static readonly Option<long?> Users = CommonOptions.Whole(
        "--users", "N", $"People in each guild, 1 to {CrowdLimits.MostUsers}. Default: 25.", 1, CrowdLimits.MostUsers);

    private static readonly Option<long?> Rate = CommonOptions.Whole(
        "--rate", "R", "Events a second, over all guilds. Default: 100.", 1, MostRate);

    private static readonly Option<long?> Seconds = CommonOptions.Whole(
        "--seconds", "S", "For how long. Default: 30.", 1, MostSeconds);

    private static readonly Option<long?> Seed = CommonOptions.Whole(
        "--seed", "N", "What the random choices come from. Default: another each time; it is shown.", 0, int.MaxValue);

    private static readonly Option<bool> Chaos = new("--chaos") { Description = "All kinds of mishaps meanwhile; also kill -9 of the bot." };

    private static readonly Option<LoadMix> Mix = new("--mix")
    {
        Description = "What happens: some of messages, voice, interactions, each with a weight if you like. Default: messages=8,voice=1,interactions=1.",
        HelpName = "KIND[=WEIGHT],…",
        DefaultValueFactory = _ => LoadMix.Usual,
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (LoadMix.Parse(text) is { } mix)
                return mix;
            result.AddError($"--mix: '{text}' is not allowed; it is like messages,voice or messages=8,voice=1,interactions=1 (weights 0 to {LoadMix.Most}).");
            return null;
        },
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "A new or empty folder, to keep the bot's and the sandbox's data. Default: a temporary one.",
        HelpName = "FOLDER",
    };

    public static Command Create()
    {
        var command = new Command(Name, "Put a bot in a sandbox of its own under load, and compare what arrived with what was sent.")
        {
            Guilds, Users, Rate, Mix, Seconds, Chaos, Seed, Data, CommonOptions.Json,
        };
        command.SetAction((parsed, _) => CommandTable.GuardAsync(parsed, async () =>
        {
            using var folder = LoadFolder.Take(parsed.GetValue(Data));
            using var signals = new StopSignals();
            var run = new LoadRun(Plan(parsed, folder.Path), TimeProvider.System);
            bool isJson = parsed.GetValue(CommonOptions.Json);
            TextWriter output = parsed.InvocationConfiguration.Output;
            LoadReport report = await LoadProgress.ShowAsync(isJson ? TextWriter.Null : output, run, signals.Token);
            if (isJson)
                LoadReportWriter.WriteJson(output, report);
            else
                LoadReportWriter.WriteText(output, report);
            return report.Lost + report.Doubled == 0 ? ExitCode.Good : ExitCode.Failure;
        }));
        return command;
    }

    private static LoadPlan Plan(ParseResult parsed, string folder) => new()
    {
        Guilds = (int)(parsed.GetValue(Guilds) ?? 10),
        Users = (int)(parsed.GetValue(Users) ?? 25),
        Rate = (int)(parsed.GetValue(Rate) ?? 100),
        Mix = parsed.GetValue(Mix) ?? LoadMix.Usual,
        Duration = TimeSpan.FromSeconds(parsed.GetValue(Seconds) ?? 30),
        Chaos = parsed.GetValue(Chaos),
        Seed = (int)(parsed.GetValue(Seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue)),
        Folder = folder,
    };
}
