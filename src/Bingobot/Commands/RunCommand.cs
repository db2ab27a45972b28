using System.CommandLine;
using System.Net;
using Bingobot.Configuration;
using Bingobot.Hosting;

namespace Bingobot.Commands;

/// <summary><c>bingobot run</c>: the bot.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    private static readonly Option<int?> Port = new("--port")
    {
        Description = "The port of the web page, 1 to 65535. Default: what the configuration says.",
        HelpName = "N",
    };

    public static Command Create()
    {
        var command = new Command(Name, "Run the bot; in its own sandbox when no Discord token is set.")
        {
            CommonOptions.Config,
            CommonOptions.Data,
            Port,
        };
        Port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > IPEndPoint.MaxPort)
                result.AddError($"--port: 1 to {IPEndPoint.MaxPort} are allowed.");
        });
        command.SetAction((parsed, _) => CommandTable.GuardAsync(async () =>
        {
            BotConfiguration configuration = CommandTable.Configuration(parsed);
            if (parsed.GetValue(Port) is { } port)
                configuration = configuration with { Listen = new IPEndPoint(configuration.Listen.Address, port) };
            using var signals = new StopSignals();
            await using var host = new BotHost(configuration, Console.Out, TimeProvider.System);
            return await host.RunAsync(signals.Token);
        }));
        return command;
    }
}
