using System.Diagnostics;
using System.Globalization;
using Bingobot.Benchmarks.Cli;
using Bingobot.Benchmarks.Gateway.Mix;

namespace Bingobot.Benchmarks.Gateway.Clients;

/// <summary>Runs a contender in a process of its own, and reads what it reports.</summary>
internal static class ClientProcess
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>A hidden command of this program.</summary>
    public static ClientReport Run(string command, MixSize size, params string[] arguments)
    {
        using Process process = OwnProcess.Start([command, .. arguments, .. size.ToArguments()], isBot: true);
        return ReportOf(process);
    }

    /// <summary>A script of <c>bench/gateway-js</c>.</summary>
    public static ClientReport RunNode(string script, MixSize size, int port, string compression)
    {
        string path = Path.Combine(NodeFolder(), script);
        if (!Directory.Exists(Path.Combine(NodeFolder(), "node_modules")))
            throw new DirectoryNotFoundException("Run 'npm ci' in bench/gateway-js first.");
        using Process process = OwnProcess.Start(
            "node",
            [
                "--expose-gc", path, port.ToString(CultureInfo.InvariantCulture), compression,
                size.LastUncounted.ToString(CultureInfo.InvariantCulture), size.LastCounted.ToString(CultureInfo.InvariantCulture),
            ]);
        return ReportOf(process);
    }

    private static ClientReport ReportOf(Process process)
    {
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string?> line = process.StandardOutput.ReadLineAsync();
        bool said = line.Wait(Longest);
        process.Kill();
        process.WaitForExit();
        return said && line.Result is { Length: > 0 } report
            ? ClientReport.Parse(report)
            : throw new InvalidOperationException($"The client reported nothing: {errors.GetAwaiter().GetResult()}");
    }

    /// <summary>Beside this program's sources, above where it was built.</summary>
    private static string NodeFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string scripts = Path.Combine(folder.FullName, "gateway-js");
            if (Directory.Exists(scripts))
                return scripts;
        }

        throw new DirectoryNotFoundException("bench/gateway-js is not above this program.");
    }
}
