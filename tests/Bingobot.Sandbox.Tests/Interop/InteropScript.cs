using System.Diagnostics;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Interop;

/// <summary>A script of tests/interop against a sandbox of its own.</summary>
internal static class InteropScript
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs it, and looks that it came to its end.</summary>
    /// <param name="script">Its name.</param>
    /// <param name="last">The last thing that it checks.</param>
    public static async Task RunAsync(string script, string last)
    {
        string folder = FindFolder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "discord.js")) || !HasNode())
            Leave("needs node 20 and discord.js: run `npm ci` in tests/interop");
        MovableClock clock = new();
        await using SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions
        {
            WorldClock = clock.Time,
            Clock = clock,
            DisallowedIntents = script == "intents" ? Intents.GuildMembers | Intents.GuildPresences | Intents.MessageContent : 0,
        });

        (int exitCode, string output) = await RunAsync(folder, script, host.Address.ToString().TrimEnd('/'));

        Assert.True(exitCode == 0, output);
        Assert.Contains("ok " + last, output, StringComparison.Ordinal);
        Assert.False(host.Sandbox.BotConnected);
    }

    private static void Leave(string why)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail($"In CI nothing is left out: it {why}.");
        Assert.Skip($"The interop test {why}.");
    }

    private static string FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string interop = Path.Combine(folder.FullName, "tests", "interop");
            if (File.Exists(Path.Combine(interop, "login.mjs")))
                return interop;
        }

        throw new InvalidOperationException("tests/interop is not above the test's folder.");
    }

    private static bool HasNode() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe")));

    private static async Task<(int ExitCode, string Output)> RunAsync(string folder, string script, string address)
    {
        ProcessStartInfo start = new("node") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(script + ".mjs");
        start.ArgumentList.Add(address);
        using Process node = Process.Start(start)!;
        using CancellationTokenSource timeout =
            CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        Task<string> output = node.StandardOutput.ReadToEndAsync(timeout.Token);
        Task<string> errors = node.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            await node.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill(entireProcessTree: true);
            throw;
        }

        return (node.ExitCode, await output + await errors);
    }
}
