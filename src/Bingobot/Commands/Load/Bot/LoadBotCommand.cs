using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using Bingobot.Configuration;
using Bingobot.Hosting;
using Bingobot.Sandbox;

namespace Bingobot.Commands.Load.Bot;

/// <summary>
/// <c>bingobot load-bot</c>: the bot of a load, in a process of its own so that it can be killed. It stops in good order when its
/// standard input ends, and so never outlives the process that started it.
/// </summary>
internal static class LoadBotCommand
{
    public const string Name = "load-bot";

    public static Option<string> Url { get; } = new("--url")
    {
        Description = "The sandbox's REST API.",
        Required = true,
    };

    public static Command Create()
    {
        var command = new Command(Name, "Run the bot of a load until the standard input ends.") { CommonOptions.Data, Url };
        command.Hidden = true;
        command.SetAction((parsed, _) => CommandTable.GuardAsync(parsed, async () =>
        {
            string data = parsed.GetValue(CommonOptions.Data)
                ?? throw new FatalException(ExitCode.Usage, "--data: the data folder is expected.");
            var configuration = new BotConfiguration
            {
                Token = new Secret(SandboxOptions.DefaultBotToken),
                ApiBaseUrl = new Uri(parsed.GetValue(Url)!),
                DataDirectory = Path.GetFullPath(data),
                Shards = 1,
                Listen = new IPEndPoint(IPAddress.Loopback, 0),
            };

            // Signals that are meant for the load reach this process too; when it stops is for the load to say.
            using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
            using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static signal => signal.Cancel = true);
            using var stop = new CancellationTokenSource();
            Task ended = WaitForEndAsync(stop);
            InvocationConfiguration io = parsed.InvocationConfiguration;
            await using var host = new BotHost(configuration, io.Output, io.Error, TimeProvider.System);
            return await host.RunAsync(stop.Token);
        }));
        return command;
    }

    private static async Task WaitForEndAsync(CancellationTokenSource stop)
    {
        await using Stream input = Console.OpenStandardInput();
        byte[] ignored = new byte[256];
        while (await input.ReadAsync(ignored) > 0)
        {
            // Nothing is said over it; only its end counts.
        }

        await stop.CancelAsync();
    }
}
