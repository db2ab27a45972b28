using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Bingobot.EndToEnd;

/// <summary>The program as this repository's build made it, in the configuration of these tests.</summary>
internal static class BuiltProgram
{
    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The program's assembly.</summary>
    public static string Assembly { get; } = FindAssembly();

    /// <summary>How to start it with these arguments, without what this process' environment would tell it.</summary>
    public static ProcessStartInfo Start(IEnumerable<string> arguments, string workingDirectory)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Assembly);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (string name in start.Environment.Keys.Where(IsOurs).ToArray())
            start.Environment.Remove(name);
        return start;
    }

    /// <summary>
    /// A TCP port of the loopback interface that nobody listens on at the moment; below those that the system gives to
    /// outgoing connections, so that none of them takes it while a bot is being restarted.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            int port = Random.Shared.Next(20_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                TestContext.Current.SendDiagnosticMessage("Port {0} is in use.", port);
            }
        }
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("BINGOBOT", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name == "DISCORD_TOKEN";

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bingobot.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("Bingobot.slnx was not found above the test's folder.");
    }

    private static string FindAssembly()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        string path = Path.Combine(
            Repository, "src", "Bingobot", "bin", output.Parent!.Name, output.Name, "bingobot.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException("The program is not built.", path);
    }
}
