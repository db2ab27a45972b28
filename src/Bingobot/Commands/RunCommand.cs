using System.CommandLine;
using System.Globalization;
using System.Net;
using Bingobot.Configuration;
using Bingobot.Hosting;
using Bingobot.Supervision;

namespace Bingobot.Commands;

/// <summary><c>bingobot run</c>: the bot.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    private static readonly Option<long?> Port = CommonOptions.Whole(
        "--port", "N", "The port of the web page, 1 to 65535. Default: what the configuration says.", 1, IPEndPoint.MaxPort);

    private static readonly Option<bool> Supervise = new("--supervise")
    {
        Description = "Start the bot again where it was crashed on order in its sandbox, by a process of its own.",
    };

    private static readonly Option<long?> SupervisedBy = new("--supervised-by") { Hidden = true };

    public static Command Create()
    {
        var command = new Command(Name, "Run the bot; in its own sandbox when no Discord token is set.")
        {
            CommonOptions.Config,
            CommonOptions.Data,
            Port,
            Supervise,
            SupervisedBy,
        };
        command.SetAction((parsed, _) => CommandTable.GuardAsync(parsed, async () =>
        {
            BotConfiguration configuration = CommandTable.Configuration(parsed);
            if (parsed.GetValue(Port) is { } port)
                configuration = configuration with { Listen = new IPEndPoint(configuration.Listen.Address, (int)port) };
            InvocationConfiguration io = parsed.InvocationConfiguration;
            if (parsed.GetValue(Supervise) && configuration.UsesSandbox && Supervisor.IsPossible)
            {
                using var supervisor = new Supervisor(OwnProgram.Start(Again(parsed)), configuration.DataDirectory!, io.Output);
                return (ExitCode)await supervisor.RunAsync();
            }

            bool isSupervised = parsed.GetValue(SupervisedBy) is not null;
            if (isSupervised)
                ParentWatch.Start((int)parsed.GetValue(SupervisedBy)!.Value);
            using var signals = new StopSignals(isSupervised);
            await using var host = new BotHost(configuration, io.Output, io.Error, TimeProvider.System, isSupervised);
            return await host.RunAsync(signals.Token);
        }));
        return command;
    }

    /// <summary>The same command line for the process that is supervised.</summary>
    private static List<string> Again(ParseResult parsed)
    {
        List<string> arguments = [Name];
        if (parsed.GetValue(CommonOptions.Config) is { } config)
            arguments.AddRange([CommonOptions.Config.Name, config]);
        if (parsed.GetValue(CommonOptions.Data) is { } data)
            arguments.AddRange([CommonOptions.Data.Name, data]);
        if (parsed.GetValue(Port) is { } port)
            arguments.AddRange([Port.Name, port.ToString(CultureInfo.InvariantCulture)]);
        arguments.AddRange([SupervisedBy.Name, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        return arguments;
    }
}
