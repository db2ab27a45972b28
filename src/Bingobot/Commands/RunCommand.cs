using System.CommandLine;
using System.Net;
using Bingobot.Configuration;
using Bingobot.Hosting;

namespace Bingobot.Commands;

/// <summary><c>bingobot run</c>: the bot.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    private static readonly Option<long?> Port = CommonOptions.Whole(
        "--port", "N", "The port of the web page, 1 to 65535. Default: what the configuration says.", 1, IPEndPoint.MaxPort);

    public static Command Create()
    {
        var command = new Command(Name, "Run the bot; in its own sandbox when no Discord token is set.")
        {
            CommonOptions.Config,
            CommonOptions.Data,
            Port,
        };
        command.SetAction((parsed, _) => CommandTable.GuardAsync(parsed, async () =>
        {
            BotConfiguration configuration = CommandTable.Configuration(parsed);
            if (parsed.GetValue(Port) is { } port)
                configuration = configuration with { Listen = new IPEndPoint(configuration.Listen.Address, (int)port) };
            using var signals = new StopSignals();
            InvocationConfiguration io = parsed.InvocationConfiguration;
            await using var host = new BotHost(configuration, io.Output, io.Error, TimeProvider.System);
            return await host.RunAsync(signals.Token);
        }));
        return command;
    }
}
