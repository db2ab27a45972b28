using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Bingobot.Benchmarks.Cli;
using Bingobot.Benchmarks.Gateway.Mix;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Discord.Gateway;

namespace Bingobot.Benchmarks.Gateway.Server;

/// <summary>The server in a process of its own, so that clients' times are theirs alone.</summary>
internal sealed class GatewayServerProcess : IDisposable
{
    private const string CommandName = "serve-gateway";

    private readonly Process _process;

    private GatewayServerProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts it, and waits until all is made that it will send.</summary>
    public static GatewayServerProcess Start(MixSize size, GatewayCompression compression, int membersPerGuild = GuildWorld.Members)
    {
        Process process = OwnProcess.Start(
            [CommandName, compression.ToString(), membersPerGuild.ToString(CultureInfo.InvariantCulture), .. size.ToArguments()]);
        string? line = process.StandardOutput.ReadLine();
        if (!int.TryParse(line, CultureInfo.InvariantCulture, out int port))
            throw new WrongContentException($"The server said '{line}': {process.StandardError.ReadToEnd()}");
        process.BeginErrorReadLine();
        return new GatewayServerProcess(process, port);
    }

    public static Command Command()
    {
        var compression = new Argument<GatewayCompression>("compression");
        var members = new Argument<int>("members-per-guild");
        var command = new Command(CommandName, "Sends the mix to whoever identifies.") { compression, members };
        command.Hidden = true;
        Func<ParseResult, MixSize> size = MixSize.AddTo(command);
        command.SetAction(result =>
        {
            using var server = new GatewayServer();
            var stream = new ServedStream(
                size(result), result.GetRequiredValue(compression), result.GetRequiredValue(members), server.Url);
            Console.WriteLine(server.Port.ToString(CultureInfo.InvariantCulture));
            server.Serve(stream);
        });
        return command;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
